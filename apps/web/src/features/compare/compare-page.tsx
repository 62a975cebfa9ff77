'use client'

import { Alert, Anchor, EmptyState, Group, Select, SimpleGrid, Stack, Switch, Text } from '@mantine/core'
import { IconArrowLeft, IconArrowsDiff } from '@tabler/icons-react'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunDetail } from '@maillon/api-contract'
import { catalogueOf } from '@maillon/node-contract'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { StatusBadge } from '../../theme/status-badge.js'
import { compareRuns } from './compare-runs.js'
import { ComparedSteps } from './compared-steps.js'

/** `/compare/?left=…&right=…`: two runs of a flow side by side. Without `left` the run before `right` is taken. */
export function ComparePage() {
  const { t } = useTranslation('compare')
  const search = useSearchParams()
  const right = search.get('right') ?? ''
  const read = useApiQuery('run', { params: { id: right } }, { enabled: right !== '' })
  return (
    <Page
      title={t('title')}
      intro={read.data?.run.flowName}
      back={
        <Anchor component={Link} href={right === '' ? '/runs/' : `/run/?id=${encodeURIComponent(right)}`} size="sm" c="dimmed" display="inline-flex" mb={6}>
          <IconArrowLeft size={16} aria-hidden style={{ marginRight: 4, alignSelf: 'center' }} />
          {t('back')}
        </Anchor>
      }
    >
      {right === '' && <EmptyState icon={<IconArrowsDiff />} title={t('none')} />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {right !== '' && read.isPending && <LoadingLines count={6} />}
      {read.data !== undefined && <WithOther right={read.data} left={search.get('left')} />}
    </Page>
  )
}

function WithOther({ right, left }: { readonly right: RunDetail; readonly left: string | null }) {
  const { t } = useTranslation(['compare', 'common'])
  const router = useRouter()
  const formats = useFormats()
  const runs = useApiQuery('runs', { query: { flowId: right.run.flowId, limit: 100 } }, { keepPrevious: true }).data?.runs ?? []
  const { goesOnFrom } = right.run
  const before = goesOnFrom?.runId ?? runs.find(({ id }) => id < right.run.id)?.id ?? runs.find(({ id }) => id !== right.run.id)?.id
  const other = left ?? before ?? null
  const read = useApiQuery('run', { params: { id: other ?? '' } }, { enabled: other !== null })
  const show = (ids: { readonly left: string | null; readonly right: string }) => router.replace(`/compare/?${ids.left === null ? '' : `left=${encodeURIComponent(ids.left)}&`}right=${encodeURIComponent(ids.right)}`, { scroll: false })
  const known = [...new Map([right.run, ...(read.data === undefined ? [] : [read.data.run]), ...runs].map((run) => [run.id, run])).values()]
  const choices = known.map((run) => ({ value: run.id, label: [formats.when(run.acceptedAt), t(`common:status.${run.status}`), run.durationMs === null ? '' : formats.duration(run.durationMs)].filter((part) => part !== '').join(' · ') }))
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <RunHead label={t('left')} detail={read.data ?? null} choices={choices} value={other} onChange={(id) => show({ left: id, right: right.run.id })} />
        <RunHead label={t('right')} detail={right} choices={choices} value={right.run.id} onChange={(id) => show({ left: other, right: id })} />
      </SimpleGrid>
      {other === null && <Text c="dimmed">{t('onlyOne')}</Text>}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data !== undefined && <Comparison left={read.data} right={right} />}
    </Stack>
  )
}

interface RunHeadProps {
  readonly label: string
  readonly detail: RunDetail | null
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly value: string | null
  readonly onChange: (id: string) => void
}

function RunHead({ label, detail, choices, value, onChange }: RunHeadProps) {
  const { t } = useTranslation('compare')
  const formats = useFormats()
  return (
    <Panel>
      <Select label={label} data={[...choices]} value={value} allowDeselect={false} searchable onChange={(id) => id !== null && onChange(id)} />
      {detail !== null && (
        <Group gap="sm" mt="sm">
          <StatusBadge status={detail.run.status} />
          <Text size="sm" c="dimmed">
            {detail.run.versionNumber === null ? t('draft') : t('version', { number: detail.run.versionNumber })}
            {detail.run.durationMs !== null && ` · ${formats.duration(detail.run.durationMs)}`}
          </Text>
          <Anchor component={Link} href={`/run/?id=${encodeURIComponent(detail.run.id)}`} size="sm">
            {t('open')}
          </Anchor>
        </Group>
      )}
      {detail !== null && detail.run.message !== '' && (
        <Text size="sm" mt="xs">
          {detail.run.message}
        </Text>
      )}
    </Panel>
  )
}

function Comparison({ left, right }: { readonly left: RunDetail; readonly right: RunDetail }) {
  const { t } = useTranslation('compare')
  const [isShort, setIsShort] = useState(false)
  const view = useApiQuery('catalogue', {}, { staleTime: Infinity }).data
  const steps = useMemo(() => (view === undefined ? null : compareRuns(left, right, catalogueOf(view.nodes))), [left, right, view])
  if (steps === null) return <LoadingLines count={4} />
  const differing = steps.filter(({ differs }) => differs.length > 0)
  return (
    <Stack gap="md">
      {left.run.flowId !== right.run.flowId && <Alert color="orange">{t('otherFlow')}</Alert>}
      <Group justify="space-between">
        <Text role="status" fw={500}>
          {t('summary', { count: differing.length })}
        </Text>
        <Switch label={t('onlyDifferences')} checked={isShort} onChange={(event) => setIsShort(event.currentTarget.checked)} />
      </Group>
      <ComparedSteps left={left} right={right} steps={isShort ? differing : steps} />
    </Stack>
  )
}
