import type { JsonObject, LocalizedText } from '@maillon/kernel'
import type { FlowOperation } from './operation.js'

export const severities = ['error', 'warning', 'hint'] as const
export type Severity = (typeof severities)[number]

/** One finding about a document, addressed so that the canvas can show it on the very node and field. */
export interface Diagnostic {
  /** `FLOW_…`, `NODE_…`, `EXPRESSION_…`; the sentence stands in `@maillon/messages` under the code. */
  readonly code: string
  readonly severity: Severity
  /** Node id. Absent: it concerns the whole flow. */
  readonly node?: string
  /** JSON pointer: inside the node's params where `node` is given, else inside the document. */
  readonly path?: string
  readonly params: { readonly [name: string]: string | number | boolean }
  readonly fix?: { readonly title: LocalizedText; readonly operations: readonly FlowOperation[] }
  /** More for developers (the JSON Schema's own words, …). */
  readonly details?: JsonObject
}
