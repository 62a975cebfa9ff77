import type { ArrivingThing } from '@maillon/api-contract'
import { flowNeeds, type FlowNeeds, type NamedThing } from '@maillon/compiler'
import { arrivedFlow, parseFlowFile, type FlowDocument, type FlowOfFile } from '@maillon/flow-document'
import { testsOfFlowFile, type FlowTest } from '@maillon/flow-tests'
import { slotsInUse, type NodeCatalogue } from '@maillon/node-contract'
import type { MovedNode } from '@maillon/node-host'
import { DocumentRefused } from '../../http/api-error.js'
import type { FlowCompiler } from '../flows/flow-compiler.service.js'
import type { KnownHere } from './known-here.js'
import { accountKey, type AccountUse } from './propose-accounts.js'
import { proposeThings, thingKey, thingNeeds } from './propose-things.js'

export interface ReadFlow extends FlowOfFile {
  /** Null: it can't be read. */
  readonly needs: FlowNeeds | null
  readonly tests: readonly FlowTest[]
  /** Steps whose settings came from an earlier version than the one that is here: `parsed` has them taken over. */
  readonly moved: readonly MovedNode[]
}

/** @throws DocumentRefused where the file as a whole, or one of its tests, can't be read */
export async function readFile(text: string, { catalogue, compiler }: { readonly catalogue: NodeCatalogue; readonly compiler: Pick<FlowCompiler, 'opened'> }): Promise<readonly ReadFlow[]> {
  const read = parseFlowFile(text)
  if (!read.ok) throw new DocumentRefused([read.problem])
  const idOf = ({ parsed }: FlowOfFile) => (parsed.ok ? parsed.document.id : null)
  // A flow that can't be read refuses the file by itself, whatever its tests are.
  const { tests, problems } = read.flows.some(({ parsed }) => !parsed.ok) ? { tests: [], problems: [] } : testsOfFlowFile(read.tests, new Set(read.flows.map((flow) => idOf(flow) ?? '')))
  if (problems.length > 0) throw new DocumentRefused(problems)
  return Promise.all(read.flows.map(async (flow) => {
    const own = tests.filter(({ flowId }) => flowId === idOf(flow))
    if (!flow.parsed.ok) return { ...flow, needs: null, tests: own, moved: [] }
    const { document, moved } = await compiler.opened(flow.parsed.document)
    return { ...flow, parsed: { ...flow.parsed, document }, needs: flowNeeds(document, catalogue), tests: own, moved }
  }))
}

/** The flow here whose place one of a file could take: the same by origin, else one of the same name. */
export function existingFor({ id, name }: FlowDocument, known: KnownHere): { readonly id: string; readonly by: 'origin' | 'name' } | null {
  const same = known.origins.get(id)?.flowId ?? known.flows.find((flow) => flow.id === id)?.id
  if (same !== undefined) return { id: same, by: 'origin' }
  const named = known.flows.find((flow) => flow.name.trim().toLowerCase() === name.trim().toLowerCase())
  return named === undefined ? null : { id: named.id, by: 'name' }
}

/** Each account that a flow uses, with what stood for it here before. */
export function accountUses(document: FlowDocument, needs: FlowNeeds, { before, known }: { readonly before: FlowDocument | null; readonly known: KnownHere }): readonly AccountUse[] {
  const accounts = known.origins.get(document.id)?.accounts ?? {}
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  const old = new Map(before?.nodes.map((node) => [node.id, node]))
  return needs.accounts.map((need) => {
    const key = accountKey(need)
    const standing = old.get(need.node)?.credentials
    const inSlot = standing !== undefined && Object.hasOwn(standing, need.slot) ? (standing[need.slot]?.id ?? null) : null
    return { need, step: nodes.get(need.node)?.name ?? '', kept: inSlot ?? (Object.hasOwn(accounts, key) ? (accounts[key] ?? null) : null) }
  })
}

/** Each thing that the flows of the file name, with what most likely stands for it here. */
export function thingsOfFile(flows: readonly ReadFlow[], known: KnownHere): readonly ArrivingThing[] {
  const read = flows.flatMap(({ parsed, needs }) => (parsed.ok && needs !== null ? [{ document: parsed.document, needs }] : []))
  const uses = read.flatMap(({ document: { id, name }, needs }) => {
    const kept = known.origins.get(id)?.things ?? {}
    return thingNeeds(needs).map((need) => ({ need, flow: name, kept: Object.hasOwn(kept, need.key) ? (kept[need.key] ?? null) : null }))
  })
  return proposeThings(uses, known, new Map(flows.flatMap(({ parsed }, index) => (parsed.ok ? [[parsed.document.id, index] as const] : []))))
}

export interface Arrival {
  readonly before: FlowDocument | null
  readonly known: KnownHere
  /** By the key of an account; null: later. */
  readonly accounts: ReadonlyMap<string, string | null>
  /** By the key of a thing; null: later. One that isn't in it: a flow of the file, which is led to by itself. */
  readonly things: ReadonlyMap<string, NamedThing | null>
  /** Ids that the flows of the file have here from now on, by those in the file. */
  readonly ids: ReadonlyMap<string, string>
}

/** Names of variables here by those in the file, where they differ. */
export function renamedVariables(variables: readonly string[], things: Arrival['things']): ReadonlyMap<string, string> {
  const here = variables.map((name) => [name, things.get(thingKey('variable', { id: name, name }))?.name ?? name] as const)
  return new Map(here.filter(([name, standIn]) => name !== standIn))
}

/** The document as it would stand here. */
export function arrive(document: FlowDocument, needs: FlowNeeds, { catalogue, arrival }: { readonly catalogue: NodeCatalogue; readonly arrival: Arrival }): FlowDocument {
  const { before, known, accounts, things, ids } = arrival
  const keys = new Map(needs.accounts.map((need) => [`${need.node}\n${need.slot}`, accountKey(need)]))
  return arrivedFlow(document, before, {
    catalogue,
    account: ({ node, slot }) => {
      const chosen = accounts.get(keys.get(`${node.id}\n${slot}`) ?? '') ?? null
      return known.credentials.find(({ id }) => id === chosen) ?? undefined
    },
    file: known.file,
    recipient: (choice) => things.get(thingKey(choice.kind, choice)) ?? null,
    variables: renamedVariables(needs.variables, things),
    flow: (ref) => {
      const chosen = things.get(thingKey('flow', ref))
      if (chosen === null) return null
      const standing = known.standsFor('flow', ref)
      const own = chosen === undefined ? (ids.get(ref.id) ?? standing?.id) : chosen.id
      if (own === undefined) return null
      // Under the name of the file, where it is that very flow: a new name here makes no difference by itself.
      return { id: own, name: chosen === undefined || chosen.id === standing?.id ? ref.name : chosen.name }
    },
    slotsOf: (node) => {
      const descriptor = catalogue.get(node.type, node.version)
      return descriptor === null ? [] : slotsInUse(descriptor, node.params).map(({ slot }) => slot)
    },
  })
}
