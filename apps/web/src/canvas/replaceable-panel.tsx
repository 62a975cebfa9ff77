import { Button, Code, CloseButton, Group, Stack, Text } from '@mantine/core'
import { IconReplace } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '@maillon/flow-document'
import { useEditor, useEditorStore } from './editor-context.js'
import classes from './node-panel.module.css'

export interface ReplaceablePanelProps {
  readonly node: FlowNode
  readonly onClose: () => void
  /** Why this step can't be set, as sentences. */
  readonly children: ReactNode
  /** What is kept of it, as a person may read it. */
  readonly kept: string
  readonly keptTitle: string
}

/** A step that can only be replaced: why, the button, and what is kept of it. */
export function ReplaceablePanel({ node, onClose, children, kept, keptTitle }: ReplaceablePanelProps) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const replace = () => {
    onClose()
    store.getState().startAdding({ kind: 'replace', node: node.id })
  }
  return (
    <section className={classes.panel} aria-label={node.name} data-testid="replaceable-panel">
      <Group p="lg" justify="space-between" wrap="nowrap">
        <Text fw={600}>{node.name}</Text>
        <CloseButton onClick={onClose} aria-label={t('panel.close')} data-testid="close-panel" />
      </Group>
      <Stack px="lg" pb="lg" gap="md" align="flex-start" className={classes.replaceable}>
        {children}
        {!isReadOnly && (
          <Button variant="default" leftSection={<IconReplace size={18} aria-hidden />} onClick={replace} data-testid="replace-step">
            {t('unknownNode.replace')}
          </Button>
        )}
        <Text fw={600} size="sm" component="h3">
          {keptTitle}
        </Text>
        <Code block w="100%" tabIndex={0} aria-label={keptTitle}>
          {kept}
        </Code>
      </Stack>
    </section>
  )
}
