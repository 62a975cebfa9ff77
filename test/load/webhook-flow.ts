import type { FlowDocument } from '@maillon/flow-document'
import { Pool } from 'undici'
import { signIn } from '../world/sign-in.js'
import { percentile } from './figures.js'

type SignedIn = Awaited<ReturnType<typeof signIn>>

const at = { x: 0, y: 0 }
const flow = {
  format: 'maillon.flow/1', id: 'bench', name: 'Bench 1', settings: { overlap: 'parallel', concurrency: 1_000 }, notes: [], requires: {},
  nodes: [
    { id: 'hook', type: 'core.webhook', version: 1, name: 'hook', position: at, params: { method: 'POST', path: 'bench', respond: 'by-node' } },
    { id: 'set', type: 'core.set', version: 1, name: 'set', position: at, params: { fields: [{ name: 'total', value: '{{multiply item.body.n 2}}' }] } },
    { id: 'condition', type: 'core.condition', version: 1, name: 'condition', position: at, params: { rules: [{ left: '{{item.total}}', operator: 'greater', value: '1' }] } },
    { id: 'respond', type: 'core.respond', version: 1, name: 'respond', position: at, params: { json: { total: '{{item.total}}' } } },
  ],
  edges: [{ from: 'hook.main', to: 'set.main' }, { from: 'set.main', to: 'condition.main' }, { from: 'condition.true', to: 'respond.main' }],
} as unknown as FlowDocument

/** Make and switch on the flow. Gives the client of the signed-in owner. */
export async function publishWebhookFlow(url: string): Promise<SignedIn> {
  const signedIn = await signIn(url, 'en')
  const { client } = signedIn
  const made = await client.call('createFlow', { body: { documentText: JSON.stringify(flow) } })
  await client.call('publish', { params: { id: made.id }, body: { revision: made.revision, activate: true } })
  return signedIn
}

/** Callers that send the next request when the answer to the last one is there, each on a connection of its own. */
export async function callWebhook(url: string, { connections, seconds }: { readonly connections: number; readonly seconds: number }): Promise<{ readonly answered: number; readonly perSecond: number; readonly p50: number; readonly p99: number }> {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, { connections, pipelining: 1 })
  const ms: number[] = []
  const started = performance.now()
  const one = async (): Promise<void> => {
    while (performance.now() - started < seconds * 1000) {
      const begun = performance.now()
      const { statusCode, body } = await pool.request({ path: pathname, method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"n":21}' })
      const text = await body.text()
      ms.push(performance.now() - begun)
      if (statusCode !== 200 || text !== '{"total":42}') throw new Error(`A bad answer: ${statusCode} ${text.slice(0, 300)}`)
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const took = (performance.now() - started) / 1000
  await pool.close()
  const sorted = ms.toSorted((a, b) => a - b)
  return { answered: sorted.length, perSecond: sorted.length / took, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) }
}
