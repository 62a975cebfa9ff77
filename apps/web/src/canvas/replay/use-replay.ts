'use client'

import { useMemo, useState } from 'react'
import type { RunDetail, StepView } from '@maillon/api-contract'
import { shownSteps, type ShownStep } from '../../features/runs/shown-steps.js'
import { isKept } from '../../features/runs/step-spans.js'
import { useLoopTurns, type LoopTurns } from '../../features/runs/use-loop-turns.js'
import type { ShownRun } from '../use-shown-run.js'

/** A run as the canvas shows it: with the chosen turns of its loops, up to a step or to the end. */
export interface Replay {
  readonly loops: readonly LoopTurns[]
  /** What has begun, as it happened. */
  readonly steps: readonly ShownStep[]
  /** How many of `steps` are shown; null: all, also what is still going on. */
  readonly position: number | null
  readonly setPosition: (position: number | null) => void
  readonly stepByNode: ReadonlyMap<string, StepView>
  /** The run or turn that a node's step belongs to. */
  readonly detailByNode: ReadonlyMap<string, RunDetail>
}

export function useReplay({ run, stepByNode }: ShownRun): Replay {
  const loops = useLoopTurns(run)
  const [at, setAt] = useState<{ readonly runId: string; readonly position: number | null } | null>(null)
  const runId = run?.run.id ?? ''
  const position = at?.runId === runId ? at.position : null
  // The loops are made anew each time; what counts are the turns that are chosen and read.
  const loopsKey = loops.map(({ node, turn, detail }) => [node, turn?.runId, turn?.status, detail?.run.status, detail?.steps.length].join(' ')).join()
  /* eslint-disable react-hooks/exhaustive-deps */
  const all = useMemo(() => (run === null ? [] : shownSteps(run, loops)), [run, loopsKey])
  return useMemo<Replay>(() => {
    const steps = all.filter(({ step }) => step.startedAt !== null)
    return {
      loops, steps, position,
      setPosition: (next) => setAt({ runId, position: next }),
      stepByNode: loops.length === 0 && position === null ? stepByNode : stepsAt(all, steps, position),
      detailByNode: new Map(all.map(({ step, detail }) => [step.node, detail])),
    }
  }, [all, position, runId, stepByNode, loopsKey])
  /* eslint-enable react-hooks/exhaustive-deps */
}

/** What was taken over, and the steps that had begun by then; at the end also those that never do. */
export function stepsAt(all: readonly ShownStep[], begun: readonly ShownStep[], position: number | null): ReadonlyMap<string, StepView> {
  return new Map((position === null ? all : [...all.filter(({ step }) => isKept(step)), ...begun.slice(0, position)]).map(({ step }) => [step.node, step]))
}
