import type { IncomingHttpHeaders } from 'node:http'
import type { FileRef } from '@maillon/datasets'
import type { Accepted, AcceptRequest, Engine } from '@maillon/engine'
import { isMaillonError, type Clock, type Json, type JsonObject } from '@maillon/kernel'
import { hintOf, messageOf } from '@maillon/messages'
import { TriggerStore, type AwaitedTarget, type WebhookTarget } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { CLOCK, ENGINE } from '../../platform/tokens.js'
import { AwaitedCallsService } from '../awaited-calls/awaited-calls.service.js'
import { StoredCredentialReader } from '../credentials/stored-credential-reader.js'
import { VersionCache } from '../runs/version-cache.js'
import { deliveryKey } from './delivery-key.js'
import { isExpectedCaller } from './is-expected-caller.js'
import { readSentBody } from './read-sent-body.js'
import { readFields } from './read-webhook-body.js'
import { jsonAnswer, type WebhookAnswer } from './webhook-answer.js'
import { WebhookAnswers } from './webhook-answers.service.js'
import { WebhookFiles } from './webhook-files.service.js'
import { authenticationOf, takesFiles, type WebhookListener } from './webhook-listener.js'
import { readSignature, verifySignature } from './webhook-signature.js'
import { within } from '../../http/within.js'

/** A call that was let in: somebody listens there, and the caller is who is expected. */
export interface AdmittedCall {
  readonly flowId: string
  /** The published version; null: none is on. */
  readonly active: WebhookListener | null
  /** The draft, where somebody waits for this call. */
  readonly awaited: WebhookListener<AwaitedTarget> | null
  /** Whether one of them takes files: such a call may be larger. */
  readonly takesFiles: boolean
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
 * 1. Who may call is settled before the body is read, or, of a signature, before anything is made of it; a refused call leaves nothing behind.
 * 2. A good answer is given only after the run is committed; where that can't be had within 2 s it is 503 with Retry-After (promise 1).
 * 3. The same delivery id makes one run, and gets the same run's id. Where calls are signed, only what is signed names them.
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
    @Inject(WebhookFiles) private readonly files: WebhookFiles,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Rule 1. An answer instead of an admission is a refusal. */
  async admit(call: Pick<WebhookCall, 'method' | 'path' | 'headers'>): Promise<AdmittedCall | WebhookAnswer> {
    const admitted = await within(this.#admit(call), acceptMs).catch(() => 'late' as const)
    return admitted === 'late' ? unavailable() : admitted
  }

  async answer(call: WebhookCall, { active, awaited }: AdmittedCall): Promise<WebhookAnswer> {
    if ((call.headers['content-encoding'] ?? 'identity') !== 'identity') return problem(415, 'API_CONTENT_UNSUPPORTED')
    const listening = [awaited, active].flatMap((one) => known(one, call))
    if (listening.length === 0) return problem(401, 'WEBHOOK_SIGNATURE_REFUSED')
    const query = readFields(call.query)
    if (!query.ok) return problem(query.problem.status, query.problem.code)
    for (const one of listening) {
      const answer = await this.#deliver(call, query.value, one)
      if (answer !== null) return answer
    }
    return problem(404, 'API_ROUTE_UNKNOWN')
  }

  /** Null: somebody was faster (rule 4). */
  async #deliver(call: WebhookCall, query: Json, { listener, delivery }: KnownListener): Promise<WebhookAnswer | null> {
    const sent = await readSentBody(call.headers, call.body, takesFiles(listener))
    if (!sent.ok) return problem(sent.problem.status, sent.problem.code)
    const files = await this.files.write(sent.value.files)
    const json = { method: call.method, path: call.path, query, headers: shownHeaders(call.headers), body: sent.value.body }
    const key = delivery === null ? null : `webhook:${listener.target.nodeId}:${delivery}`.slice(0, 200)
    const trigger = { node: listener.node, items: [{ json, ...(files.size === 0 ? {} : { files: fileParts(files) }) }] }
    const accepted = await this.#inTime(this.#accept(listener, { key, trigger }, [...files.values()]))
    if (accepted === 'late') return unavailable()
    return accepted === null ? null : this.answers.of(accepted, listener.plan, listener.plan.nodes[listener.node]?.params['respond'])
  }

  async #accept(listener: WebhookListener, request: Pick<AcceptRequest, 'key' | 'trigger'>, files: readonly FileRef[]): Promise<Accepted | null> {
    if (files.length > 0) return this.files.accept(listener, request, files)
    const { target } = listener
    if ('callId' in target) return this.awaitedCalls.take(target, request)
    const { workspaceId, flowId, versionId } = target
    return this.engine.accept({ workspaceId, flowId, flowVersionId: versionId, origin: 'webhook', ...request })
  }

  async #admit({ method, path, headers }: Pick<WebhookCall, 'method' | 'path' | 'headers'>): Promise<AdmittedCall | WebhookAnswer> {
    const found = pathForm.test(path) ? await this.triggers.findListeners(method, path) : { awaited: null, active: null }
    const [active, awaited] = [await this.#listenerOf(found.active), await this.#listenerOf(found.awaited)]
    const refusing = active ?? awaited
    if (refusing === null) return problem(404, 'API_ROUTE_UNKNOWN')
    const [letIn, awaitedIn] = [await this.#ifLetIn(active, headers), await this.#ifLetIn(awaited, headers)]
    const takes = [letIn, awaitedIn].some((one) => one !== null && takesFiles(one))
    if (letIn !== null || awaitedIn !== null) return { flowId: refusing.target.flowId, active: letIn, awaited: awaitedIn, takesFiles: takes }
    const authentication = authenticationOf(refusing)
    if (authentication === 'signature') return problem(401, 'WEBHOOK_SIGNATURE_REFUSED')
    return problem(401, 'WEBHOOK_CALLER_REFUSED', { 'www-authenticate': authentication === 'basic' ? 'Basic realm="webhook", charset="UTF-8"' : 'Bearer' })
  }

  /** Null: nobody listens, or the version has no such node. */
  async #listenerOf<T extends WebhookTarget>(target: T | null): Promise<Omit<WebhookListener<T>, 'signature'> | null> {
    if (target === null) return null
    const plan = await this.versions.get(target.versionId)
    const node = plan.nodes.findIndex(({ id }) => id === target.nodeId)
    return node === -1 ? null : { target, plan, node }
  }

  /** Null: the caller isn't who it expects, or the call isn't signed as it expects. */
  async #ifLetIn<T extends WebhookTarget>(listener: Omit<WebhookListener<T>, 'signature'> | null, headers: IncomingHttpHeaders): Promise<WebhookListener<T> | null> {
    if (listener === null) return null
    const authentication = authenticationOf(listener)
    const expected = authentication === 'none' ? null : await this.credentials.open(listener.target.workspaceId, listener.plan.nodes[listener.node]?.credentials['caller'] ?? '')
    if (authentication !== 'signature') return isExpectedCaller(authentication, expected, headers.authorization) ? { ...listener, signature: null } : null
    const signature = readSignature(expected, headers, this.clock.now())
    return signature === null ? null : { ...listener, signature }
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

/** Who is let in, and what names the delivery (rule 3). Null: nothing does. */
interface KnownListener {
  readonly listener: WebhookListener
  readonly delivery: string | null
}

/** Rule 1, of a signature. Empty: not signed by whoever has the secret. */
function known(listener: WebhookListener | null, { headers, body }: WebhookCall): readonly KnownListener[] {
  if (listener === null) return []
  if (listener.signature === null) return [{ listener, delivery: deliveryKey(headers) }]
  const verified = verifySignature(listener.signature, body)
  if (verified === null) return []
  return [{ listener, delivery: listener.signature.delivery === null ? deliveryKey(headers) : verified.delivery }]
}

function fileParts(files: ReadonlyMap<string, FileRef>): { readonly [name: string]: JsonObject } {
  return Object.fromEntries([...files].map(([field, { id, name, mediaType, size, sha256 }]) => [field, { id, name, mediaType, size, sha256 }]))
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
