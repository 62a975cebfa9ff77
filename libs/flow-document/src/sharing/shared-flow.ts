import type { NodeCatalogue } from '@maillon/node-contract'
import { isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { CredentialRef, FlowDocument, FlowNode, FlowRef } from '../flow-document.js'
import { mapWidgetValues } from './widget-values.js'

export interface SharingOptions {
  readonly catalogue: NodeCatalogue
  /** The package that a node type comes from. Null: not known here. */
  readonly packageOf: (type: string, version: number) => { readonly name: string; readonly version: string } | null
  /** The id by which others know a flow of the workspace (of an imported one: that of its origin). Default: its own. */
  readonly originOf?: (flowId: string) => string
  /** Type of a credential by its id. Null: not known here, the node's own slot says it. */
  readonly credentialType: (credentialId: string) => string | null
  /** Rows that were pinned for tests go along. They are real data more often than not. */
  readonly withSamples: boolean
}

/**
 * A flow as it leaves its installation: what it needs is named (packages with their versions, credentials by type and name), what is
 * secret was never in it, and what is somebody's data stays at home unless it is asked for.
 */
export function sharedFlow(document: FlowDocument, options: SharingOptions): FlowDocument {
  const { originOf = (id) => id } = options
  const { errorFlow, ...settings } = document.settings
  return {
    ...document,
    id: originOf(document.id),
    settings: errorFlow === undefined ? settings : { ...settings, errorFlow: { ...errorFlow, id: originOf(errorFlow.id) } },
    nodes: document.nodes.map((node) => sharedNode(node, options)),
    requires: requirements(document, options),
  }
}

function sharedNode(node: FlowNode, options: SharingOptions): FlowNode {
  const { originOf = (id: string) => id } = options
  const { pinned, credentials, ...rest } = node
  const descriptor = options.catalogue.get(node.type, node.version)
  const typed = Object.entries(credentials ?? {}).map(([slot, { id, name, type }]): [string, CredentialRef] => {
    const known = options.credentialType(id) ?? type ?? descriptor?.credentials.find((spec) => spec.slot === slot)?.types[0]
    return [slot, { id, name, ...(known === undefined ? {} : { type: known }) }]
  })
  return {
    ...rest,
    params: descriptor === null ? node.params : mapWidgetValues(node.params, descriptor, { flow: (value) => (isFlowRef(value) ? { ...value, id: originOf(value.id) } : value) }),
    ...(credentials === undefined ? {} : { credentials: Object.fromEntries(typed) }),
    ...(pinned === undefined || !options.withSamples ? {} : { pinned }),
  }
}

function isFlowRef(value: Json | undefined): value is JsonObject & FlowRef {
  return isJsonObject(value) && typeof value['id'] === 'string'
}

/** Of the nodes that stand in it now; what a node of an unknown type said it needs is kept. */
function requirements(document: FlowDocument, { packageOf }: SharingOptions): FlowDocument['requires'] {
  const found = document.nodes.map(({ type, version }) => packageOf(type, version))
  const known = found.filter((one) => one !== null).map(({ name, version }) => [name, `>=${version}`] as const)
  return Object.fromEntries([...(found.includes(null) ? Object.entries(document.requires) : []), ...known])
}
