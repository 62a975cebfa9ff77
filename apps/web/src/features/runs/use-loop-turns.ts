'use client'

import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { RunDetail, TurnView } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import { api } from '../../api/api.js'

/** A loop of a run, and which of its turns is looked at. */
export interface LoopTurns {
  /** The loop's node. */
  readonly node: string
  readonly name: string
  /** The run that its step belongs to: the run at the top, or a turn of the loop around it. */
  readonly runId: string
  readonly isOver: boolean
  /** Null: none is chosen yet. */
  readonly turn: TurnView | null
  /** The chosen turn, with its steps; null: not read yet. */
  readonly detail: RunDetail | null
  readonly choose: (turn: TurnView) => void
}

interface Chosen {
  readonly ofRun: string
  readonly turn: TurnView
}

/** The loops of a run that have begun, outer ones first, with one chosen turn each. */
export function useLoopTurns(run: RunDetail | null): readonly LoopTurns[] {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map())
  const nodes = useMemo(() => (run === null ? [] : loopNodes(run.document)), [run])
  const wanted = useMemo(() => [...chosen.values()].map(({ turn }) => turn), [chosen])
  const read = useQueries({
    queries: wanted.map((turn) => ({
      queryKey: ['run', { params: { id: turn.runId } }],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => api.call('run', { params: { id: turn.runId } }, signal),
      staleTime: isTerminalRun(turn.status) ? Infinity : 0,
      refetchInterval: isTerminalRun(turn.status) ? (false as const) : 2_000,
    })),
  })
  const details = new Map<string, RunDetail>(read.flatMap(({ data }) => (data === undefined ? [] : [[data.run.id, data]])))
  if (run === null) return []
  const loops: LoopTurns[] = []
  for (const { id, name, parent } of nodes) {
    const around = parent === undefined ? run : (loops.find(({ node }) => node === parent)?.detail ?? null)
    const step = around?.steps.find(({ node }) => node === id)
    if (around === null || step === undefined || step.startedAt === null) continue
    const own = chosen.get(id)
    // A turn of another round of the loop around it is none of these.
    const turn = own?.ofRun === around.run.id ? own.turn : null
    loops.push({
      node: id, name, runId: around.run.id, isOver: isTerminalRun(around.run.status), turn,
      detail: turn === null ? null : (details.get(turn.runId) ?? null),
      choose: (next) => setChosen((before) => new Map(before).set(id, { ofRun: around.run.id, turn: next })),
    })
  }
  return loops
}

/** Nodes that hold others, each behind the one that holds it. */
function loopNodes({ nodes }: RunDetail['document']): readonly RunDetail['document']['nodes'][number][] {
  const parents = new Set(nodes.flatMap(({ parent }) => parent ?? []))
  const depth = (id: string | undefined, left = 10): number => (id === undefined || left === 0 ? 0 : 1 + depth(nodes.find((node) => node.id === id)?.parent, left - 1))
  return nodes.filter(({ id }) => parents.has(id)).toSorted((a, b) => depth(a.parent) - depth(b.parent))
}
