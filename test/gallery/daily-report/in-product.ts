import { readFile } from 'node:fs/promises'
import type { FlowDetail, RunDetail } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { isTerminalRun } from '@maillon/plan'
import type { SignedIn } from '../../world/sign-in.js'
import { accountsFor, type RealWorld } from './real-world.js'

export const recipient = 'direction@exemple.test'

/** Open the gallery flow as a person does: the copy, its accounts, the address of the API, the recipient; saved. */
export async function openFromGallery(user: SignedIn, world: RealWorld): Promise<FlowDetail> {
  const flow = await user.client.call('createFlow', { body: { gallery: 'daily-report' } })
  const ids = new Map<string, string>()
  for (const [name, account] of Object.entries(accountsFor(world))) {
    const made = await user.client.call('createCredential', { body: { name, ...account } })
    const test = await user.client.call('testCredential', { params: { id: made.id } })
    if (!test.ok) throw new Error(`The account ${name} does not work: ${test.message}`)
    ids.set(name, made.id)
  }
  const document = pointedAt(flow.document, world, ids)
  const { revision } = await user.client.call('saveDraft', { params: { id: flow.id }, body: { document, revision: flow.revision } })
  return { ...flow, document, revision }
}

/** The flow of the gallery, for this world. */
export function pointedAt(document: FlowDocument, world: RealWorld, ids: ReadonlyMap<string, string>): FlowDocument {
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      const credentials = node.credentials === undefined ? undefined : Object.fromEntries(Object.entries(node.credentials).map(([slot, { name, id }]) => [slot, { name, id: ids.get(name) ?? id }]))
      const params = node.type === 'http.request' ? { ...node.params, url: `${world.api.url}/sales` } : node.type === 'mail.send' ? { ...node.params, to: [recipient] } : node.params
      return { ...node, params, ...(credentials === undefined ? {} : { credentials }) }
    }),
  }
}

export async function galleryDocument(): Promise<FlowDocument> {
  return JSON.parse(await readFile(new URL('../../../apps/server/gallery/daily-report/flow.json', import.meta.url), 'utf8')) as FlowDocument
}

/** Wait for the end of a run. @throws Error after a minute. */
export async function endOf(user: SignedIn, runId: string): Promise<RunDetail> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    const detail = await user.client.call('run', { params: { id: runId } })
    if (isTerminalRun(detail.run.status)) return detail
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The run ${runId} did not end within a minute`)
}
