import type { FormField, FormSent, FormView } from '@maillon/api-contract'
import type { BlobStore, FileRef } from '@maillon/datasets'
import type { Engine } from '@maillon/engine'
import type { Clock, JsonObject, Random } from '@maillon/kernel'
import { cleanFileName } from '@maillon/node-host'
import { FileStore, TriggerStore, WatchLedger, type WebhookTarget } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { apiError, InvalidRequest, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { BLOBS, CLOCK, ENGINE, RANDOM } from '../../platform/tokens.js'
import { formMethod } from '../flows/triggers-of-plan.js'
import { VersionCache } from '../runs/version-cache.js'
import { WebhookGate } from '../webhooks/webhook-gate.js'
import { within } from '../webhooks/within.js'
import { checkSubmission } from './check-submission.js'
import { readForm, type FormDefinition } from './read-form.js'

const mebibyte = 1024 * 1024
const mostMegabytes = 25
const acceptMs = 5000
/** A file that is too large is told at its field. (`throwFileSizeLimit` is the plugin's own, which its types leave out for `parts`.) */
const reading = { limits: { fieldNameSize: 100, fieldSize: 100_000, fields: 100, files: 10, parts: 110, fileSize: mostMegabytes * mebibyte, headerPairs: 50 }, throwFileSizeLimit: false }

interface FoundForm {
  readonly target: WebhookTarget
  readonly definition: FormDefinition
  /** Index of the form's node. */
  readonly node: number
}

/** What came in, files written already. */
interface Received {
  readonly texts: ReadonlyMap<string, string>
  readonly files: ReadonlyMap<string, FileRef>
}

/**
 * Pages that start flows.
 * 1. A form of members looks to everybody else as if it weren't there.
 * 2. "Sent" is said only after the run is committed, together with its files. What is refused leaves nothing behind.
 * 3. One filling-in is one run, however often its button is pressed: the page names it.
 */
@Injectable()
export class FormsService {
  readonly #gate = new WebhookGate({ total: 50, perFlow: 20 })

  constructor(
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(WatchLedger) private readonly ledger: WatchLedger,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async view(path: string, caller: CallerIdentity | null): Promise<FormView> {
    const { definition: { title, intro, fields } } = await this.#find(path, caller)
    return { title, intro, fields }
  }

  async submit(path: string, request: FastifyRequest, caller: CallerIdentity | null): Promise<FormSent> {
    const form = await this.#find(path, caller)
    if (!request.isMultipart()) throw apiError('API_CONTENT_UNSUPPORTED')
    const leave = this.#gate.enter(form.target.flowId)
    if (leave === null) throw apiError('FORM_BUSY', {}, { retryAfterMs: 2000 })
    const written: FileRef[] = []
    try {
      const received = await this.#receive(request, form.definition.fields, written)
      await this.#start(form, received, { caller, submission: submissionOf(request) })
      return { thanks: form.definition.thanks }
    } catch (error) {
      for (const { id } of written) await this.#drop(form.target.workspaceId, id)
      throw error
    } finally {
      leave()
    }
  }

  /** Rule 1. */
  async #find(path: string, caller: CallerIdentity | null): Promise<FoundForm> {
    const target = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,59}$/.test(path) ? await this.triggers.findWebhook(formMethod, path) : null
    if (target === null) throw missing()
    const plan = await this.versions.get(target.versionId)
    const node = plan.nodes.findIndex(({ id }) => id === target.nodeId)
    const definition = readForm(plan.nodes[node]?.params ?? {})
    if (definition.access === 'members' && caller?.workspace.id !== target.workspaceId) throw caller === null ? apiError('API_SESSION_MISSING') : missing()
    return { target, definition, node }
  }

  async #receive(request: FastifyRequest, fields: readonly FormField[], written: FileRef[]): Promise<Received> {
    const texts = new Map<string, string>()
    const files = new Map<string, FileRef>()
    const fileFields = new Set(fields.filter(({ type }) => type === 'file').map(({ name }) => name))
    for await (const part of request.parts(reading)) {
      if (part.type === 'field') {
        if (typeof part.value === 'string' && !texts.has(part.fieldname)) texts.set(part.fieldname, part.value)
        continue
      }
      // A field that the form doesn't have, a second file for one, or a file that nobody chose: read past, not kept.
      if (!fileFields.has(part.fieldname) || files.has(part.fieldname) || part.filename === '') {
        part.file.resume()
        continue
      }
      const id = this.random.id()
      const { size, sha256 } = await this.blobs.write(`files/${id}`, part.file)
      const file = { id, name: cleanFileName(part.filename), mediaType: mediaTypeOf(part.mimetype), size, sha256 }
      written.push(file)
      if (part.file.truncated) throw new InvalidRequest('body', [{ path: `/${part.fieldname}`, code: 'FORM_FILE_TOO_LARGE', params: { most: mostMegabytes } }])
      if (size > 0) files.set(part.fieldname, file)
    }
    return { texts, files }
  }

  /** Rules 2 and 3. */
  async #start({ target, definition, node }: FoundForm, { texts, files }: Received, by: { readonly caller: CallerIdentity | null; readonly submission: string | null }): Promise<void> {
    const checked = checkSubmission(definition.fields, texts, new Map([...files].map(([field, { name }]) => [field, name])))
    if (!checked.ok) throw new InvalidRequest('body', checked.problems.map(({ field, code, params }) => ({ path: `/${field}`, code, params })))
    const { workspaceId, flowId, nodeId, versionId } = target
    const json: JsonObject = { ...checked.values, submittedAt: new Date(this.clock.now()).toISOString(), submittedBy: by.caller?.user.name ?? null }
    const refs = Object.fromEntries([...files].map(([field, { id, name, mediaType, size, sha256 }]) => [field, { id, name, mediaType, size, sha256 }]))
    const key = by.submission === null ? null : `form:${nodeId}:${by.submission}`.slice(0, 200)
    const run = await this.engine.prepare({
      workspaceId, flowId, flowVersionId: versionId, origin: 'event', key, trigger: { node, items: [{ json, ...(files.size === 0 ? {} : { files: refs }) }] }, startedBy: by.caller?.user.id ?? null,
    })
    const draftId = this.random.id()
    for (const file of files.values()) await this.files.add(file, { workspaceId, runId: draftId })
    const outcome = await within(this.ledger.accept(run, { draftId, fileIds: [...files.values()].map(({ id }) => id) }), acceptMs)
    if (outcome === 'late') throw apiError('API_SERVER_BUSY', {}, { retryAfterMs: 2000 })
    run.confirm(outcome)
  }

  async #drop(workspaceId: string, id: string): Promise<void> {
    await this.files.remove(workspaceId, id).catch(() => undefined)
    await this.blobs.remove(`files/${id}`).catch(() => undefined)
  }
}

/** Made by the page when it is opened. */
function submissionOf({ headers }: FastifyRequest): string | null {
  const given = headers['x-maillon-submission']
  return typeof given === 'string' && /^[a-zA-Z0-9-]{8,64}$/.test(given) ? given : null
}

function mediaTypeOf(given: string): string {
  return /^[a-z0-9][a-z0-9.+-]{0,80}\/[a-z0-9][a-z0-9.+-]{0,100}$/i.test(given) ? given.toLowerCase() : 'application/octet-stream'
}
