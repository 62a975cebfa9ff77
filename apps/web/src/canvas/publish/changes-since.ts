import { diffFlows, type FlowChange, type FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'

/** What differs in meaning between the version that runs and the draft, as sentences; moves of boxes are left out. */
export function changesSince(published: FlowDocument, draft: FlowDocument, catalogue: NodeCatalogue): readonly FlowChange[] {
  return diffFlows(published, draft, { catalogue }).filter(({ isCosmetic }) => !isCosmetic)
}
