/**
 * What the expressions of one step read. Loaded before the first item: evaluation itself never waits.
 *
 * 1. Only what the expressions name is loaded; "all" is bounded.
 * 2. "Same row" goes along with the input, row by row; a partner that ends earlier has no row any more.
 */
import type { DatasetRef, DatasetStore, Item } from '@maillon/datasets'
import type { NodeOutput, Scope } from '@maillon/expressions'
import type { StepAssignment } from '@maillon/engine'
import { MaillonError, type JsonObject } from '@maillon/kernel'
import type { BoundParams, NodeReference } from '@maillon/node-sdk/host'
import { meantOutput } from '@maillon/plan'

const maxAllRows = 100_000
const maxAllBytes = 64 * 1024 * 1024

/** A scope whose item is moved on from call to call; made once for each step. */
export class StepScope implements Scope {
  item: JsonObject | null = null
  index: number | null = null
  readonly timeZone: string
  readonly locale: Scope['locale']
  readonly run: JsonObject
  readonly flow: JsonObject
  trigger: JsonObject | null = null
  variables: JsonObject = {}
  private readonly loaded = new Map<string, LoadedOutput>()
  /** Partners that are streamed: one row further for each item. */
  private readonly partners: RowPartner[] = []

  constructor(
    assignment: StepAssignment,
    private readonly at: number,
  ) {
    const { plan, run } = assignment
    this.timeZone = plan.timeZone
    this.locale = plan.locale
    this.run = { id: run.id, startedAt: run.startedAt, instant: run.instant }
    this.flow = { id: run.flowId, name: plan.flowName }
  }

  get now(): string {
    return new Date(this.at).toISOString()
  }

  node(nodeId: string, port: string | null): NodeOutput | null {
    return this.loaded.get(keyOf(nodeId, port)) ?? null
  }

  add(reference: NodeReference): LoadedOutput {
    const key = keyOf(reference.nodeId, reference.port)
    const known = this.loaded.get(key) ?? new LoadedOutput()
    this.loaded.set(key, known)
    return known
  }

  addPartner(partner: RowPartner): void {
    this.partners.push(partner)
  }

  /** On to the next item. A promise only where a partner's rows have to be fetched. */
  moveTo(item: Item, index: number): void | Promise<void> {
    this.item = item.json
    this.index = index
    if (this.partners.length === 0) return undefined
    return this.movePartners(index)
  }

  async close(): Promise<void> {
    for (const partner of this.partners) await partner.close()
  }

  private async movePartners(index: number): Promise<void> {
    for (const partner of this.partners) await partner.moveTo(index)
  }
}

class LoadedOutput implements NodeOutput {
  firstRow: JsonObject | null = null
  rows: readonly JsonObject[] = []
  partner: RowPartner | null = null

  first(): JsonObject | null {
    return this.firstRow
  }
  all(): readonly JsonObject[] {
    return this.rows
  }
  same(): JsonObject | null {
    return this.partner?.row ?? null
  }
}

/** The rows of another dataset, read in step with the input. */
class RowPartner {
  row: JsonObject | null = null
  private at = -1
  private readonly iterator: AsyncIterator<Item>

  constructor(items: AsyncIterable<Item>) {
    this.iterator = items[Symbol.asyncIterator]()
  }

  async moveTo(index: number): Promise<void> {
    while (this.at < index) {
      const next = await this.iterator.next()
      this.at += 1
      this.row = next.done === true ? null : next.value.json
    }
  }

  async close(): Promise<void> {
    await this.iterator.return?.()
  }
}

export interface ScopeSources {
  readonly datasets: DatasetStore
  readonly variables: ((workspaceId: string) => JsonObject | Promise<JsonObject>) | undefined
  readonly now: number
}

/** @throws MaillonError `NODE_REFERENCE_TOO_LARGE` (user) where "all rows" are too many to stand in memory */
export async function loadScope(assignment: StepAssignment, params: BoundParams, sources: ScopeSources): Promise<StepScope> {
  const scope = new StepScope(assignment, sources.now)
  for (const reference of params.nodeReferences) {
    const ref = datasetOf(assignment, reference)
    if (ref !== null) await load(scope, { reference, ref, sources, signal: assignment.signal })
    // "All rows" of a step that gave none are none; a single row that isn't there is an error where it is read.
    else if (reference.use === 'all') scope.add(reference)
  }
  if (params.roots.has('trigger')) scope.trigger = await triggerItem(assignment, sources.datasets)
  if (params.roots.has('variables') && sources.variables !== undefined) scope.variables = await sources.variables(assignment.run.workspaceId)
  return scope
}

async function load(
  scope: StepScope,
  what: { readonly reference: NodeReference; readonly ref: DatasetRef; readonly sources: ScopeSources; readonly signal: AbortSignal },
): Promise<void> {
  const { reference, ref, sources, signal } = what
  const output = scope.add(reference)
  if (reference.use === 'first') output.firstRow = await firstRow(sources.datasets, ref)
  if (reference.use === 'all') output.rows = await allRows(sources.datasets, ref, { nodeId: reference.nodeId, signal })
  if (reference.use === 'same' && output.partner === null) {
    output.partner = new RowPartner(sources.datasets.read(ref, signal))
    scope.addPartner(output.partner)
  }
}

async function firstRow(datasets: DatasetStore, ref: DatasetRef): Promise<JsonObject | null> {
  const [item] = ref.kind === 'inline' ? ref.items : await datasets.page(ref, 0, 1)
  return item?.json ?? null
}

async function allRows(
  datasets: DatasetStore,
  ref: DatasetRef,
  about: { readonly nodeId: string; readonly signal: AbortSignal },
): Promise<readonly JsonObject[]> {
  if (ref.kind === 'inline') return ref.items.map((item) => item.json)
  if (ref.count > maxAllRows || ref.bytes > maxAllBytes)
    throw new MaillonError({
      code: 'NODE_REFERENCE_TOO_LARGE',
      kind: 'user',
      retryable: false,
      params: { node: about.nodeId, rows: ref.count, maxRows: maxAllRows },
    })
  const rows: JsonObject[] = []
  for await (const item of datasets.read(ref, about.signal)) rows.push(item.json)
  return rows
}

/** The dataset that a reference of an expression means, as the compiler laid it down in the plan. Null: dead, skipped, or not there. */
function datasetOf(assignment: StepAssignment, reference: NodeReference): DatasetRef | null {
  const { plan, node, references } = assignment
  const index = plan.nodes[node]?.references.findIndex((known) => {
    const target = plan.nodes[known.node]
    const port = reference.port === null ? meantOutput(plan, node, known.node) : (target?.outputs.indexOf(reference.port) ?? -1)
    return target?.id === reference.nodeId && known.port === port && known.use === reference.use
  })
  return index === undefined || index < 0 ? null : (references[index] ?? null)
}

/** The trigger that started this run is the one whose output isn't null. */
async function triggerItem(assignment: StepAssignment, datasets: DatasetStore): Promise<JsonObject | null> {
  const { plan, node, references } = assignment
  for (const [index, known] of (plan.nodes[node]?.references ?? []).entries()) {
    const ref = references[index] ?? null
    if (ref !== null && known.use === 'first' && (plan.nodes[known.node]?.trigger ?? null) !== null) return firstRow(datasets, ref)
  }
  return null
}

function keyOf(nodeId: string, port: string | null): string {
  return port === null ? nodeId : `${nodeId}.${port}`
}
