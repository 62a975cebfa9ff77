import { flowNeeds, type FlowNeeds } from '@maillon/compiler'
import { arrivedFlow, parseFlowFile, type FlowDocument, type FlowOfFile } from '@maillon/flow-document'
import { testsOfFlowFile, type FlowTest } from '@maillon/flow-tests'
import { slotsInUse, type NodeCatalogue } from '@maillon/node-contract'
import type { MovedNode } from '@maillon/node-host'
import { DocumentRefused } from '../../http/api-error.js'
import type { FlowCompiler } from '../flows/flow-compiler.service.js'
import type { KnownHere } from './known-here.js'
import { accountKey, type AccountUse } from './propose-accounts.js'

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

export interface Arrival {
  readonly before: FlowDocument | null
  readonly known: KnownHere
  /** By the key of an account; null: later. */
  readonly accounts: ReadonlyMap<string, string | null>
  /** Ids that the flows of the file have here from now on, by those in the file. */
  readonly ids: ReadonlyMap<string, string>
}

/** The document as it would stand here. */
export function arrive(document: FlowDocument, needs: FlowNeeds, { catalogue, arrival }: { readonly catalogue: NodeCatalogue; readonly arrival: Arrival }): FlowDocument {
  const { before, known, accounts, ids } = arrival
  const keys = new Map(needs.accounts.map((need) => [`${need.node}\n${need.slot}`, accountKey(need)]))
  return arrivedFlow(document, before, {
    catalogue,
    account: ({ node, slot }) => {
      const chosen = accounts.get(keys.get(`${node.id}\n${slot}`) ?? '') ?? null
      return known.credentials.find(({ id }) => id === chosen) ?? undefined
    },
    file: known.file,
    recipient: known.recipient,
    flow: ({ id, name }) => {
      const here = ids.get(id) ?? known.origins.get(id)?.flowId ?? known.flows.find((flow) => flow.id === id)?.id ?? known.flows.find((flow) => flow.name === name)?.id
      return here === undefined ? null : { id: here, name }
    },
    slotsOf: (node) => {
      const descriptor = catalogue.get(node.type, node.version)
      return descriptor === null ? [] : slotsInUse(descriptor, node.params).map(({ slot }) => slot)
    },
  })
}
