import { emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import { isTerminalRun, type RunStatus } from '@maillon/plan'
import type { SignedIn } from '../world/sign-in.js'

function node(id: string, type: string, more: Partial<FlowNode> & { readonly name: string; readonly x: number }): FlowNode {
  const { x, ...rest } = more
  return { id, type, version: 1, position: { x, y: 0 }, params: {}, ...rest }
}

/** start → total (rows that fail are set aside) → log */
export const orders: FlowDocument = {
  ...emptyFlow('orders', 'Commandes'),
  nodes: [
    node('start', 'core.manual', { name: 'Démarrer', x: 0 }),
    node('total', 'core.set', { name: 'Total', x: 320, params: { fields: [{ name: 'total', type: 'number', value: '{{multiply item.price item.count}}' }] }, onError: { choice: 'set-aside' } }),
    node('log', 'core.log', { name: 'Noter', x: 640, params: { message: '{{item.client}}' } }),
  ],
  edges: [{ from: 'start.main', to: 'total.main' }, { from: 'total.main', to: 'log.main' }],
}

/** start → loop(double) → end */
export const reminders: FlowDocument = {
  ...emptyFlow('reminders', 'Relances'),
  nodes: [
    node('start', 'core.manual', { name: 'Démarrer', x: 0 }),
    node('loop', 'core.for-each', { name: 'Pour chaque client', x: 320 }),
    node('double', 'core.set', { name: 'Doubler', x: 400, parent: 'loop', params: { fields: [{ name: 'twice', value: '{{multiply item.amount 2}}' }] }, onError: { choice: 'set-aside' } }),
    node('end', 'core.log', { name: 'Bilan', x: 1000, params: { message: 'fini' } }),
  ],
  edges: [{ from: 'start.main', to: 'loop.main' }, { from: 'loop.each', to: 'double.main' }, { from: 'loop.done', to: 'end.main' }],
}

/** A flow that is imported and published. */
export async function published({ client }: SignedIn, document: FlowDocument, message: string): Promise<string> {
  const { id, revision } = await client.call('createFlow', { body: { documentText: JSON.stringify(document) } })
  await client.call('publish', { params: { id }, body: { revision, activate: false, message } })
  return id
}

/** A run of the published version with these rows, to its end. */
export async function ran({ client }: SignedIn, id: string, rows: readonly JsonObject[]): Promise<string> {
  const { runId } = await client.call('startRun', { params: { id }, body: { what: 'published', isTest: false, rows: [...rows] } })
  await overAt({ client }, runId)
  return runId
}

/** Waits for the end of a run. @throws Error after a minute */
export async function overAt({ client }: Pick<SignedIn, 'client'>, runId: string): Promise<RunStatus> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const { run } = await client.call('run', { params: { id: runId } })
    if (isTerminalRun(run.status)) return run.status
    if (Date.now() > deadline) throw new Error(`Run ${runId} is still ${run.status} after a minute`)
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}

/** The rows that a step gave at its port `main`. */
export async function rowsOf({ client }: SignedIn, id: string, node: string): Promise<readonly JsonObject[]> {
  return (await client.call('stepOutput', { params: { id, node, port: 'main' }, query: { limit: 100 } })).items.map(({ json }) => json)
}
