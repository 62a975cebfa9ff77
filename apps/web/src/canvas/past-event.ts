import type { JsonObject } from '@maillon/kernel'
import type { NodeCatalogue } from '@maillon/node-contract'
import { api } from '../api/api.js'

/** As many rows as a run may be started with. */
const mostRows = 500

/** What a run began with: its trigger, and the rows that came in. Null: it is kept no longer. */
export async function pastEvent(runId: string, catalogue: NodeCatalogue): Promise<{ readonly trigger: string; readonly rows: readonly JsonObject[] } | null> {
  const { document, steps } = await api.call('run', { params: { id: runId } })
  const triggers = new Set(document.nodes.filter(({ type, version }) => catalogue.get(type, version)?.trigger !== undefined).map(({ id }) => id))
  const began = steps.find(({ node, iteration, status }) => triggers.has(node) && iteration === '' && status === 'succeeded')
  if (began === undefined) return null
  const { items } = await api.call('stepOutput', { params: { id: runId, node: began.node, port: 'main' }, query: { offset: 0, limit: mostRows } })
  return items.length === 0 ? null : { trigger: began.node, rows: items.map(({ json }) => json) }
}
