import { widgetValues, type CredentialRef, type FlowDocument, type FlowNode, type FlowRef } from '@maillon/flow-document'
import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'
import { slotsInUse, type NodeCatalogue, type NodeDescriptor } from '@maillon/node-contract'
import { readParams } from '../read-params.js'

/** A credential that a node asks for. */
export interface AccountNeed {
  readonly node: string
  readonly slot: string
  /** Types that fit. Empty: the node type isn't known here, and the document says none. */
  readonly types: readonly string[]
  readonly required: boolean
  /** As the document names it. Null: nothing was chosen. */
  readonly ref: CredentialRef | null
}

export interface NamedThing {
  readonly id: string
  readonly name: string
}

/** Everything outside of itself that a flow names. In document order, each thing once. */
export interface FlowNeeds {
  readonly accounts: readonly AccountNeed[]
  /** `host` or `host:port` of the addresses that stand in parameters; those of credentials belong to the credentials. */
  readonly hosts: readonly string[]
  readonly recipients: readonly (NamedThing & { readonly kind: 'recipient' | 'group' })[]
  readonly files: readonly NamedThing[]
  /** Flows that it calls, and the one that is started where it fails. */
  readonly flows: readonly FlowRef[]
  readonly variables: readonly string[]
  readonly unknownTypes: readonly { readonly type: string; readonly version: number; readonly nodes: readonly string[] }[]
}

/** Works on documents with errors too. */
export function flowNeeds(document: FlowDocument, catalogue: NodeCatalogue): FlowNeeds {
  const nodes = document.nodes.map((node) => ({ node, descriptor: catalogue.get(node.type, node.version) }))
  const known = nodes.flatMap(({ node, descriptor }) => (descriptor === null ? [] : [{ node, descriptor }]))
  const things = (widget: 'file' | 'flow' | 'recipients') => known.flatMap(({ node, descriptor }) => namedThings(node, descriptor, widget))
  const { errorFlow } = document.settings
  return {
    accounts: nodes.flatMap(({ node, descriptor }) => accountsOf(node, descriptor)),
    hosts: [...new Set(document.nodes.flatMap(({ params }) => hostsIn(params)))],
    recipients: once(things('recipients').map(({ id, name, kind }) => ({ id, name, kind: kind === 'group' ? 'group' : 'recipient' }))),
    files: once(things('file').map(({ id, name }) => ({ id, name }))),
    flows: once([...things('flow').map(({ id, name }) => ({ id, name })), ...(errorFlow === undefined ? [] : [errorFlow])]),
    variables: [...new Set(known.flatMap(({ node, descriptor }) => variablesIn(node, descriptor)))].toSorted(),
    unknownTypes: unknownTypes(nodes.flatMap(({ node, descriptor }) => (descriptor === null ? [node] : []))),
  }
}

function accountsOf(node: FlowNode, descriptor: NodeDescriptor | null): readonly AccountNeed[] {
  const refs = node.credentials ?? {}
  if (descriptor === null) return Object.entries(refs).map(([slot, ref]) => ({ node: node.id, slot, types: ref.type === undefined ? [] : [ref.type], required: false, ref }))
  return slotsInUse(descriptor, node.params)
    .map(({ slot, types, required }) => ({ node: node.id, slot, types, required, ref: (Object.hasOwn(refs, slot) ? refs[slot] : undefined) ?? null }))
    .filter(({ required, ref }) => required || ref !== null)
}

/** Only where the whole text is an address: a link inside a letter is for its reader. */
function hostsIn(value: Json): readonly string[] {
  if (typeof value === 'string') {
    const host = /^\s*https?:\/\/(?:[^\s/@?#{}]{0,200}@)?([^\s/@?#{}"'<>\\]{1,255})/i.exec(value.slice(0, 600))?.[1]
    return host === undefined ? [] : [host.toLowerCase()]
  }
  if (isJsonArray(value)) return value.flatMap(hostsIn)
  return isJsonObject(value) ? Object.values(value).flatMap(hostsIn) : []
}

function namedThings({ params }: FlowNode, descriptor: NodeDescriptor, widget: 'file' | 'flow' | 'recipients'): readonly (NamedThing & { readonly kind: Json | undefined })[] {
  const values = widgetValues(params, descriptor, widget).flatMap((value) => (isJsonArray(value) ? value : [value]))
  return values.flatMap((value) => {
    if (!isJsonObject(value)) return []
    const { id, name, kind } = value
    return typeof id === 'string' && typeof name === 'string' && id + name !== '' ? [{ id, name, kind }] : []
  })
}

function once<Thing extends NamedThing>(things: readonly Thing[]): readonly Thing[] {
  return [...new Map(things.map((thing) => [`${thing.id}\n${thing.name}`, thing])).values()]
}

function variablesIn(node: FlowNode, descriptor: NodeDescriptor): readonly string[] {
  return readParams(descriptor, node.params).expressions.flatMap(({ parsed }) =>
    parsed.ok ? parsed.value.references.flatMap(({ root, path }) => (root === 'variables' && path[0] !== undefined ? [path[0]] : [])) : [],
  )
}

function unknownTypes(nodes: readonly FlowNode[]): FlowNeeds['unknownTypes'] {
  const byType = new Map<string, { type: string; version: number; nodes: string[] }>()
  for (const { type, version, name } of nodes) {
    const key = `${type}@${version}`
    byType.set(key, { type, version, nodes: [...(byType.get(key)?.nodes ?? []), name] })
  }
  return [...byType.values()]
}
