'use client'

import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconPencil, IconPlayerPlay } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunAgainRequest, RunDetail } from '@maillon/api-contract'
import { parseEndpoint } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Problem } from '../../shell/problem.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { RowsEditor } from './rows-editor.js'

/** Rows that can be changed by hand; more than that is work for a step of the flow. */
const mostRows = 200

type Changed = NonNullable<RunAgainRequest['changed']>[number]

export interface RunAgainDialogProps {
  readonly detail: RunDetail
  readonly node: string
  readonly onClose: () => void
}

/** A step and everything behind it once more, with other rows before it where that is wanted. */
export function RunAgainDialog({ detail, node, onClose }: RunAgainDialogProps) {
  const { t } = useTranslation(['runs', 'common'])
  useReturningFocus()
  const router = useRouter()
  const [changed, setChanged] = useState<ReadonlyMap<string, Changed>>(new Map())
  const again = useApiMutation('runAgain', { invalidates: ['runs', 'home', 'flows'], onSuccess: ({ runId }) => router.push(`/run/?id=${encodeURIComponent(runId)}`) })
  const sources = sourcesOf(detail, node)
  const send = () => again.mutate({ params: { id: detail.run.id }, body: { node, ...(changed.size === 0 ? {} : { changed: [...changed.values()] }) } })
  return (
    <Modal opened onClose={onClose} title={t('again.title', { name: nameOf(detail, node) })} size="xl">
      <Stack>
        <Text size="sm">{t('again.about')}</Text>
        {!detail.run.isDryRun && (
          <Alert color="orange" icon={<IconAlertTriangle size={18} aria-hidden />} p="sm">
            <Text size="sm">{t('again.warning')}</Text>
          </Alert>
        )}
        {sources.map((source) => (
          <Source key={`${source.node}.${source.port}`} detail={detail} source={source} onChange={(rows) => setChanged(withRows(changed, source, rows))} />
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button leftSection={<IconPlayerPlay size={18} aria-hidden />} loading={again.isPending} onClick={send} data-testid="run-again-confirm">
            {t(changed.size === 0 ? 'again.action' : 'again.actionChanged')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

interface SourcePort {
  readonly node: string
  readonly port: string
}

function sourcesOf({ document }: RunDetail, node: string): readonly SourcePort[] {
  const ends = document.edges.flatMap(({ from, to }) => (parseEndpoint(to)?.node === node ? [parseEndpoint(from)] : []))
  return [...new Map(ends.flatMap((end) => (end === null ? [] : [[`${end.node}.${end.port}`, end] as const]))).values()]
}

function withRows(changed: ReadonlyMap<string, Changed>, { node, port }: SourcePort, rows: readonly JsonObject[]): ReadonlyMap<string, Changed> {
  return new Map(changed).set(`${node}.${port}`, { node, port, rows: [...rows] })
}

function nameOf({ document }: RunDetail, node: string): string {
  return document.nodes.find(({ id }) => id === node)?.name ?? node
}

/** What a step before gave, and what it shall have given this time. */
function Source({ detail, source, onChange }: { readonly detail: RunDetail; readonly source: SourcePort; readonly onChange: (rows: readonly JsonObject[]) => void }) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  const [isEditing, setIsEditing] = useState(false)
  const read = useApiQuery('stepOutput', { params: { id: detail.run.id, node: source.node, port: source.port }, query: { offset: 0, limit: mostRows } }, { staleTime: Infinity })
  if (read.isPending) return <LoadingLines count={2} />
  if (read.isError) return <Problem error={read.error} onRetry={() => void read.refetch()} />
  const { items, total } = read.data
  const hasFiles = items.some(({ files }) => files !== undefined && Object.keys(files).length > 0)
  const refusal = total === 0 ? null : total > mostRows ? t('again.tooMany', { number: formats.number(mostRows) }) : hasFiles ? t('again.files') : null
  return (
    <div>
      <Group justify="space-between" mb="xs">
        <Text size="sm" fw={500}>
          {t('again.source', { name: nameOf(detail, source.node), count: total, number: formats.number(total) })}
        </Text>
        {!isEditing && refusal === null && total > 0 && (
          <Button size="compact-sm" variant="default" leftSection={<IconPencil size={15} aria-hidden />} onClick={() => setIsEditing(true)} data-testid={`change-rows-${source.node}`}>
            {t('again.change')}
          </Button>
        )}
      </Group>
      {refusal !== null && <Text size="xs" c="dimmed">{refusal}</Text>}
      {isEditing && <ChangedRows label={t('again.rows', { name: nameOf(detail, source.node) })} rows={items.map(({ json }) => json)} onChange={onChange} />}
    </div>
  )
}

function ChangedRows({ label, rows, onChange }: { readonly label: string; readonly rows: readonly JsonObject[]; readonly onChange: (rows: readonly JsonObject[]) => void }) {
  const [edited, setEdited] = useState<readonly JsonObject[]>(rows)
  return (
    <RowsEditor
      label={label}
      rows={rows.map((before, key) => ({ key, before, now: edited[key] ?? before, isChosen: true }))}
      onChange={(key, { now }) => {
        if (now === undefined) return
        const next = edited.with(key, now)
        setEdited(next)
        onChange(next)
      }}
    />
  )
}
