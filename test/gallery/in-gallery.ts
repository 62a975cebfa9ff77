import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { FlowDetail, RunDetail } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { isTerminalRun } from '@maillon/plan'
import type { SignedIn } from '../world/sign-in.js'

type FlowNode = FlowDocument['nodes'][number]

/** The accounts that a flow asks for, by the names that it uses. */
export interface GalleryAccounts {
  readonly [name: string]: { readonly type: string; readonly values: { readonly [field: string]: string | number } }
}

export interface GalleryOpening {
  readonly id: string
  readonly accounts: GalleryAccounts
  /** What the person changes besides the accounts. */
  readonly change?: (node: FlowNode) => FlowNode
}

/** Open a flow of the gallery as a person does: the copy, its accounts (each tried by its button), what is their own; saved. */
export async function openGalleryFlow(user: SignedIn, { id, accounts, change = (node) => node }: GalleryOpening): Promise<FlowDetail> {
  const flow = await user.client.call('createFlow', { body: { gallery: id } })
  const ids = new Map<string, string>()
  for (const [name, account] of Object.entries(accounts)) {
    const made = await user.client.call('createCredential', { body: { name, type: account.type, values: { ...account.values } } })
    const test = await user.client.call('testCredential', { params: { id: made.id } })
    if (!test.ok) throw new Error(`The account ${name} does not work: ${test.message}`)
    ids.set(name, made.id)
  }
  const nodes = flow.document.nodes.map((node) => change(withAccounts(node, ids)))
  const document = { ...flow.document, nodes }
  const { revision } = await user.client.call('saveDraft', { params: { id: flow.id }, body: { document, revision: flow.revision } })
  return { ...flow, document, revision }
}

export async function switchOn(user: SignedIn, flow: Pick<FlowDetail, 'id' | 'revision'>): Promise<FlowDetail> {
  return user.client.call('publish', { params: { id: flow.id }, body: { revision: flow.revision, activate: true } })
}

function withAccounts(node: FlowNode, ids: ReadonlyMap<string, string>): FlowNode {
  if (node.credentials === undefined) return node
  return { ...node, credentials: Object.fromEntries(Object.entries(node.credentials).map(([slot, { name, id }]) => [slot, { name, id: ids.get(name) ?? id }])) }
}

/** The runs of a flow once there are so many and all are over, oldest first. @throws Error with what there is, after so many seconds */
export async function endedRuns(user: SignedIn, flowId: string, count: number, seconds = 120): Promise<readonly RunDetail[]> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const { runs } = await user.client.call('runs', { query: { flowId } })
    if (runs.length >= count && runs.every(({ status }) => isTerminalRun(status))) {
      return Promise.all(runs.toReversed().map(({ id }) => user.client.call('run', { params: { id } })))
    }
    if (Date.now() > deadline) throw new Error(`Not ${count} ended runs after ${seconds} s: ${runs.map(({ status, message }) => `${status} ${message ?? ''}`).join('; ')}`)
    await pause(200)
  }
}

/** Until something outside is as it should be. @throws Error with `what`, after so many seconds */
export async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  const deadline = Date.now() + seconds * 1000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${seconds} s: ${what}`)
    await pause(100)
  }
}

export function expectStatus({ run, error, steps }: RunDetail, status: string): void {
  const story = steps.map((step) => `${step.node} ${step.status} ${step.attempts.at(-1)?.error?.sentence ?? ''} ${step.attempts.at(-1)?.error?.info.details ?? ''}`).join('\n')
  assert.equal(run.status, status, `the run ${run.status}: ${error?.sentence ?? run.message}\n${story}`)
}

export function stepOf(detail: RunDetail, node: string): RunDetail['steps'][number] {
  const step = detail.steps.find((one) => one.node === node)
  assert.ok(step !== undefined, `no step ${node}`)
  return step
}
