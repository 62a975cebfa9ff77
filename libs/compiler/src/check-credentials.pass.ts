import type { CredentialRef, Diagnostic } from '@maillon/flow-document'
import { slotsInUse, type CredentialSlot } from '@maillon/node-contract'
import type { KnownCredential } from './compile-context.js'
import type { Compiling } from './compiling.js'
import type { FlowGraph, GraphNode } from './flow-graph.js'

/** That each account a node needs was chosen, still exists, and is of a type that fits. `params.slot` says which one. */
export function checkCredentials({ context, findings }: Compiling, graph: FlowGraph): void {
  for (const graphNode of graph.nodes) {
    if (graphNode.descriptor === null || graphNode.isDisabled) continue
    for (const slot of slotsInUse(graphNode.descriptor, graphNode.node.params)) {
      const finding = credentialFinding(graphNode, slot, context.credentials)
      if (finding !== null) findings.push(finding)
    }
  }
}

function credentialFinding({ node }: GraphNode, slot: CredentialSlot, known: readonly KnownCredential[] | undefined): Diagnostic | null {
  const chosen = node.credentials !== undefined && Object.hasOwn(node.credentials, slot.slot) ? node.credentials[slot.slot] : undefined
  if (chosen === undefined && !slot.required) return null
  const problem = chosen === undefined ? { code: 'NODE_CREDENTIAL_MISSING', params: {} } : credentialProblem(chosen, slot, known)
  if (problem === null) return null
  const fitting = known?.filter((credential) => slot.types.includes(credential.type)) ?? []
  const meant = (chosen === undefined ? undefined : byName(fitting, chosen)) ?? onlyOne(fitting)
  const about = { name: node.name, slot: slot.slot, label_fr: slot.label.fr, label_en: slot.label.en }
  const finding: Diagnostic = { code: problem.code, severity: 'error', node: node.id, params: { ...about, ...problem.params } }
  return meant === undefined ? finding : { ...finding, fix: choice(node, slot, meant) }
}

function credentialProblem(chosen: CredentialRef, slot: CredentialSlot, known: readonly KnownCredential[] | undefined): Pick<Diagnostic, 'code' | 'params'> | null {
  // An imported flow names an account that nobody has chosen a counterpart for yet.
  if (chosen.id === '') return { code: 'NODE_CREDENTIAL_UNMAPPED', params: { credential: chosen.name } }
  if (known === undefined) return null
  const found = known.find((credential) => credential.id === chosen.id)
  if (found === undefined) return { code: 'NODE_CREDENTIAL_UNKNOWN', params: { credential: chosen.name } }
  if (slot.types.includes(found.type)) return null
  return { code: 'NODE_CREDENTIAL_TYPE_WRONG', params: { credential: found.name, type: found.type, expected: slot.types.join(', ') } }
}

function onlyOne(credentials: readonly KnownCredential[]): KnownCredential | undefined {
  return credentials.length === 1 ? credentials[0] : undefined
}

function byName(credentials: readonly KnownCredential[], chosen: CredentialRef): KnownCredential | undefined {
  return onlyOne(credentials.filter((credential) => credential.name === chosen.name))
}

function choice(node: GraphNode['node'], slot: CredentialSlot, meant: KnownCredential): NonNullable<Diagnostic['fix']> {
  const credentials = { ...node.credentials, [slot.slot]: { id: meant.id, name: meant.name } }
  return { title: { fr: `Choisir « ${meant.name} »`, en: `Choose “${meant.name}”` }, operations: [{ op: 'change-node', id: node.id, change: { credentials } }] }
}
