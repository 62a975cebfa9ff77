import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '@maillon/flow-document'
import { ReplaceablePanel } from './replaceable-panel.js'

/** A step whose package isn't here: what is kept of it, and the two ways out. */
export function UnknownNodePanel({ node, onClose }: { readonly node: FlowNode; readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  return (
    <ReplaceablePanel node={node} onClose={onClose} keptTitle={t('unknownNode.kept')} kept={JSON.stringify(node.params, null, 2)}>
      <Text>{t('node.unknown', { type: node.type, version: node.version })}</Text>
      <Text c="dimmed" size="sm">
        {t('unknownNode.what')}
      </Text>
    </ReplaceablePanel>
  )
}
