'use client'

import { Alert, Button, Group, JsonInput, Stack, Text } from '@mantine/core'
import { IconPencil, IconPinned, IconPinnedOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '@maillon/flow-document'
import { isJsonArray, isJsonObject, parseOutsideJson, type JsonObject } from '@maillon/kernel'
import { api } from '../api/api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { StepDetail } from '../features/runs/step-detail.js'
import { useCanvasView } from './canvas-view.js'
import { useEditor, useEditorStore } from './editor-context.js'
import classes from './node-panel.module.css'
import { SampleRows } from './sample-rows.js'
import { originOf } from './sample-scope.js'

type Pinned = NonNullable<FlowNode['pinned']>

/** Rows of a port that are pinned at most: enough to work with, little enough to keep in the document. */
const mostRows = 100

/** What the node gave in the run that is shown, else what is pinned, what it gave last, or the example of its definition; it can be pinned from here. */
export function NodeResult({ node }: { readonly node: FlowNode }) {
  const { run, stepByNode, replay } = useCanvasView()
  const step = stepByNode.get(node.id)
  const detail = replay.detailByNode.get(node.id) ?? run
  return (
    <Stack gap="sm">
      <Pinning node={node} />
      {detail !== null && step !== undefined ? <StepDetail key={`${detail.run.id} ${step.node}`} detail={detail} step={step} isCompact /> : <KnownRows node={node} />}
    </Stack>
  )
}

function KnownRows({ node }: { readonly node: FlowNode }) {
  const { t } = useTranslation('canvas')
  const { run, checked } = useCanvasView()
  const samples = checked.samples[node.id] ?? {}
  const origin = originOf(node, checked.observed)
  const hasRows = Object.values(samples).some((rows) => rows.length > 0)
  const about = run !== null ? 'panel.notReached' : origin === 'seen' ? 'panel.lastRun' : hasRows ? 'panel.noRun' : 'panel.noRunYet'
  return (
    <div>
      <h2 className={classes.title}>{t('panel.result')}</h2>
      {origin !== 'pinned' && (
        <Text size="xs" c="dimmed" mb="sm">
          {t(about)}
        </Text>
      )}
      <SampleRows node={node} samples={samples} origin={origin} />
    </div>
  )
}

/** Rows kept with the step, which test runs use instead of running it. */
function Pinning({ node }: { readonly node: FlowNode }) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const { run, stepByNode, checked, replay } = useCanvasView()
  const showError = useErrorNotice()
  const [isReading, setIsReading] = useState(false)
  const [isWriting, setIsWriting] = useState(false)
  const step = stepByNode.get(node.id)
  const keep = (pinned: Pinned | null) => store.getState().apply({ op: 'change-node', id: node.id, change: { pinned } })
  const pin = async () => {
    setIsReading(true)
    try {
      keep(run !== null && step !== undefined ? await rowsOf(replay.detailByNode.get(node.id)?.run.id ?? run.run.id, node.id, Object.keys(step.outputs)) : (checked.samples[node.id] ?? {}))
    } catch (error) {
      showError(error)
    } finally {
      setIsReading(false)
    }
  }
  const hasRows = (step !== undefined && Object.values(step.outputs).some((count) => count > 0)) || Object.values(checked.samples[node.id] ?? {}).some((rows) => rows.length > 0)
  if (isReadOnly || (node.pinned === undefined && !hasRows)) return null
  if (node.pinned === undefined) {
    return (
      <Group justify="flex-end">
        <Button size="compact-sm" variant="default" leftSection={<IconPinned size={15} aria-hidden />} loading={isReading} onClick={() => void pin()} data-testid="pin">
          {t('pin.pin')}
        </Button>
      </Group>
    )
  }
  return (
    <Alert color="blue" p="sm" icon={<IconPinned size={18} aria-hidden />} data-testid="pinned">
      <Text size="sm">{t('pin.about')}</Text>
      <Group gap="xs" mt={6}>
        <Button size="compact-xs" variant="default" leftSection={<IconPinnedOff size={14} aria-hidden />} onClick={() => keep(null)} data-testid="unpin">
          {t('pin.unpin')}
        </Button>
        <Button size="compact-xs" variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={() => setIsWriting(!isWriting)} aria-expanded={isWriting} data-testid="edit-pinned">
          {t('pin.edit')}
        </Button>
      </Group>
      {isWriting && <PinnedText pinned={node.pinned} onKeep={keep} />}
    </Alert>
  )
}

async function rowsOf(run: string, node: string, ports: readonly string[]): Promise<Pinned> {
  const pages = await Promise.all(ports.map((port) => api.call('stepOutput', { params: { id: run, node, port }, query: { offset: 0, limit: mostRows } })))
  return Object.fromEntries(ports.map((port, index) => [port, (pages[index]?.items ?? []).map(({ json }) => json)]))
}

function PinnedText({ pinned, onKeep }: { readonly pinned: Pinned; readonly onKeep: (pinned: Pinned) => void }) {
  const { t } = useTranslation('canvas')
  const [text, setText] = useState(() => JSON.stringify(pinned, null, 2))
  const read = pinnedOf(text)
  return (
    <JsonInput
      mt="sm"
      autosize
      minRows={4}
      maxRows={18}
      value={text}
      aria-label={t('pin.edit')}
      data-testid="pinned-text"
      error={read === null ? t('pin.wrong') : undefined}
      onChange={(next) => {
        setText(next)
        const changed = pinnedOf(next)
        if (changed !== null) onKeep(changed)
      }}
    />
  )
}

/** Rows by port; null: the text is none. */
function pinnedOf(text: string): Pinned | null {
  const parsed = parseOutsideJson(text)
  if (!parsed.ok || !isJsonObject(parsed.value)) return null
  const isRows = Object.values(parsed.value).every((rows) => isJsonArray(rows) && rows.every(isJsonObject))
  return isRows ? (parsed.value as { readonly [port: string]: readonly JsonObject[] }) : null
}
