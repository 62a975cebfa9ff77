'use client'

import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload, IconPlayerPlay } from '@tabler/icons-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowToFix, RunDetail, StepToFix } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import type { JsonObject } from '@maillon/kernel'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { useMay } from '../../shell/use-may.js'
import { PageButtons } from './page-buttons.js'
import { RowsEditor, type EditedRow } from './rows-editor.js'

const pageSize = 50

/** Rounds of a loop that are shown at first. */
const mostShown = 10

export interface RowsToFixProps {
  readonly detail: RunDetail
  /** One step's alone, without a heading. Default: those of all, a panel each. */
  readonly only?: string
}

/** The rows that a run put aside: why, edited in place, run again alone, or taken away as a table. Nothing where there are none. */
export function RowsToFix({ detail, only }: RowsToFixProps) {
  const { t } = useTranslation('runs')
  const isOver = isTerminalRun(detail.run.status)
  const { data } = useApiQuery('toFix', { params: { id: detail.run.id } }, { refetchInterval: isOver ? false : 5_000 })
  const nodes = [...new Set(data?.steps.map(({ node }) => node))].filter((node) => only === undefined || node === only)
  return nodes.map((node) => {
    const rows = <NodeRows steps={data?.steps.filter((step) => step.node === node) ?? []} />
    const name = detail.document.nodes.find(({ id }) => id === node)?.name ?? node
    return only === undefined ? <Panel key={node} title={t('toFix.title', { name })} data-testid={`to-fix-${node}`}>{rows}</Panel> : <div key={node}>{rows}</div>
  })
}

/** A step's rows; inside a loop, those of each of its rounds. */
function NodeRows({ steps }: { readonly steps: readonly StepToFix[] }) {
  const { t } = useTranslation('runs')
  const [shown, setShown] = useState(mostShown)
  return (
    <>
      <Stack gap="xl">
        {steps.slice(0, shown).map((step) => (
          <StepRows key={step.runId} step={step} />
        ))}
      </Stack>
      {steps.length > shown && (
        <Button mt="md" variant="default" size="compact-sm" onClick={() => setShown(shown + mostShown)}>
          {t('toFix.moreRounds', { count: steps.length - shown })}
        </Button>
      )}
    </>
  )
}

function StepRows({ step }: { readonly step: StepToFix }) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  const [offset, setOffset] = useState(0)
  const read = useApiQuery('setAside', { params: { id: step.runId, node: step.node }, query: { offset, limit: pageSize } }, { keepPrevious: true })
  const open = step.rows - step.mended
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Text size="sm" c="dimmed">
          {step.iteration !== '' && `${t('roundTitle', { number: turnNumber(step.iteration) })} · `}
          {open > 0 ? t('toFix.open', { count: open, number: formats.number(open) }) : t('toFix.allMended')}
          {step.mended > 0 && open > 0 && ` ${t('toFix.mended', { count: step.mended, number: formats.number(step.mended) })}`}
        </Text>
        <Exports step={step} />
      </Group>
      {read.isPending && <LoadingLines count={3} />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data !== undefined && <Mending key={`${offset} ${step.mended}`} step={step} rows={read.data.rows} />}
      {read.data !== undefined && <PageButtons offset={offset} shown={read.data.rows.length} total={read.data.total} pageSize={pageSize} onOffset={setOffset} />}
    </section>
  )
}

function Exports({ step }: { readonly step: StepToFix }) {
  const { t } = useTranslation('runs')
  const address = (format: 'csv' | 'xlsx') => `/api/runs/${encodeURIComponent(step.runId)}/steps/${encodeURIComponent(step.node)}/set-aside/export?format=${format}`
  return (
    <Group gap="xs">
      {(['xlsx', 'csv'] as const).map((format) => (
        <Button key={format} component="a" href={address(format)} download size="compact-sm" variant="default" leftSection={<IconDownload size={15} aria-hidden />}>
          {t(`toFix.export.${format}`)}
        </Button>
      ))}
    </Group>
  )
}

/** One page of rows with what is being changed in them. */
function Mending({ step, rows }: { readonly step: StepToFix; readonly rows: readonly RowToFix[] }) {
  const { t } = useTranslation('runs')
  const router = useRouter()
  const may = useMay()
  const [edited, setEdited] = useState<ReadonlyMap<number, { readonly now: JsonObject; readonly isChosen: boolean }>>(new Map())
  const rerun = useApiMutation('runRows', {
    invalidates: ['runs', 'home', 'toFix', 'setAside'],
    onSuccess: ({ runId }) => {
      notifications.show({ color: 'green', message: t('toFix.started') })
      router.push(`/run/?id=${encodeURIComponent(runId)}`)
    },
  })
  const known = rows.flatMap(({ item, ...row }) => (item === null ? [] : [{ ...row, item }]))
  const shown = known.map(({ index, item, ...row }): EditedRow => {
    const { now = item, isChosen = row.again === null } = edited.get(index) ?? {}
    return { key: index, before: item, now, isChosen, about: <Reason {...row} /> }
  })
  const chosen = shown.filter(({ isChosen }) => isChosen)
  const change: Parameters<typeof RowsEditor>[0]['onChange'] = (key, next) => {
    const row = shown.find((candidate) => candidate.key === key)
    if (row !== undefined) setEdited(new Map(edited).set(key, { now: next.now ?? row.now, isChosen: next.isChosen ?? row.isChosen }))
  }
  const send = () => {
    const again = known.some(({ index, again: earlier }) => earlier !== null && chosen.some(({ key }) => key === index))
    rerun.mutate({ params: { id: step.runId, node: step.node }, body: { rows: chosen.map(({ now }) => now), of: chosen.map(({ key }) => key), ...(again ? { again } : {}) } })
  }
  if (known.length === 0) return <Text size="sm">{t('toFix.whole')}</Text>
  return (
    <Stack gap="sm">
      <RowsEditor label={t('toFix.label')} rows={shown} onChange={change} aboutTitle={t('toFix.reason')} />
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {t(step.iteration === '' ? 'toFix.help' : 'toFix.helpInLoop')}
        </Text>
        {may.have('failed.retry') && (
          <Button leftSection={<IconPlayerPlay size={18} aria-hidden />} disabled={chosen.length === 0} loading={rerun.isPending} onClick={send} data-testid="run-rows">
            {t('toFix.run', { count: chosen.length })}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function Reason({ error, files, again }: Pick<RowToFix, 'error' | 'files' | 'again'>) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  return (
    <>
      {error.message}
      {error.hint !== '' && <Text size="xs" c="dimmed">{error.hint}</Text>}
      {files.length > 0 && <Text size="xs" c="dimmed">{files.join(', ')}</Text>}
      {again !== null && (
        <Text size="xs">
          <Anchor component={Link} href={`/run/?id=${encodeURIComponent(again.runId)}`} inherit>
            {t('toFix.again', { when: formats.when(again.at) })}
          </Anchor>
        </Text>
      )}
    </>
  )
}

/** `3/0` is the first turn of the inner loop in the fourth of the outer: people count from one. */
export function turnNumber(iteration: string): string {
  return iteration.split('/').map((index) => String(Number(index) + 1)).join(' / ')
}
