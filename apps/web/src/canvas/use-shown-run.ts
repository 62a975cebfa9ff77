'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RunDetail, StepView } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import { useRunEvents } from '../api/live-events.js'
import { useApiQuery, useInvalidate } from '../api/use-api.js'

export interface ShownRun {
  readonly run: RunDetail | null
  readonly stepByNode: ReadonlyMap<string, StepView>
  readonly error: unknown
}

const none: ReadonlyMap<string, StepView> = new Map()

/** A run with its steps, kept up to date by its events (by reading again every second where they don't arrive). */
export function useShownRun(runId: string | null): ShownRun {
  const client = useQueryClient()
  const invalidate = useInvalidate()
  const request = { params: { id: runId ?? '' } }
  const key = ['run', request]
  const isOver = (() => {
    const known = client.getQueryData<RunDetail>(key)
    return known !== undefined && isTerminalRun(known.run.status)
  })()
  const { isLive } = useRunEvents(isOver ? null : runId, (event) => {
    if (event.type === 'step') client.setQueryData<RunDetail>(key, (known) => (known === undefined ? known : withStep(known, event.step)))
    if (event.type === 'run') {
      client.setQueryData<RunDetail>(key, (known) => (known === undefined ? known : { ...known, run: event.run }))
      // The end brings more than its event says: errors, messages, what the ports gave.
      if (isTerminalRun(event.run.status)) invalidate('run', 'observed', 'runs')
    }
  })
  const { data, error } = useApiQuery('run', request, { enabled: runId !== null, refetchInterval: isOver ? false : isLive ? 5_000 : 1_000 })
  const run = runId === null ? null : (data ?? null)
  return {
    run,
    stepByNode: useMemo(() => (run === null ? none : new Map(run.steps.map((step) => [step.node, step]))), [run]),
    error: runId === null ? null : error,
  }
}

function withStep(known: RunDetail, step: StepView): RunDetail {
  const isNew = !known.steps.some(({ node, iteration }) => node === step.node && iteration === step.iteration)
  return { ...known, steps: isNew ? [...known.steps, step] : known.steps.map((old) => (old.node === step.node && old.iteration === step.iteration ? step : old)) }
}
