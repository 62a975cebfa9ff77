import { flowFormat, type FlowDocument } from './flow-document.js'

/** A flow without nodes. */
export function emptyFlow(id: string, name: string): FlowDocument {
  return { format: flowFormat, id, name, settings: {}, nodes: [], edges: [], notes: [], requires: {} }
}
