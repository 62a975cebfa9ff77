'use client'

import { Anchor, Drawer, Group, Stack, Table, Text } from '@mantine/core'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import { flowInWords } from '@maillon/flow-document'
import { useApiQuery } from '../api/use-api.js'
import { useLocale } from '../i18n/locale-provider.js'
import { useFormats } from '../i18n/use-formats.js'
import { shownModifier } from '../shell/shown-modifier.js'
import { useHeldKeys } from '../shell/use-held-keys.js'
import { LoadingLines } from '../shell/loading-lines.js'
import { StatusBadge } from '../theme/status-badge.js'
import { useCanvasView } from './canvas-view.js'
import { useEditor, useEditorStore } from './editor-context.js'
import { Findings } from './findings.js'
import { shortcuts, shownKeys } from './canvas-keys.js'
import { StepsPanel } from './steps-panel.js'
import { VersionsPanel } from './versions/versions-panel.js'

const FlowSettingsPanel = dynamic(() => import('./settings/flow-settings-panel.js').then((module) => module.FlowSettingsPanel), { ssr: false })
const TestList = dynamic(() => import('../features/flow-tests/test-list.js').then((module) => module.TestList), { ssr: false })

export type SidePanel = 'steps' | 'findings' | 'runs' | 'words' | 'versions' | 'tests' | 'settings' | 'shortcuts'

export interface SidePanelsProps {
  readonly shown: SidePanel | null
  readonly detail: FlowDetail
  readonly onClose: () => void
  readonly onShowRun: (runId: string) => void
  readonly saveNow: () => Promise<boolean>
}

/** What the toolbar opens at the side: one at a time. */
export function SidePanels({ shown, detail, onClose, onShowRun, saveNow }: SidePanelsProps) {
  const { t } = useTranslation('canvas')
  useHeldKeys(shown ?? false)
  return (
    <Drawer opened={shown !== null} onClose={onClose} position="right" size="md" styles={{ title: { fontWeight: 600 } }} title={shown === null ? '' : t(`side.${shown}`)}>
      {shown === 'steps' && <StepsPanel onClose={onClose} />}
      {shown === 'findings' && <FindingsPanel onClose={onClose} />}
      {shown === 'runs' && <RunsPanel flowId={detail.id} onShowRun={onShowRun} />}
      {shown === 'words' && <WordsPanel />}
      {shown === 'versions' && <VersionsPanel flow={detail} onClose={onClose} />}
      {shown === 'tests' && <TestsPanel detail={detail} saveNow={saveNow} onClose={onClose} />}
      {shown === 'settings' && <FlowSettingsPanel />}
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

function TestsPanel({ detail, saveNow, onClose }: Pick<SidePanelsProps, 'detail' | 'saveNow' | 'onClose'>) {
  const store = useEditorStore()
  const go = (node: string) => {
    onClose()
    store.getState().openPanel(node)
  }
  return <TestList flowId={detail.id} isPublished={detail.published !== null} saveNow={saveNow} onGo={go} />
}

function RunsPanel({ flowId, onShowRun }: { readonly flowId: string; readonly onShowRun: (runId: string) => void }) {
  const { t } = useTranslation('canvas')
  const formats = useFormats()
  const { data } = useApiQuery('runs', { query: { flowId, limit: 50 } })
  if (data === undefined) return <LoadingLines />
  if (data.runs.length === 0) return <Text c="dimmed">{t('runs.none')}</Text>
  return (
    <Stack gap={0}>
      <Anchor component={Link} href={`/flow-runs/?id=${encodeURIComponent(flowId)}`} size="sm" mb="xs" data-testid="open-grid">
        {t('runs.grid')}
      </Anchor>
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
