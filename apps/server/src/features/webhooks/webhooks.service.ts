import type { IncomingHttpHeaders } from 'node:http'
import type { Accepted, Engine } from '@maillon/engine'
import { isMaillonError, type Json, type JsonObject } from '@maillon/kernel'
import type { Plan, PlanNode } from '@maillon/plan'
import { TriggerStore, type WebhookTarget } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { ENGINE } from '../../platform/tokens.js'
import { StoredCredentialReader } from '../credentials/stored-credential-reader.js'
import { VersionCache } from '../runs/version-cache.js'
import { deliveryKey } from './delivery-key.js'
import { isExpectedCaller } from './is-expected-caller.js'
import { readFields, readWebhookBody } from './read-webhook-body.js'
import { jsonAnswer, type WebhookAnswer } from './webhook-answer.js'
import { WebhookAnswers } from './webhook-answers.service.js'
import { within } from './within.js'

/** A call that was let in: somebody listens there, and the caller is who is expected. */
export interface AdmittedCall {
  readonly target: WebhookTarget
  readonly plan: Plan
  /** Index of the webhook node. */
  readonly node: number
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
 */
@Injectable()
export class WebhooksService {
  constructor(
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(StoredCredentialReader) private readonly credentials: StoredCredentialReader,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(WebhookAnswers) private readonly answers: WebhookAnswers,
  ) {}

  /** Rule 1. An answer instead of an admission is a refusal. */
  async admit(call: Pick<WebhookCall, 'method' | 'path' | 'headers'>): Promise<AdmittedCall | WebhookAnswer> {
    const admitted = await within(this.#admit(call), acceptMs).catch(() => 'late' as const)
    return admitted === 'late' ? unavailable() : admitted
  }

  async answer(call: WebhookCall, { target, plan, node }: AdmittedCall): Promise<WebhookAnswer> {
    if ((call.headers['content-encoding'] ?? 'identity') !== 'identity') return problem(415, 'API_CONTENT_UNSUPPORTED')
    const body = readWebhookBody(call.headers['content-type'], call.body)
    if (!body.ok) return problem(body.problem.status, body.problem.code)
    const query = readFields(call.query)
    if (!query.ok) return problem(query.problem.status, query.problem.code)
    const json = { method: call.method, path: call.path, query: query.value, headers: shownHeaders(call.headers), body: body.value }
    const delivery = deliveryKey(call.headers)
    const { workspaceId, flowId, versionId, nodeId } = target
    const key = delivery === null ? null : `webhook:${nodeId}:${delivery}`.slice(0, 200)
    const accepted = await this.#accept({ workspaceId, flowId, flowVersionId: versionId, origin: 'webhook', key, trigger: { node, items: [{ json }] } })
    return accepted === null ? unavailable() : this.answers.of(accepted, plan, plan.nodes[node]?.params['respond'])
  }

  async #admit({ method, path, headers }: Pick<WebhookCall, 'method' | 'path' | 'headers'>): Promise<AdmittedCall | WebhookAnswer> {
    const admitted = pathForm.test(path) ? await this.#find(method, path) : null
    const node = admitted?.plan.nodes[admitted.node]
    if (admitted === null || node === undefined) return problem(404, 'API_ROUTE_UNKNOWN')
    const authentication = authenticationOf(node)
    const expected = authentication === 'none' ? null : await this.credentials.open(admitted.target.workspaceId, node.credentials['caller'] ?? '')
    if (isExpectedCaller(authentication, expected, headers.authorization)) return admitted
    return problem(401, 'WEBHOOK_CALLER_REFUSED', { 'www-authenticate': authentication === 'basic' ? 'Basic realm="webhook", charset="UTF-8"' : 'Bearer' })
  }

  async #find(method: string, path: string): Promise<AdmittedCall | null> {
    const target = await this.triggers.findWebhook(method, path)
    if (target === null) return null
    const plan = await this.versions.get(target.versionId)
    return { target, plan, node: plan.nodes.findIndex(({ id }) => id === target.nodeId) }
  }

  /** Rule 2. Null: not committed in time, or not known to be. */
  async #accept(request: Parameters<Engine['accept']>[0]): Promise<Accepted | null> {
    try {
      const accepted = await within(this.engine.accept(request), acceptMs)
      return accepted === 'late' ? null : accepted
    } catch (error) {
      if (isMaillonError(error) && !error.info.retryable) throw error
      return null
    }
  }
}

function authenticationOf(node: PlanNode): string {
  const { authentication } = node.params
  return typeof authentication === 'string' ? authentication : 'none'
}

function shownHeaders(headers: IncomingHttpHeaders): JsonObject {
  const shown = Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined && !hidden.has(entry[0]) && entry[0] !== '__proto__')
  return Object.fromEntries(shown.map(([name, value]): [string, Json] => [name, Array.isArray(value) ? value.join(', ') : value]))
}

/** What callers get that are programs: the code and a sentence in English. */
export function problem(status: number, code: string, headers: { readonly [name: string]: string } = {}): WebhookAnswer {
  return jsonAnswer(status, { error: { code } }, headers)
}

export function unavailable(): WebhookAnswer {
  return problem(503, 'API_SERVER_BUSY', { 'retry-after': '2' })
}
