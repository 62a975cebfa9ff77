import { ApiError, type FlowDetail, type RunDetail } from '@maillon/api-contract'
import type { FlowDocument, FlowNode } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import { isTerminalRun } from '@maillon/plan'
import { startTestSmtp, type TestSmtp } from '@maillon/test-kit'
import { startSalesApi, type SalesApi } from '../gallery/daily-report/sales-api.js'
import { startWebhookInbox, type WebhookInbox } from '../gallery/daily-report/webhook-inbox.js'
import { signIn, type SignedIn } from '../world/sign-in.js'
import { startMaillon, type MaillonOptions, type RunningMaillon } from '../world/start-maillon.js'

/** A running product with its first user, and the servers that its flows talk to. */
export interface House {
  readonly server: RunningMaillon
  readonly user: SignedIn
  readonly api: SalesApi
  readonly smtp: TestSmtp
  readonly inbox: WebhookInbox
  /** Every answer of the API so far, as text: no secret may stand in one. */
  readonly answers: readonly string[]
  close(): Promise<void>
}

export async function openHouse(options: MaillonOptions = {}): Promise<House> {
  const [server, api, smtp, inbox] = await Promise.all([startMaillon({ from: 'source', ...options }), startSalesApi([{ id: 1, sku: 'A1', quantity: 2, soldAt: '2026-01-05T10:00:00Z' }]), startTestSmtp(), startWebhookInbox()])
  const user = await signIn(server.url)
  const { user: listening, answers } = listenedTo(user)
  return {
    server,
    user: listening,
    api,
    smtp,
    inbox,
    answers,
    close: async () => {
      await Promise.all([server.remove(), api.close(), smtp.stop(), inbox.close()])
    },
  }
}

function listenedTo(user: SignedIn): { readonly user: SignedIn; readonly answers: string[] } {
  const answers: string[] = []
  const call: SignedIn['client']['call'] = async (name, request, signal) => {
    try {
      const answer = await user.client.call(name, request, signal)
      answers.push(JSON.stringify(answer) ?? '')
      return answer
    } catch (error) {
      if (error instanceof ApiError) answers.push(JSON.stringify(error.body))
      throw error
    }
  }
  return { user: { client: { call }, speak: user.speak, cookie: user.cookie, upload: (...file) => user.upload(...file) }, answers }
}

/** What a refusal of the API says, in both languages. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly fr: string
  readonly en: string
  readonly body: ApiError['body']
}

/** Call twice, once for each language. @throws Error where it isn't refused */
export async function refusalOf({ user }: House, call: () => Promise<unknown>): Promise<Refusal> {
  const refused = async (locale: 'fr' | 'en'): Promise<ApiError> => {
    user.speak(locale)
    const outcome = await call().then(
      () => null,
      (error: unknown) => error,
    )
    if (outcome instanceof ApiError) return outcome
    throw outcome ?? new Error('The call was not refused')
  }
  const english = await refused('en')
  const french = await refused('fr')
  return { status: french.status, code: french.body.error.code, fr: french.body.error.message, en: english.body.error.message, body: french.body }
}

export function nodeOf(id: string, type: string, params: JsonObject = {}, more: Partial<FlowNode> = {}): FlowNode {
  return { id, type, version: 1, name: id, position: { x: 0, y: 0 }, params, ...more }
}

/** Start by hand, keep a row, then these nodes one after the other. */
export function flowOf(name: string, nodes: readonly FlowNode[]): FlowDocument {
  const all = [nodeOf('start', 'core.manual'), nodeOf('keep', 'core.set', { fields: [{ name: 'kept', value: 'before' }] }), ...nodes]
  const edges = all.slice(1).map((node, index) => ({ from: `${all[index]?.id}.main`, to: `${node.id}.main` }))
  return { format: 'maillon.flow/1', id: 'x', name, settings: {}, notes: [], requires: {}, nodes: all, edges }
}

export async function saved(house: House, document: FlowDocument): Promise<FlowDetail> {
  const flow = await house.user.client.call('createFlow', { body: { name: document.name } })
  const { revision } = await house.user.client.call('saveDraft', { params: { id: flow.id }, body: { document, revision: flow.revision } })
  return { ...flow, document, revision }
}

/** The end of a run of this document, told in both languages. */
export interface EndedRun {
  readonly fr: RunDetail
  readonly en: RunDetail
}

/** @returns the id of a run of this document, just started. */
export async function startOf(house: House, document: FlowDocument): Promise<string> {
  const flow = await saved(house, document)
  const { runId } = await house.user.client.call('startRun', { params: { id: flow.id }, body: { what: 'draft' } })
  return runId
}

export async function ranThrough(house: House, document: FlowDocument): Promise<EndedRun> {
  return endInBothLanguages(house, await startOf(house, document))
}

export async function endInBothLanguages({ user }: House, runId: string): Promise<EndedRun> {
  const deadline = Date.now() + 20_000
  let fr = await user.client.call('run', { params: { id: runId } })
  while (!isTerminalRun(fr.run.status)) {
    if (Date.now() > deadline) throw new Error(`The run ${runId} did not end: ${JSON.stringify(fr.steps)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    fr = await user.client.call('run', { params: { id: runId } })
  }
  user.speak('en')
  const en = await user.client.call('run', { params: { id: runId } })
  user.speak('fr')
  return { fr, en }
}

/** Asks for the health every 20 ms: what a person would wait meanwhile. */
export function watchHealth(url: string): { stop(): Promise<{ readonly p99Ms: number; readonly refused: number; readonly asked: number }> } {
  const delays: number[] = []
  let refused = 0
  let going = true
  const watching = (async () => {
    while (going) {
      const from = performance.now()
      const isOk = await fetch(`${url}/api/health`).then(
        async (answer) => (await answer.text(), answer.ok),
        () => false,
      )
      if (!isOk) refused += 1
      delays.push(performance.now() - from)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  return {
    stop: async () => {
      going = false
      await watching
      const sorted = [...delays].sort((a, b) => a - b)
      return { p99Ms: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0, refused, asked: sorted.length }
    },
  }
}
