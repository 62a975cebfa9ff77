export { applyOperation, type Applied } from './apply-operation.js'
export { canonicalText } from './canonical-text.js'
export { clipboardFormat, copyOfNodes, pasteOperations, type FlowClipboard, type Paste } from './clipboard.js'
export { diffFlows, type DiffOptions } from './diff-flows.js'
export { severities, type Diagnostic, type Severity } from './diagnostic.js'
export { emptyFlow } from './empty-flow.js'
export {
  endpoint, errorChoices, flowFormat, overlapPolicies, parseEndpoint,
  type CredentialRef, type Endpoint, type ErrorChoice, type ErrorSettings, type FlowDocument, type FlowEdge, type FlowGroup, type FlowNode, type FlowRef, type FlowSettings,
  type OverlapPolicy, type RetrySettings, type StickyNote, type WaitPolicy,
} from './flow-document.js'
export { flowChangeKinds, type FlowChange, type FlowChangeKind } from './flow-change.js'
export { flowInWords, inRunningOrder, type Telling } from './flow-in-words.js'
export { flowLimits } from './flow-limits.js'
export { flowDocumentSchema } from './flow-schema.js'
export { flowMigrations, migrateDocument, type FlowMigration } from './migrate-document.js'
export { nodeClause } from './node-clause.js'
export { newNodeId } from './new-node-id.js'
export type { FlowOperation, GroupChange, NodeChange } from './operation.js'
export { parseFlowDocument, type ParsedFlow } from './parse-flow-document.js'
export { renameNodesInExpressions } from './rename-nodes-in-expressions.js'
