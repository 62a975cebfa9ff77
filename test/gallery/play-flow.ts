import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { FlowDetail, RunDetail } from '@maillon/api-contract'
import type { FlowNode } from '@maillon/flow-document'
import { isTerminalRun } from '@maillon/plan'
import type { SignedIn } from '../world/sign-in.js'

/** The accounts of a person, by the names that the flow uses for them. */
export interface Accounts {
  readonly [name: string]: { readonly type: string; readonly values: { readonly [field: string]: unknown } }
}

/** Open a flow of the gallery as a person does: a copy of it, its accounts made, tested and chosen, what is their own put in; published and switched on. */
export async function publishFromGallery(user: SignedIn, id: string, own: { readonly accounts: Accounts; readonly change?: (node: FlowNode) => FlowNode }): Promise<FlowDetail> {
  const flow = await user.client.call('createFlow', { body: { gallery: id } })
  const ids = new Map<string, string>()
  for (const [name, account] of Object.entries(own.accounts)) {
    const made = await user.client.call('createCredential', { body: { name, ...account } })
    const test = await user.client.call('testCredential', { params: { id: made.id } })
    assert.ok(test.ok, `the account ${name} does not work: ${test.message}`)
    ids.set(name, made.id)
  }
  const nodes = flow.document.nodes.map((node) => {
    const chosen = Object.entries(node.credentials ?? {}).map(([slot, { name }]) => [slot, { name, id: ids.get(name) ?? '' }] as const)
    return (own.change ?? ((same: FlowNode) => same))(chosen.length === 0 ? node : { ...node, credentials: Object.fromEntries(chosen) })
  })
  const document = { ...flow.document, nodes }
  const { revision } = await user.client.call('saveDraft', { params: { id: flow.id }, body: { document, revision: flow.revision } })
  return user.client.call('publish', { params: { id: flow.id }, body: { revision, activate: true } })
}

/** Press "run now" and wait for the end. */
export async function runNow(user: SignedIn, flow: Pick<FlowDetail, 'id'>): Promise<RunDetail> {
  const { runId } = await user.client.call('startRun', { params: { id: flow.id }, body: { what: 'published' } })
  return endOfRun(user, runId)
}

/** @throws Error where it hasn't ended after two minutes. */
export async function endOfRun(user: SignedIn, runId: string): Promise<RunDetail> {
  const deadline = Date.now() + 120_000
  while (Date.now() < deadline) {
    const detail = await user.client.call('run', { params: { id: runId } })
    if (isTerminalRun(detail.run.status)) return detail
    await pause(150)
  }
  throw new Error(`The run ${runId} did not end within two minutes`)
}

/** Press "retry" on a failed run and wait for the end of the new one. */
export async function retryFailed(user: SignedIn, { run }: RunDetail): Promise<RunDetail> {
  const { runId } = await user.client.call('retryRun', { params: { id: run.id } })
  return endOfRun(user, runId)
}

/** @throws AssertionError with the story of the steps. */
export function expectStatus({ run, error, steps }: RunDetail, status: string): void {
  const story = steps.map((step) => `${step.node} ${step.status} ${step.attempts.at(-1)?.error?.sentence ?? ''} ${step.attempts.at(-1)?.error?.info.details ?? ''}`).join('\n')
  assert.equal(run.status, status, `the run ${run.status}: ${error?.sentence ?? run.message}\n${story}`)
}

/** The step failed with a sentence and something to do, and carries this code. */
export function expectFailedAt(detail: RunDetail, node: string, code: string): void {
  expectStatus(detail, 'failed')
  const failed = detail.steps.find((step) => step.node === node)
  assert.equal(failed?.status, 'failed', `the step ${node} is ${failed?.status ?? 'missing'}`)
  const error = failed.attempts.at(-1)?.error
  assert.equal(error?.info.code, code, `${error?.info.code ?? 'no error'}: ${error?.sentence ?? ''} ${error?.info.details ?? ''}`)
  assert.ok(error.sentence.length > 15, 'the failure has no sentence')
}

/** Log lines come in batches, the last ones a moment after the end of the run. */
export async function isLogged(user: SignedIn, { run }: RunDetail, wanted: string): Promise<boolean> {
  for (let tries = 0; tries < 50; tries += 1) {
    const { lines } = await user.client.call('runLogs', { params: { id: run.id } })
    if (lines.some(({ message }) => plain(message).includes(wanted))) return true
    await pause(100)
  }
  return false
}

/** All kinds of spaces alike, so that a comparison is about words. */
export function plain(text: string | undefined | false): string {
  return (text === false ? '' : (text ?? '')).replaceAll(/[\u00a0\u202f\s]+/g, ' ')
}

/** Wait until something has come. @throws Error after 90 seconds. */
export async function until(about: string, isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 900; tries += 1) {
    if (isSo()) return
    await pause(100)
  }
  throw new Error(`Waited 90 s in vain: ${about}`)
}
