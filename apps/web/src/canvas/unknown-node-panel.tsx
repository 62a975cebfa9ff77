import { Button, Code, CloseButton, Group, Stack, Text } from '@mantine/core'
import { IconReplace } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '@maillon/flow-document'
import { useEditor, useEditorStore } from './editor-context.js'
import classes from './node-panel.module.css'

/** A step whose package isn't here: what is kept of it, and the two ways out. */
export function UnknownNodePanel({ node, onClose }: { readonly node: FlowNode; readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const replace = () => {
    onClose()
    store.getState().startAdding({ kind: 'replace', node: node.id })
  }
  return (
    <section className={classes.panel} aria-label={node.name}>
      <Group p="lg" justify="space-between">
        <Text fw={600}>{node.name}</Text>
        <CloseButton onClick={onClose} aria-label={t('panel.close')} />
      </Group>
      <Stack px="lg" pb="lg" gap="md" align="flex-start">
        <Text>{t('node.unknown', { type: node.type, version: node.version })}</Text>
        <Text c="dimmed" size="sm">
          {t('unknownNode.what')}
        </Text>
        {!isReadOnly && (
          <Button variant="default" leftSection={<IconReplace size={18} aria-hidden />} onClick={replace}>
            {t('unknownNode.replace')}
          </Button>
        )}
        <Text fw={600} size="sm" component="h3">
          {t('unknownNode.kept')}
        </Text>
        <Code block w="100%" tabIndex={0} aria-label={t('unknownNode.kept')}>
          {JSON.stringify(node.params, null, 2)}
        </Code>
      </Stack>
    </section>
  )
}
