import type { ArrivingFile, ArrivingFlow, CheckImportRequest, ImportCheck } from '@maillon/api-contract'
import type { NamedThing } from '@maillon/compiler'
import { diffFlows, flowInWords, type Diagnostic, type FlowDocument } from '@maillon/flow-document'
import type { LayeredPackages, MovedNode } from '@maillon/node-host'
import { FlowStore, type FlowRecord } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { CallerIdentity } from '../../http/caller.js'
import { PACKAGES } from '../../platform/tokens.js'
import { FlowCompiler } from '../flows/flow-compiler.service.js'
import { undrawable } from '../flows/undrawable.js'
import { KnownHereReader, type KnownHere } from './known-here.js'
import { accountUses, arrive, existingFor, readFile, thingsOfFile, type ReadFlow } from './look-at-file.js'
import { packagesHere, packageVerdict } from './package-of.js'
import { proposeAccounts } from './propose-accounts.js'
import { chosenThings } from './chosen-things.js'

const mostChanges = 200
/** Shown as accounts, files, flows and variables of their own. */
const toldElsewhere: ReadonlySet<string> = new Set(['NODE_CREDENTIAL_UNMAPPED', 'NODE_CREDENTIAL_MISSING', 'NODE_CREDENTIAL_UNKNOWN', 'CALL_FLOW_UNKNOWN', 'FLOW_ERROR_FLOW_UNKNOWN', 'NODE_TYPE_UNKNOWN', 'NODE_FILE_UNCHOSEN', 'NODE_FILE_UNKNOWN', 'EXPRESSION_VARIABLE_UNKNOWN', 'EXPRESSION_VARIABLE_MISSPELLED'])

/** Says what an import would do. Writes nothing. */
@Injectable()
export class ImportChecks {
  constructor(
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(KnownHereReader) private readonly reader: KnownHereReader,
    @Inject(FlowCompiler) private readonly compiler: FlowCompiler,
    @Inject(PACKAGES) private readonly packages: LayeredPackages,
  ) {}

  /** @throws DocumentRefused where the file as a whole can't be read */
  async check(caller: CallerIdentity, { text, ...choices }: CheckImportRequest): Promise<ImportCheck> {
    const { catalogue } = this.packages
    const flows = await readFile(text, { catalogue, compiler: this.compiler })
    const known = await this.reader.read(caller.workspace, flows.flatMap(({ needs }) => needs ?? []))
    const existing = await Promise.all(flows.map((flow) => this.#existing(caller, flow, known)))
    const uses = flows.flatMap(({ parsed, needs }, index) => (parsed.ok && needs !== null ? accountUses(parsed.document, needs, { before: existing[index]?.flow.draft ?? null, known }) : []))
    const accounts = proposeAccounts(uses, known.credentials)
    const chosen = new Map([...accounts.map(({ key, proposal }) => [key, proposal?.credentialId ?? null] as const), ...(choices.accounts ?? []).map(({ key, credentialId }) => [key, credentialId] as const)])
    const things = thingsOfFile(flows, known)
    const standing = chosenThings(things, choices.things ?? [], known)
    const views: ArrivingFlow[] = []
    for (const [index, flow] of flows.entries()) views.push(await this.#view(caller, flow, { index, existing: existing[index] ?? null, known, accounts: chosen, things: standing }))
    const needs = flows.flatMap((flow) => flow.needs ?? [])
    const requires = new Map(flows.flatMap(({ parsed }) => (parsed.ok ? Object.entries(parsed.document.requires) : [])))
    const here = packagesHere(this.packages)
    return {
      flows: views,
      accounts,
      packages: [...requires].map(([name, wanted]) => ({ name, wanted, verdict: packageVerdict(wanted, here.get(name)) })),
      hosts: [...new Set(needs.flatMap(({ hosts }) => hosts))].toSorted(),
      things,
      files: named(needs.flatMap(({ files }) => files.map((one) => ({ name: one.name, isHere: known.file(one) !== null })))),
    }
  }

  async #existing({ workspace }: CallerIdentity, { parsed }: ReadFlow, known: KnownHere): Promise<Standing | null> {
    const found = parsed.ok ? existingFor(parsed.document, known) : null
    const flow = found === null ? null : await this.flows.find(workspace.id, found.id)
    return found === null || flow === null ? null : { flow, by: found.by }
  }

  async #view(caller: CallerIdentity, { name, parsed, needs, tests, moved }: ReadFlow, about: About): Promise<ArrivingFlow> {
    const { index, existing, known, accounts, things } = about
    const { catalogue } = this.packages
    if (!parsed.ok || needs === null) return { ...unread, index, name, problems: parsed.ok ? [] : parsed.diagnostics }
    const arrived = arrive(parsed.document, needs, { catalogue, arrival: { before: existing?.flow.draft ?? null, known, accounts, things, ids: new Map() } })
    const { diagnostics } = await this.compiler.compile(caller.workspace, arrived)
    return {
      index, name,
      words: flowInWords(parsed.document, { catalogue, locale: caller.locale }),
      nodes: parsed.document.nodes.length,
      tests: tests.length,
      isRefused: diagnostics.some(({ code }) => undrawable.has(code)),
      problems: [...moved.map(movedFinding), ...diagnostics.filter(({ code, severity }) => severity !== 'hint' && !toldElsewhere.has(code))],
      unknownTypes: needs.unknownTypes,
      existing: existing === null ? null : this.#standing(existing, arrived),
    }
  }

  #standing({ flow, by }: Standing, arrived: FlowDocument): ArrivingFlow['existing'] {
    const changes = diffFlows(flow.draft, { ...arrived, id: flow.draft.id }, { catalogue: this.packages.catalogue })
    return { id: flow.id, name: flow.name, by, revision: flow.revision, isActive: flow.active, hasUnpublishedChanges: hasOwnDraft(flow), changes: changes.slice(0, mostChanges) }
  }
}

interface Standing {
  readonly flow: FlowRecord
  readonly by: 'origin' | 'name'
}

interface About {
  readonly index: number
  readonly existing: Standing | null
  readonly known: KnownHere
  readonly accounts: ReadonlyMap<string, string | null>
  readonly things: ReadonlyMap<string, NamedThing | null>
}

const unread = { words: '', nodes: 0, tests: 0, isRefused: true, unknownTypes: [], existing: null, problems: [] as readonly Diagnostic[] } as const

function movedFinding({ node, name, type, from, to }: MovedNode): Diagnostic {
  return { code: 'NODE_SETTINGS_MOVED', severity: 'warning', node, params: { name, type, version: from, newest: to } }
}

/** The draft holds something that the published version doesn't. */
function hasOwnDraft({ draft, published }: FlowRecord): boolean {
  return published === null ? draft.nodes.length > 0 : diffFlows(published.document, draft).length > 0
}

function named(things: readonly ArrivingFile[]): readonly ArrivingFile[] {
  return [...new Map(things.map((thing) => [thing.name, thing])).values()]
}
