import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { NodeCatalogue, NodeDescriptor } from '@maillon/node-contract'
import type { CredentialRef, FlowDocument, FlowNode } from '../flow-document.js'
import { renameInExpressions } from '../rename-in-expressions.js'
import { mapWidgetValues } from './widget-values.js'

/** Something of the workspace by its id and name. Null: nothing here stands for it. */
type Found = { readonly id: string; readonly name: string } | null
type Named = { readonly id: string; readonly name: string }

export interface ArrivalOptions {
  readonly catalogue: NodeCatalogue
  /** The credential that was chosen for a slot. `undefined`: leave the slot as it is. */
  readonly account: (place: { readonly node: FlowNode; readonly slot: string; readonly ref: CredentialRef | null }) => Found | undefined
  readonly file: (file: Named) => Found
  readonly flow: (flow: Named) => Found
  readonly recipient: (choice: Named & { readonly kind: 'recipient' | 'group' }) => Found
  /** Names of variables here by those in the file, where they differ. */
  readonly variables: ReadonlyMap<string, string>
  /** Slots that a node asks for although the document chooses nothing. */
  readonly slotsOf: (node: FlowNode) => readonly string[]
}

/**
 * A flow from elsewhere as it stands in this workspace: what it names by ids of its home is named by ours where there is something
 * that stands for it, and is left as it is where there isn't (the compiler then says on which node something is to be chosen).
 *
 * @param before the draft whose place it takes: rows pinned there stay pinned where the file brings none. Null: it is new.
 */
export function arrivedFlow(document: FlowDocument, before: FlowDocument | null, options: ArrivalOptions): FlowDocument {
  const { errorFlow, ...settings } = document.settings
  const pinned = new Map(before?.nodes.map((node) => [node.id, node]))
  return {
    ...document,
    settings: errorFlow === undefined ? settings : { ...settings, errorFlow: options.flow(errorFlow) ?? errorFlow },
    nodes: document.nodes.map((node) => withPinned(arrivedNode(node, options), pinned.get(node.id))),
    // Made anew by every export; kept as it was, so that it makes no difference by itself.
    requires: before?.requires ?? document.requires,
  }
}

function withPinned(node: FlowNode, before: FlowNode | undefined): FlowNode {
  return node.pinned !== undefined || before?.pinned === undefined || before.type !== node.type ? node : { ...node, pinned: before.pinned }
}

function arrivedNode(node: FlowNode, options: ArrivalOptions): FlowNode {
  const descriptor = options.catalogue.get(node.type, node.version)
  const { credentials, ...rest } = node
  const slots = [...new Set([...Object.keys(credentials ?? {}), ...options.slotsOf(node)])]
  const chosen = slots.flatMap((slot): readonly (readonly [string, CredentialRef])[] => {
    const ref = credentials !== undefined && Object.hasOwn(credentials, slot) ? (credentials[slot] ?? null) : null
    const found = options.account({ node, slot, ref }) ?? null
    if (found !== null) return [[slot, { id: found.id, name: found.name }]]
    return ref === null ? [] : [[slot, ref]]
  })
  const params = descriptor === null ? node.params : arrivedParams(node.params, descriptor, options)
  return { ...rest, params, ...(chosen.length === 0 ? {} : { credentials: Object.fromEntries(chosen) }) }
}

function arrivedParams(params: JsonObject, descriptor: NodeDescriptor, { file, flow, recipient, variables }: ArrivalOptions): JsonObject {
  return mapWidgetValues(renameInExpressions(params, { root: 'variables', renamed: variables }), descriptor, {
    file: (value) => replaced(value, file),
    flow: (value) => replaced(value, flow),
    recipients: (value) => replaced(value, ({ id, name, kind }) => recipient({ id, name, kind: kind === 'group' ? 'group' : 'recipient' })),
  })
}

function replaced(value: Json, find: (value: JsonObject & Named) => Found): Json {
  if (isJsonArray(value)) return value.map((element) => replaced(element, find))
  if (!isJsonObject(value) || typeof value['id'] !== 'string' || typeof value['name'] !== 'string') return value
  const found = find(value as JsonObject & Named)
  return found === null ? value : { ...value, id: found.id, name: found.name }
}
