import type { RunDetail, StepView } from '@maillon/api-contract'
import { orderSteps } from './step-spans.js'
import type { LoopTurns } from './use-loop-turns.js'

/** A step as the list of a run shows it: inside a loop, that of the chosen turn. */
export interface ShownStep {
  readonly step: StepView
  /** The run that it belongs to: the one at the top, or the chosen turn. */
  readonly detail: RunDetail
  /** How many loops it stands in. */
  readonly depth: number
  /** Null: it is no loop that has begun. */
  readonly loop: LoopTurns | null
}

/** As things happened, the steps of a loop's chosen turn right behind the loop. */
export function shownSteps(run: RunDetail, loops: readonly LoopTurns[]): readonly ShownStep[] {
  return stepsOf(run, undefined, { loops, depth: 0 })
}

function stepsOf(detail: RunDetail, parent: string | undefined, at: { readonly loops: readonly LoopTurns[]; readonly depth: number }): readonly ShownStep[] {
  const { nodes } = detail.document
  const own = new Set(nodes.flatMap((node) => (node.parent === parent ? [node.id] : [])))
  const steps = detail.steps.filter(({ node }) => own.has(node) || (parent === undefined && !nodes.some(({ id }) => id === node)))
  return orderSteps(steps, nodes.map(({ id }) => id)).flatMap((step) => {
    const loop = at.loops.find(({ node }) => node === step.node) ?? null
    const inside = loop?.detail == null ? [] : stepsOf(loop.detail, step.node, { ...at, depth: at.depth + 1 })
    return [{ step, detail, depth: at.depth, loop }, ...inside]
  })
}
