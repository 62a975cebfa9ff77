export { severities, type Diagnostic, type Severity } from './diagnostic.js'
export {
  endpoint, errorChoices, flowFormat, overlapPolicies, parseEndpoint,
  type CredentialRef, type Endpoint, type ErrorChoice, type ErrorSettings, type FlowDocument, type FlowEdge, type FlowNode, type FlowSettings,
  type OverlapPolicy, type RetrySettings, type StickyNote, type WaitPolicy,
} from './flow-document.js'
export type { FlowOperation, NodeChange } from './operation.js'
