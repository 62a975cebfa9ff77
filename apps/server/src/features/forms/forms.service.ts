import type { FormSent, FormView } from '@maillon/api-contract'
import type { FileRef } from '@maillon/datasets'
import type { AcceptRequest, Engine } from '@maillon/engine'
import type { Clock, JsonObject } from '@maillon/kernel'
import { TriggerStore, WatchLedger, type AwaitedTarget, type WebhookTarget } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { apiError, InvalidRequest, isBusy, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { inTime } from '../../http/in-time.js'
import { CLOCK, ENGINE } from '../../platform/tokens.js'
import { AwaitedCallsService } from '../awaited-calls/awaited-calls.service.js'
import { ArrivedFiles } from '../files/arrived-files.js'
import { formMethod } from '../flows/triggers-of-plan.js'
import { VersionCache } from '../runs/version-cache.js'
import { WebhookGate } from '../webhooks/webhook-gate.js'
import { checkSubmission } from './check-submission.js'
import { FormFiles, type Received } from './form-files.js'
import { readForm, type FormDefinition } from './read-form.js'

/** Finding the form and who fills it in; then, its files written, the run itself. Each. */
const acceptMs = 3000

interface FoundForm {
  readonly target: WebhookTarget
  readonly definition: FormDefinition
  /** Index of the form's node. */
  readonly node: number
}

/** What listens at an address and shows itself to the caller; not both null. */
interface FoundForms {
  readonly active: FoundForm | null
  /** The draft's, where somebody waits for it to be sent. */
  readonly awaited: (FoundForm & { readonly target: AwaitedTarget }) | null
}

/** What a flow begins with. */
interface FormEntry {
  readonly key: string | null
  readonly trigger: AcceptRequest['trigger']
  readonly files: readonly FileRef[]
  /** User id. */
  readonly startedBy: string | null
}

/** What was sent, and by whom. */
interface Submission extends Received {
  readonly caller: CallerIdentity | null
  /** Names this filling-in; null: the page didn't. */
  readonly id: string | null
}

/**
 * Pages that start flows.
 * 1. A form of members looks to everybody else as if it weren't there.
 * 2. "Sent" is said only after the run is committed, together with its files. What is refused leaves nothing behind.
 * 3. One filling-in is one run, however often its button is pressed: the page names it.
 * 4. A form that somebody waits for shows itself as the draft has it, and is sent to the draft, once. What was filled in on another page goes
 *    there where the draft takes it, and to the published version where not, or where somebody was faster.
 */
@Injectable()
export class FormsService {
  readonly #gate = new WebhookGate({ total: 50, perFlow: 20 })

  constructor(
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(FormFiles) private readonly formFiles: FormFiles,
    @Inject(ArrivedFiles) private readonly arrived: ArrivedFiles,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(WatchLedger) private readonly ledger: WatchLedger,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AwaitedCallsService) private readonly awaitedCalls: AwaitedCallsService,
  ) {}

  async view(path: string, caller: CallerIdentity | null): Promise<FormView> {
    const { awaited, active } = await this.#find(path, caller)
    const shown = awaited ?? active
    if (shown === null) throw missing()
    const { title, intro, fields } = shown.definition
    return { title, intro, fields, ...(awaited === null ? {} : { awaited: awaited.target.callId }) }
  }

  /** @param knowing who is calling, once that is known */
  async submit(path: string, request: FastifyRequest, knowing: Promise<CallerIdentity | null>): Promise<FormSent> {
    const { caller, forms } = await inTime(knowing.then(async (known) => ({ caller: known, forms: await this.#find(path, known) })), acceptMs)
    const found = [forms.awaited, forms.active].filter((form) => form !== null)
    if (!request.isMultipart()) throw apiError('API_CONTENT_UNSUPPORTED')
    const leave = this.#gate.enter(found[0]?.target.flowId ?? '')
    if (leave === null) throw apiError('FORM_BUSY', {}, { retryAfterMs: 2000 })
    const written: FileRef[] = []
    try {
      const received = await this.formFiles.receive(request, found.flatMap(({ definition }) => definition.fields), written)
      return { thanks: await this.#start(forms, { ...received, caller, id: submissionOf(request) }, request.headers['x-maillon-awaited']) }
    } catch (error) {
      // Where nobody knows whether the run was committed, its files have to be there; what nothing refers to goes with the sweep.
      if (!isBusy(error)) for (const { id } of written) await this.arrived.drop(found[0]?.target.workspaceId ?? '', id)
      throw error
    } finally {
      leave()
    }
  }

  /** Rule 1. @throws where nothing shows itself */
  async #find(path: string, caller: CallerIdentity | null): Promise<FoundForms> {
    const { awaited, active } = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,59}$/.test(path) ? await this.triggers.findListeners(formMethod, path) : { awaited: null, active: null }
    const forms = { awaited: awaited === null ? null : await this.#formOf(awaited), active: active === null ? null : await this.#formOf(active) }
    const shows = (form: FoundForm | null) => form !== null && (form.definition.access === 'public' || caller?.workspace.id === form.target.workspaceId)
    const shown = { awaited: shows(forms.awaited) ? forms.awaited : null, active: shows(forms.active) ? forms.active : null }
    if (shown.awaited !== null || shown.active !== null) return shown
    throw caller === null && (forms.awaited !== null || forms.active !== null) ? apiError('API_SESSION_MISSING') : missing()
  }

  async #formOf<T extends WebhookTarget>(target: T): Promise<FoundForm & { readonly target: T }> {
    const plan = await this.versions.get(target.versionId)
    const node = plan.nodes.findIndex(({ id }) => id === target.nodeId)
    return { target, definition: readForm(plan.nodes[node]?.params ?? {}), node }
  }

  /** Rule 4. `shown`: the wait whose form the page showed. @returns what the author says to those who sent it */
  async #start({ awaited, active }: FoundForms, submission: Submission, shown: unknown): Promise<string> {
    if (awaited !== null) {
      const isItsPage = shown === awaited.target.callId
      const entry = this.#entryOf(awaited, submission, isItsPage || active === null)
      if (entry !== null && (await inTime(this.#try(awaited.target, entry), acceptMs))) return awaited.definition.thanks
    }
    if (active === null) throw missing()
    const entry = this.#entryOf(active, submission, typeof shown !== 'string')
    if (entry === null) throw apiError('FORM_CHANGED')
    await inTime(this.#accept(active.target, entry), acceptMs)
    return active.definition.thanks
  }

  /** What the flow begins with. Null: it isn't right, and `isTold` false. @throws InvalidRequest with a problem for each field, where they are told */
  #entryOf({ definition, node, target }: FoundForm, { texts, files, caller, id }: Submission, isTold: boolean): FormEntry | null {
    const own = new Map([...files].filter(([field]) => definition.fields.some(({ name, type }) => name === field && type === 'file')))
    const checked = checkSubmission(definition.fields, texts, new Map([...own].map(([field, { name }]) => [field, name])))
    if (!checked.ok && !isTold) return null
    if (!checked.ok) throw new InvalidRequest('body', checked.problems.map(({ field, code, params }) => ({ path: `/${field}`, code, params })))
    const json: JsonObject = { ...checked.values, submittedAt: new Date(this.clock.now()).toISOString(), submittedBy: caller?.user.name ?? null }
    const refs = Object.fromEntries([...own].map(([field, { id: file, name, mediaType, size, sha256 }]) => [field, { id: file, name, mediaType, size, sha256 }]))
    return {
      key: id === null ? null : `form:${target.nodeId}:${id}`.slice(0, 200),
      trigger: { node, items: [{ json, ...(own.size === 0 ? {} : { files: refs }) }] },
      files: [...own.values()],
      startedBy: caller?.user.id ?? null,
    }
  }

  /** @returns false where somebody was faster */
  async #try(target: AwaitedTarget, { key, trigger, files }: FormEntry): Promise<boolean> {
    const draftId = await this.arrived.layReady(target.workspaceId, files)
    const accepted = await this.awaitedCalls.take(target, { key, trigger }, { draftId, fileIds: files.map(({ id }) => id) })
    // They are laid ready once more for the published version.
    if (accepted === null) for (const { id } of files) await this.arrived.takeBack(target.workspaceId, id)
    return accepted !== null
  }

  /** Rules 2 and 3. */
  async #accept({ workspaceId, flowId, versionId }: WebhookTarget, { key, trigger, files, startedBy }: FormEntry): Promise<boolean> {
    const run = await this.engine.prepare({ workspaceId, flowId, flowVersionId: versionId, origin: 'event', key, trigger, startedBy })
    const draftId = await this.arrived.layReady(workspaceId, files)
    run.confirm(await this.ledger.accept(run, { draftId, fileIds: files.map(({ id }) => id) }))
    return true
  }
}

/** Made by the page when it is opened. */
function submissionOf({ headers }: FastifyRequest): string | null {
  const given = headers['x-maillon-submission']
  return typeof given === 'string' && /^[a-zA-Z0-9-]{8,64}$/.test(given) ? given : null
}
