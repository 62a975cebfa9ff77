'use client'

import { Anchor, Button, Drawer, Group, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import { flowInWords } from '@maillon/flow-document'
import { useApiQuery } from '../api/use-api.js'
import { api } from '../api/api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { useLocale } from '../i18n/locale-provider.js'
import { useFormats } from '../i18n/use-formats.js'
import { shownModifier } from '../shell/shown-modifier.js'
import { LoadingLines } from '../shell/loading-lines.js'
import { StatusBadge } from '../theme/status-badge.js'
import { useCanvasView } from './canvas-view.js'
import { useEditor, useEditorStore } from './editor-context.js'
import { Findings } from './findings.js'
import { shortcuts, shownKeys } from './canvas-keys.js'
import { StepsPanel } from './steps-panel.js'
import { restoreOperation } from './restore-operation.js'

export type SidePanel = 'steps' | 'findings' | 'runs' | 'words' | 'versions' | 'shortcuts'

export interface SidePanelsProps {
  readonly shown: SidePanel | null
  readonly detail: FlowDetail
  readonly onClose: () => void
  readonly onShowRun: (runId: string) => void
}

/** What the toolbar opens at the side: one at a time. */
export function SidePanels({ shown, detail, onClose, onShowRun }: SidePanelsProps) {
  const { t } = useTranslation('canvas')
  return (
    <Drawer opened={shown !== null} onClose={onClose} position="right" size="md" styles={{ title: { fontWeight: 600 } }} title={shown === null ? '' : t(`side.${shown}`)}>
      {shown === 'steps' && <StepsPanel onClose={onClose} />}
      {shown === 'findings' && <FindingsPanel onClose={onClose} />}
      {shown === 'runs' && <RunsPanel flowId={detail.id} onShowRun={onShowRun} />}
      {shown === 'words' && <WordsPanel />}
      {shown === 'versions' && <VersionsPanel flowId={detail.id} onClose={onClose} />}
      {shown === 'shortcuts' && <ShortcutsPanel />}
    </Drawer>
  )
}

function FindingsPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const { checked } = useCanvasView()
  if (checked.diagnostics.length === 0) return <Text c="dimmed">{t('findings.none')}</Text>
  return (
    <Findings
      findings={checked.diagnostics}
      onGo={(node) => {
        onClose()
        store.getState().openPanel(node)
      }}
    />
  )
}

function RunsPanel({ flowId, onShowRun }: { readonly flowId: string; readonly onShowRun: (runId: string) => void }) {
  const { t } = useTranslation('canvas')
  const formats = useFormats()
  const { data } = useApiQuery('runs', { query: { flowId, limit: 50 } })
  if (data === undefined) return <LoadingLines />
  if (data.runs.length === 0) return <Text c="dimmed">{t('runs.none')}</Text>
  return (
    <Stack gap={0}>
      {data.runs.map((run) => (
        <Group key={run.id} justify="space-between" py={8} wrap="nowrap">
          <div>
            <StatusBadge status={run.status} />
            <Text size="xs" c="dimmed" lineClamp={2}>
              {run.message}
            </Text>
          </div>
          <Anchor component="button" size="sm" onClick={() => onShowRun(run.id)} style={{ whiteSpace: 'nowrap' }}>
            {formats.when(run.acceptedAt)}
          </Anchor>
        </Group>
      ))}
    </Stack>
  )
}

function WordsPanel() {
  const { locale } = useLocale()
  const { catalogue } = useCanvasView()
  const document = useEditor((state) => state.document)
  const text = flowInWords(document, { catalogue: catalogue.catalogue, locale })
  return (
    <Text component="pre" size="sm" style={{ whiteSpace: 'pre-wrap', fontFamily: 'inherit', lineHeight: 1.7 }} data-testid="flow-in-words">
      {text}
    </Text>
  )
}

function VersionsPanel({ flowId, onClose }: { readonly flowId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  const formats = useFormats()
  const store = useEditorStore()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const showError = useErrorNotice()
  const { data } = useApiQuery('versions', { params: { id: flowId } })
  if (data === undefined) return <LoadingLines />
  if (data.versions.length === 0) return <Text c="dimmed">{t('versions.none')}</Text>
  // The restored version becomes the draft as one edit, so undo takes it back.
  const restore = async (number: number) => {
    try {
      const { document } = await api.call('version', { params: { id: flowId, number: String(number) } })
      if (store.getState().apply(restoreOperation(store.getState().document, document))) onClose()
    } catch (error) {
      showError(error)
    }
  }
  return (
    <Stack gap="sm">
      {data.versions.map((version) => (
        <Group key={version.number} justify="space-between" wrap="nowrap" align="flex-start">
          <div>
            <Text size="sm" fw={600}>
              {t('versions.number', { number: version.number })} {version.isCurrent && `· ${t('versions.current')}`}
            </Text>
            <Text size="xs" c="dimmed">
              {formats.when(version.publishedAt)} · {version.author}
            </Text>
            <Text size="sm">{version.message}</Text>
          </div>
          <Button size="compact-sm" variant="default" disabled={isReadOnly} data-testid={`restore-${version.number}`} onClick={() => void restore(version.number)}>
            {t('versions.restore')}
          </Button>
        </Group>
      ))}
    </Stack>
  )
}

function ShortcutsPanel() {
  const { t } = useTranslation('canvas')
  return (
    <Table>
      <Table.Tbody>
        {shortcuts.map((command) => (
          <Table.Tr key={command}>
            <Table.Td>{t(`command.${command}`)}</Table.Td>
            <Table.Td ta="right">
              <kbd>{shownKeys[command].replace('Mod', shownModifier())}</kbd>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
