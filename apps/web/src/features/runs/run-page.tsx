'use client'

import { Anchor, EmptyState, SimpleGrid, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconArrowLeft, IconListDetails } from '@tabler/icons-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunDetail } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import { useRunEvents } from '../../api/live-events.js'
import { useApiQuery } from '../../api/use-api.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Page } from '../../shell/page.js'
import { Problem } from '../../shell/problem.js'
import classes from './run-page.module.css'
import { ActionsLedger } from './actions-ledger.js'
import { ErrorButtons } from './error-buttons.js'
import { OpenQuestions } from './open-questions.js'
import { RowsToFix } from './rows-to-fix.js'
import { RunActions } from './run-actions.js'
import { RunFacts } from './run-facts.js'
import { StepDetail } from './step-detail.js'
import { StepList } from './step-list.js'
import { shownSteps } from './shown-steps.js'
import { keyOf } from './step-spans.js'
import { useLoopTurns } from './use-loop-turns.js'
import { ErrorPanel } from './error-panel.js'
import { RunLog } from './run-log.js'

export function RunPage() {
  const { t } = useTranslation(['runs', 'common'])
  const id = useSearchParams().get('id')
  if (id === null || id === '') {
    return (
      <Page title={t('run')}>
        <EmptyState icon={<IconListDetails />} title={t('noRunAsked')}>
          <EmptyState.Actions>
            <Anchor component={Link} href="/runs/">
              {t('toRuns')}
            </Anchor>
          </EmptyState.Actions>
        </EmptyState>
      </Page>
    )
  }
  return <RunOfId key={id} id={id} />
}

function RunOfId({ id }: { readonly id: string }) {
  const { t } = useTranslation('runs')
  const [isOver, setIsOver] = useState(false)
  const isLive = useFreshRun(isOver ? null : id)
  const read = useApiQuery('run', { params: { id } }, { refetchInterval: isOver ? false : isLive ? 15_000 : 2_000 })
  const status = read.data?.run.status
  useEffect(() => setIsOver(status !== undefined && isTerminalRun(status)), [status])
  const title = read.data?.run.flowName ?? t('run')
  return (
    <Page
      title={title}
      intro={
        read.data !== undefined && (
          <Anchor component={Link} href={`/flow-runs/?id=${encodeURIComponent(read.data.run.flowId)}`} size="sm">
            {t('byStep')}
          </Anchor>
        )
      }
      back={
        <Anchor component={Link} href="/runs/" size="sm" c="dimmed" display="inline-flex" mb={6}>
          <IconArrowLeft size={16} aria-hidden style={{ marginRight: 4, alignSelf: 'center' }} />
          {t('title')}
        </Anchor>
      }
      actions={read.data !== undefined && <RunActions run={read.data.run} />}
    >
      {read.isPending && <LoadingLines count={6} />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data !== undefined && <RunContent detail={read.data} />}
    </Page>
  )
}

function RunContent({ detail }: { readonly detail: RunDetail }) {
  const loops = useLoopTurns(detail)
  const steps = shownSteps(detail, loops)
  const failed = steps.find(({ step }) => step.status === 'failed') ?? steps.find(({ step }) => step.status === 'warned')
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = steps.find(({ step }) => keyOf(step) === chosen) ?? failed ?? steps[0]
  const panel = useRef<HTMLDivElement>(null)
  const choose = (key: string) => {
    setChosen(key)
    // On a phone the panel stands below the list: bring it into sight.
    if (!matchMedia('(min-width: 75em)').matches) requestAnimationFrame(() => panel.current?.scrollIntoView({ behavior: 'smooth', block: 'start' }))
  }
  return (
    <Stack gap="lg">
      <RunFacts detail={detail} />
      {detail.error !== null && (
        <ErrorPanel error={detail.error} tone={detail.run.status === 'warned' ? 'orange' : 'red'}>
          <ErrorButtons error={detail.error} run={detail.run} node={detail.steps.find(({ status }) => status === 'failed')?.node ?? null} />
        </ErrorPanel>
      )}
      <OpenQuestions detail={detail} />
      <ActionsLedger detail={detail} />
      <RowsToFix detail={detail} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
        <StepList steps={steps} chosen={shown === undefined ? null : keyOf(shown.step)} onChoose={choose} />
        <div ref={panel} className={classes.detail}>{shown !== undefined && <StepDetail key={`${shown.detail.run.id} ${keyOf(shown.step)}`} detail={shown.detail} step={shown.step} />}</div>
      </SimpleGrid>
      <RunLog runId={detail.run.id} document={detail.document} isOver={isTerminalRun(detail.run.status)} />
    </Stack>
  )
}

const refreshEveryMs = 250

/** Reads the run again when an event says that it moved, at most four times a second. Null: it is over. */
function useFreshRun(id: string | null): boolean {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return useRunEvents(id, () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: ['run', { params: { id } }] })
      void client.invalidateQueries({ queryKey: ['runLogs'] })
    }, refreshEveryMs)
  }).isLive
}
