import type { IncomingHttpHeaders } from 'node:http'
import type { Accepted, Engine } from '@maillon/engine'
import { isMaillonError, type Json, type JsonObject } from '@maillon/kernel'
import { hintOf, messageOf } from '@maillon/messages'
import type { Plan } from '@maillon/plan'
import { TriggerStore, type AwaitedTarget, type WebhookTarget } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { ENGINE } from '../../platform/tokens.js'
import { AwaitedCallsService } from '../awaited-calls/awaited-calls.service.js'
import { StoredCredentialReader } from '../credentials/stored-credential-reader.js'
import { VersionCache } from '../runs/version-cache.js'
import { deliveryKey } from './delivery-key.js'
import { isExpectedCaller } from './is-expected-caller.js'
import { readFields, readWebhookBody } from './read-webhook-body.js'
import { jsonAnswer, type WebhookAnswer } from './webhook-answer.js'
import { WebhookAnswers } from './webhook-answers.service.js'
import { within } from '../../http/within.js'

interface Listener {
  readonly target: WebhookTarget
  readonly plan: Plan
  /** Index of the webhook node. */
  readonly node: number
}

/** A call that was let in: somebody listens there, and the caller is who is expected. */
export interface AdmittedCall {
  readonly flowId: string
  /** The published version; null: none is on. */
  readonly active: Listener | null
  /** The draft, where somebody waits for this call. */
  readonly awaited: (Listener & { readonly target: AwaitedTarget }) | null
}

export interface WebhookCall {
  readonly method: string
  /** Without `/hooks/`. */
  readonly path: string
  /** Raw, without the question mark. */
  readonly query: string
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array | null
}

const acceptMs = 2000
const hidden: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-maillon-csrf'])
const pathForm = /^[a-zA-Z0-9][a-zA-Z0-9_-]*(?:\/[a-zA-Z0-9][a-zA-Z0-9_-]*)*$/

/**
 * Calls from other programs.
 * 1. Who may call is settled before the body is read; a refused call leaves nothing behind.
 * 2. A good answer is given only after the run is committed; where that can't be had within 2 s it is 503 with Retry-After (promise 1).
 * 3. The same delivery id makes one run, and gets the same run's id.
 * 4. A call that somebody waits for goes to the draft, once. Where the draft wouldn't let the caller in, or another call was faster, it goes
 *    to the published version as always: a trial loses nobody's call.
 */
@Injectable()
export class WebhooksService {
  constructor(
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(StoredCredentialReader) private readonly credentials: StoredCredentialReader,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(WebhookAnswers) private readonly answers: WebhookAnswers,
    @Inject(AwaitedCallsService) private readonly awaitedCalls: AwaitedCallsService,
  ) {}

  /** Rule 1. An answer instead of an admission is a refusal. */
  async admit(call: Pick<WebhookCall, 'method' | 'path' | 'headers'>): Promise<AdmittedCall | WebhookAnswer> {
    const admitted = await within(this.#admit(call), acceptMs).catch(() => 'late' as const)
    return admitted === 'late' ? unavailable() : admitted
  }

  async answer(call: WebhookCall, { active, awaited }: AdmittedCall): Promise<WebhookAnswer> {
    if ((call.headers['content-encoding'] ?? 'identity') !== 'identity') return problem(415, 'API_CONTENT_UNSUPPORTED')
    const body = readWebhookBody(call.headers['content-type'], call.body)
    if (!body.ok) return problem(body.problem.status, body.problem.code)
    const query = readFields(call.query)
    if (!query.ok) return problem(query.problem.status, query.problem.code)
    const json = { method: call.method, path: call.path, query: query.value, headers: shownHeaders(call.headers), body: body.value }
    const delivery = deliveryKey(call.headers)
    for (const { target, plan, node } of [awaited, active].filter((one) => one !== null)) {
      const { workspaceId, flowId, versionId, nodeId } = target
      const key = delivery === null ? null : `webhook:${nodeId}:${delivery}`.slice(0, 200)
      const trigger = { node, items: [{ json }] }
      const accepted = await this.#inTime(target === awaited?.target ? this.awaitedCalls.take(awaited.target, { key, trigger }) : this.engine.accept({ workspaceId, flowId, flowVersionId: versionId, origin: 'webhook', key, trigger }))
      if (accepted === 'late') return unavailable()
      if (accepted !== null) return this.answers.of(accepted, plan, plan.nodes[node]?.params['respond'])
    }
    return problem(404, 'API_ROUTE_UNKNOWN')
  }

  async #admit({ method, path, headers }: Pick<WebhookCall, 'method' | 'path' | 'headers'>): Promise<AdmittedCall | WebhookAnswer> {
    const found = pathForm.test(path) ? await this.triggers.findListeners(method, path) : { awaited: null, active: null }
    const [active, awaited] = [await this.#listenerOf(found.active), await this.#listenerOf(found.awaited)]
    const refusing = active ?? awaited
    if (refusing === null) return problem(404, 'API_ROUTE_UNKNOWN')
    const admitted: AdmittedCall = { flowId: refusing.target.flowId, active: await this.#ifLetIn(active, headers), awaited: await this.#ifLetIn(awaited, headers) }
    if (admitted.active !== null || admitted.awaited !== null) return admitted
    return problem(401, 'WEBHOOK_CALLER_REFUSED', { 'www-authenticate': authenticationOf(refusing) === 'basic' ? 'Basic realm="webhook", charset="UTF-8"' : 'Bearer' })
  }

  /** Null: nobody listens, or the version has no such node. */
  async #listenerOf<T extends WebhookTarget>(target: T | null): Promise<(Listener & { readonly target: T }) | null> {
    if (target === null) return null
    const plan = await this.versions.get(target.versionId)
    const node = plan.nodes.findIndex(({ id }) => id === target.nodeId)
    return node === -1 ? null : { target, plan, node }
  }

  /** Null: the caller isn't who it expects. */
  async #ifLetIn<L extends Listener>(listener: L | null, { authorization }: IncomingHttpHeaders): Promise<L | null> {
    if (listener === null) return null
    const authentication = authenticationOf(listener)
    const expected = authentication === 'none' ? null : await this.credentials.open(listener.target.workspaceId, listener.plan.nodes[listener.node]?.credentials['caller'] ?? '')
    return isExpectedCaller(authentication, expected, authorization) ? listener : null
  }

  /** Rule 2. late: not committed in time, or not known to be. */
  async #inTime(accepting: Promise<Accepted | null>): Promise<Accepted | null | 'late'> {
    try {
      return await within(accepting, acceptMs)
    } catch (error) {
      if (isMaillonError(error) && !error.info.retryable) throw error
      return 'late'
    }
  }
}

function authenticationOf({ plan, node }: Listener): string {
  const authentication = plan.nodes[node]?.params['authentication']
  return typeof authentication === 'string' ? authentication : 'none'
}

function shownHeaders(headers: IncomingHttpHeaders): JsonObject {
  const shown = Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined && !hidden.has(entry[0]) && entry[0] !== '__proto__')
  return Object.fromEntries(shown.map(([name, value]): [string, Json] => [name, Array.isArray(value) ? value.join(', ') : value]))
}

/** What callers get that are programs: the code and a sentence in English. */
export function problem(status: number, code: string, headers: { readonly [name: string]: string } = {}): WebhookAnswer {
  const hint = hintOf(code, {}, 'en')
  return jsonAnswer(status, { error: { code, message: messageOf(code, {}, 'en'), ...(hint === null ? {} : { hint }) } }, headers)
}

export function unavailable(): WebhookAnswer {
  return problem(503, 'API_SERVER_BUSY', { 'retry-after': '2' })
}
