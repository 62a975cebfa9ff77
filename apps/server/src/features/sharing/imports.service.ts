import type { ArrivingThing, ImportDone, ImportRequest } from '@maillon/api-contract'
import type { NamedThing } from '@maillon/compiler'
import { diffFlows, type Diagnostic, type FlowDocument } from '@maillon/flow-document'
import type { Random } from '@maillon/kernel'
import type { LayeredPackages } from '@maillon/node-host'
import { FlowStore, ImportStore, type ChoiceMap, type FlowRecord, type ImportedFlow, type ImportedTest } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, DocumentRefused, InvalidRequest } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { PACKAGES, RANDOM } from '../../platform/tokens.js'
import { FlowCompiler } from '../flows/flow-compiler.service.js'
import { undrawable } from '../flows/undrawable.js'
import { chosenThings } from './chosen-things.js'
import { draftToKeep } from './draft-to-keep.js'
import { ImportMaker } from './import-maker.service.js'
import { ImportTeller } from './import-teller.service.js'
import { KnownHereReader, type KnownHere } from './known-here.js'
import { arrive, existingFor, readFile, renamedVariables, thingsOfFile, type ReadFlow } from './look-at-file.js'
import { accountKey } from './propose-accounts.js'
import { thingNeeds } from './propose-things.js'

type Choice = ImportRequest['flows'][number]
interface Chosen {
  readonly choice: Choice
  readonly flow: ReadFlow & { readonly parsed: { readonly ok: true; readonly document: FlowDocument } }
  /** The one whose place it takes. Null: a new one. */
  readonly before: FlowRecord | null
  readonly id: string
}

/** What stands here for what the file names. */
interface StandIns {
  readonly known: KnownHere
  readonly accounts: ReadonlyMap<string, string | null>
  readonly things: ReadonlyMap<string, NamedThing | null>
  readonly ids: ReadonlyMap<string, string>
}

/** Takes flows in, as the person chose after the check. */
@Injectable()
export class ImportsService {
  constructor(
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(ImportStore) private readonly store: ImportStore,
    @Inject(KnownHereReader) private readonly reader: KnownHereReader,
    @Inject(FlowCompiler) private readonly compiler: FlowCompiler,
    @Inject(ImportMaker) private readonly maker: ImportMaker,
    @Inject(ImportTeller) private readonly teller: ImportTeller,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(PACKAGES) private readonly packages: LayeredPackages,
  ) {}

  /** All of it or nothing. @throws DocumentRefused, InvalidRequest, MaillonError FLOW_IMPORT_CHANGED where something isn't any more as the person was shown, RECIPIENT_NAME_TAKEN */
  async import(caller: CallerIdentity, request: ImportRequest): Promise<ImportDone> {
    const flows = await readFile(request.text, { catalogue: this.packages.catalogue, compiler: this.compiler })
    const known = await this.reader.read(caller.workspace, flows.flatMap(({ needs }) => needs ?? []))
    const chosen = await this.#chosen(caller, flows, { request, known })
    const things = thingsNeeded(thingsOfFile(flows, known), chosen)
    const made = await this.maker.prepare(caller, things, request.things ?? [])
    const standIns: StandIns = {
      known, accounts: accountsOf(request, known), ids: new Map(chosen.map(({ flow, id }) => [flow.parsed.document.id, id])),
      things: new Map([...thingsOf(request, things, known), ...made.standIns]),
    }
    const arrived = chosen.map((one) => ({ ...one, document: this.#arrived(one, standIns) }))
    await this.#refuseUndrawable(caller, arrived.map(({ document }) => document))
    const changed = arrived.filter(({ before, document }) => before === null || diffFlows(before.draft, document).length > 0)
    const tests = await this.#tests(caller, chosen, standIns)
    const written = await this.store.write(caller.workspace.id, { flows: changed.map((one) => this.#write(caller, one, standIns)), tests, recipients: made.recipients, variables: made.variables })
    if (!written.ok) throw written.problem === 'changed' ? apiError('FLOW_IMPORT_CHANGED') : apiError('RECIPIENT_NAME_TAKEN', { name: made.recipients.map(({ name }) => name).join(', ') })
    await this.maker.tell(caller, made)
    await this.teller.flows(caller, changed)
    await this.teller.tests(caller, tests)
    return { flows: arrived.map(({ choice, id, document, before }) => ({ index: choice.index, id, name: document.name, as: before === null ? 'new' : changed.some((one) => one.id === id) ? 'replace' : 'unchanged' })) }
  }

  async #chosen(caller: CallerIdentity, flows: readonly ReadFlow[], { request, known }: { readonly request: ImportRequest; readonly known: KnownHere }): Promise<readonly Chosen[]> {
    const refused = flows.flatMap(({ parsed, name }): readonly Diagnostic[] => (parsed.ok ? [] : parsed.diagnostics.map((problem) => ({ ...problem, params: { ...problem.params, flow: name } }))))
    if (refused.length > 0) throw new DocumentRefused(refused)
    const byIndex = new Map(request.flows.map((choice) => [choice.index, choice]))
    if (byIndex.size !== request.flows.length || byIndex.size !== flows.length) throw new InvalidRequest('body', [{ path: '/flows', code: 'API_FIELD_INVALID', params: {} }])
    const chosen: Chosen[] = []
    for (const [index, flow] of flows.entries()) {
      const choice = byIndex.get(index)
      if (choice === undefined) throw new InvalidRequest('body', [{ path: '/flows', code: 'API_FIELD_INVALID', params: {} }])
      if (choice.as !== 'leave-out' && flow.parsed.ok) chosen.push(await this.#one(caller, { choice, flow: flow as Chosen['flow'], known }))
    }
    if (chosen.length === 0) throw new InvalidRequest('body', [{ path: '/flows', code: 'API_FIELD_INVALID', params: {} }])
    return chosen
  }

  async #one({ workspace }: CallerIdentity, { choice, flow, known }: Pick<Chosen, 'choice' | 'flow'> & { readonly known: KnownHere }): Promise<Chosen> {
    const standing = existingFor(flow.parsed.document, known)
    // Not what the person saw: another import, or somebody who drew, came in between.
    if ((choice.existing?.id ?? null) !== (standing?.id ?? null)) throw apiError('FLOW_IMPORT_CHANGED')
    if (choice.as === 'new') return { choice, flow, before: null, id: this.random.id() }
    const before = standing === null ? null : await this.flows.find(workspace.id, standing.id)
    if (before === null || before.revision !== choice.existing?.revision) throw apiError('FLOW_IMPORT_CHANGED')
    return { choice, flow, before, id: before.id }
  }

  #arrived({ choice, flow, before, id }: Chosen, standIns: StandIns): FlowDocument {
    const { catalogue } = this.packages
    const { document } = flow.parsed
    const needs = flow.needs ?? null
    const arrived = needs === null ? document : arrive(document, needs, { catalogue, arrival: { before: before?.draft ?? null, ...standIns } })
    return { ...arrived, id: before?.draft.id ?? id, name: choice.name?.trim() || document.name }
  }

  async #refuseUndrawable({ workspace }: CallerIdentity, documents: readonly FlowDocument[]): Promise<void> {
    for (const document of documents) {
      const { diagnostics } = await this.compiler.compile(workspace, document)
      if (diagnostics.some(({ code }) => undrawable.has(code))) throw new DocumentRefused(diagnostics)
    }
  }

  #write(caller: CallerIdentity, { choice, flow, before, id, document }: Chosen & { readonly document: FlowDocument }, standIns: StandIns): ImportedFlow {
    const originId = flow.parsed.document.id
    const isOwn = originId === id
    const isTaken = isCopy({ choice, flow }, standIns.known)
    const kept = before === null ? null : draftToKeep(before, { id: this.random.id(), reason: 'import', author: caller.user.name })
    return {
      flowId: id, document,
      origin: isOwn || isTaken ? null : { originId, accounts: accountMap(flow, standIns.accounts), things: thingMap(flow, standIns.things) },
      replaces: before === null ? null : { revision: before.revision, keep: kept },
    }
  }

  #tests(caller: CallerIdentity, chosen: readonly Chosen[], { known, things }: StandIns): Promise<readonly ImportedTest[]> {
    const arrivals = chosen.map(({ choice, flow, before, id }) => ({ flowId: id, tests: flow.tests, isNew: before === null, isCopy: isCopy({ choice, flow }, known), variables: renamedVariables(flow.needs?.variables ?? [], things) }))
    return this.maker.tests(arrivals, { author: caller.user.name, newId: () => this.random.id() })
  }
}

/** It is written beside the flow that it came from. */
function isCopy({ choice, flow }: Pick<Chosen, 'choice' | 'flow'>, known: KnownHere): boolean {
  const originId = flow.parsed.document.id
  return choice.as === 'new' && (known.origins.has(originId) || known.flows.some((one) => one.id === originId))
}

/** @throws InvalidRequest where one is chosen that isn't here */
function accountsOf({ accounts }: ImportRequest, known: KnownHere): ReadonlyMap<string, string | null> {
  const ids = new Set(known.credentials.map(({ id }) => id))
  const wrong = accounts.findIndex(({ credentialId }) => credentialId !== null && !ids.has(credentialId))
  if (wrong !== -1) throw new InvalidRequest('body', [{ path: `/accounts/${wrong}/credentialId`, code: 'API_FIELD_INVALID', params: {} }])
  return new Map(accounts.map(({ key, credentialId }) => [key, credentialId]))
}

/** What was chosen for the accounts of this flow, so that the next import of it asks nothing. */
function accountMap({ needs }: ReadFlow, accounts: ReadonlyMap<string, string | null>): ChoiceMap {
  const keys = (needs?.accounts ?? []).map(accountKey)
  return Object.fromEntries(keys.flatMap((key) => { const id = accounts.get(key) ?? null; return id === null ? [] : [[key, id]] }))
}

/** Those of the flows that are to be written. */
function thingsNeeded(things: readonly ArrivingThing[], chosen: readonly Chosen[]): readonly ArrivingThing[] {
  const keys = new Set(chosen.flatMap(({ flow }) => (flow.needs === null ? [] : thingNeeds(flow.needs).map(({ key }) => key))))
  return things.filter(({ key }) => keys.has(key))
}

/** @throws InvalidRequest where one is chosen that isn't here */
function thingsOf({ things: choices = [] }: ImportRequest, things: readonly ArrivingThing[], known: KnownHere): StandIns['things'] {
  const kinds = new Map(things.map(({ key, kind }) => [key, kind]))
  const wrong = choices.findIndex(({ key, use }) => { const kind = kinds.get(key); return use !== null && kind !== undefined && known.named(kind, use) === null })
  if (wrong !== -1) throw new InvalidRequest('body', [{ path: `/things/${wrong}/use`, code: 'API_FIELD_INVALID', params: {} }])
  return chosenThings(things, choices, known)
}

/** What stands here for the things of this flow, so that the next import of it asks nothing. */
function thingMap({ needs }: ReadFlow, things: StandIns['things']): ChoiceMap {
  const keys = needs === null ? [] : thingNeeds(needs).map(({ key }) => key)
  return Object.fromEntries(keys.flatMap((key) => { const here = things.get(key) ?? null; return here === null ? [] : [[key, here.id]] }))
}
