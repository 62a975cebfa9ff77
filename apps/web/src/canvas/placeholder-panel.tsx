import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '@maillon/flow-document'
import { ReplaceablePanel } from './replaceable-panel.js'

/** Stands for a step of another program that has no counterpart here: what it was, and the way out. */
export function PlaceholderPanel({ node, onClose }: { readonly node: FlowNode; readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  const text = (name: string) => (typeof node.params[name] === 'string' ? node.params[name] : '')
  return (
    <ReplaceablePanel node={node} onClose={onClose} keptTitle={t('placeholderNode.kept', { source: text('source') })} kept={text('foreign')}>
      <Text>{t('placeholderNode.was', { was: text('was'), source: text('source') })}</Text>
      <Text c="dimmed" size="sm">
        {t('placeholderNode.what')}
      </Text>
    </ReplaceablePanel>
  )
}
