import type { FlowDocument } from '@maillon/flow-document'
import type { GivenCredentials } from './given-credentials.js'

/** Point the credential references of a document at the given credentials of the same name. */
export function giveCredentials(document: FlowDocument, given: GivenCredentials): FlowDocument {
  const byName = new Map(given.list().map((credential) => [credential.name, credential]))
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      if (node.credentials === undefined) return node
      const credentials = Object.fromEntries(Object.entries(node.credentials).map(([slot, ref]) => [slot, { id: byName.get(ref.name)?.id ?? ref.id, name: ref.name }]))
      return { ...node, credentials }
    }),
  }
}
