import type { RunDetail, StepView } from '@maillon/api-contract'
import { diffFlows, inRunningOrder, type FlowChange } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { stepDurationMs } from '../runs/step-spans.js'

export const differences = ['missing', 'status', 'rows', 'error', 'settings', 'duration'] as const
export type Difference = (typeof differences)[number]

/** A step of two runs, side by side. */
export interface ComparedStep {
  readonly node: string
  readonly name: string
  /** Null: that run didn't come by here, or its version has no such step. */
  readonly left: StepView | null
  readonly right: StepView | null
  /** What differs at a glance; the values of the rows are compared when they are looked at. */
  readonly differs: readonly Difference[]
  /** How its settings differ between the versions that ran. */
  readonly settings: readonly FlowChange[]
}

/** From this on, twice the time is worth a mark: below it, everything varies. */
const noticeableMs = 500

/** The steps of two runs of a flow, in running order of the newer one; what only the older one has comes last. */
export function compareRuns(left: RunDetail, right: RunDetail, catalogue: NodeCatalogue): readonly ComparedStep[] {
  const changes = left.document === right.document ? [] : diffFlows(left.document, right.document, { catalogue })
  const names = new Map([...inRunningOrder(right.document), ...inRunningOrder(left.document)].map(({ id, name }) => [id, name]))
  // A map keeps the place of the first insertion and the value of the last: the newer names count.
  for (const { id, name } of right.document.nodes) names.set(id, name)
  return [...names].map(([node, name]) => {
    const [one, other] = [stepOf(left, node), stepOf(right, node)]
    const settings = changes.filter((change) => change.node === node && !change.isCosmetic)
    return { node, name, left: one, right: other, settings, differs: differencesOf(one, other, settings.length > 0) }
  })
}

function stepOf({ steps }: RunDetail, node: string): StepView | null {
  return steps.find((step) => step.node === node && step.iteration === '') ?? null
}

function differencesOf(left: StepView | null, right: StepView | null, hasSettings: boolean): readonly Difference[] {
  const settings: readonly Difference[] = hasSettings ? ['settings'] : []
  if (left === null || right === null) return left === right ? settings : ['missing', ...settings]
  return [
    ...(left.status === right.status ? [] : (['status'] as const)),
    ...(sameCounts(left.outputs, right.outputs) && left.setAside === right.setAside ? [] : (['rows'] as const)),
    ...(left.message === right.message ? [] : (['error'] as const)),
    ...settings,
    ...(isSlower(left, right) ? (['duration'] as const) : []),
  ]
}

function sameCounts(one: StepView['outputs'], other: StepView['outputs']): boolean {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((port) => (one[port] ?? 0) === (other[port] ?? 0))
}

function isSlower(left: StepView, right: StepView): boolean {
  const times = [left, right].map((step) => stepDurationMs(step, Date.parse(step.endedAt ?? step.startedAt ?? '1970-01-01')) ?? 0)
  const [short, long] = [Math.min(...times), Math.max(...times)]
  return long >= noticeableMs && long >= 2 * short
}
