import type { DatasetRef } from '@maillon/datasets'
import type { CollectedPart, StepAssignment, StepResult, StepRunner } from '@maillon/engine'
import { toErrorInfo, type JsonObject } from '@maillon/kernel'

export type NodeScript = (assignment: StepAssignment) => Promise<StepResult> | StepResult

/** Runs nodes as a test says, by node id. Without a script: all incoming items go to the first port, one item where nothing came in. */
export class ScriptedRunner implements StepRunner {
  readonly calls: { readonly node: string; readonly runId: string; readonly attempt: number; readonly key: string; readonly inputs: readonly number[] }[] = []

  constructor(readonly scripts: { [node: string]: NodeScript } = {}) {}

  async run(assignment: StepAssignment): Promise<StepResult> {
    const node = assignment.plan.nodes[assignment.node]
    const id = node?.id ?? ''
    const inputs = assignment.inputs.map((datasets) => datasets.reduce((sum, dataset) => sum + dataset.count, 0))
    this.calls.push({ node: id, runId: assignment.key.runId, attempt: assignment.attempt, key: assignment.idempotencyKey, inputs })
    try {
      if (assignment.collected !== null) return await collect(assignment, assignment.collected)
      const script = this.scripts[id]
      return script === undefined ? passOn(assignment) : await script(assignment)
    } catch (error) {
      return { kind: 'failed', error: toErrorInfo(error) }
    }
  }

  callsOf(node: string): number {
    return this.calls.filter((call) => call.node === node).length
  }
}

/** As the node host does it: what came from the children goes to its ports. */
async function collect(assignment: StepAssignment, parts: AsyncIterable<CollectedPart>): Promise<StepResult> {
  const ports: JsonObject[][] = (assignment.plan.nodes[assignment.node]?.outputs ?? []).map(() => [])
  const aside: JsonObject[] = []
  for await (const { port, dataset } of parts) (port === 'set-aside' ? aside : ports[port])?.push(...(dataset.kind === 'inline' ? dataset.items.map((item) => item.json) : []))
  return { kind: 'done', status: 'succeeded', outputs: ports.map(datasetOf), ...(aside.length === 0 ? {} : { setAside: datasetOf(aside) }) }
}

export function passOn(assignment: StepAssignment): StepResult {
  const rows = assignment.inputs.flatMap((datasets) => datasets.flatMap((dataset) => (dataset.kind === 'inline' ? dataset.items.map((item) => item.json) : [])))
  return done(rows.length === 0 ? [{}] : rows)
}

/** A good end with these rows by output port. */
export function done(...ports: readonly (readonly JsonObject[])[]): StepResult {
  return { kind: 'done', status: 'succeeded', outputs: ports.map(datasetOf) }
}

export function failed(code: string, retryable: boolean): StepResult {
  return { kind: 'failed', error: { code, kind: 'operational', retryable, params: {} } }
}

export function datasetOf(rows: readonly JsonObject[]): DatasetRef {
  return { kind: 'inline', count: rows.length, bytes: JSON.stringify(rows).length, items: rows.map((json) => ({ json })) }
}
