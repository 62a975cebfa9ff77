/**
 * A file with one flow (`maillon.flow/1`) or with several (`maillon.flows/1`): what export writes and import reads.
 * 1. One form: the same flows give the same bytes, in whatever order they were chosen.
 * 2. Reading never throws and tells of every flow, also of those beside a wrong one. Nothing else stands in a file of several.
 */
import { findJsonGateProblem, isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import { canonicalText } from '../canonical-text.js'
import type { Diagnostic } from '../diagnostic.js'
import type { FlowDocument } from '../flow-document.js'
import { flowLimits } from '../flow-limits.js'
import { parseFlowDocument, type ParsedFlow } from '../parse-flow-document.js'

export const flowGroupFormat = 'maillon.flows/1'

/** What a file with several flows may be at most; each flow in it is bounded by `flowLimits` besides. */
export const flowFileLimits = {
  /** UTF-16 units of the text. */
  length: 8_000_000,
  flows: 100,
} as const

export interface FlowOfFile {
  /** By what a person knows it: its name as far as it can be read, '' where it can't. */
  readonly name: string
  readonly parsed: ParsedFlow
}

/** `ok: false`: the file as a whole can't be read. Else each flow by itself, in the order of the file. */
export type ParsedFlowFile = { readonly ok: true; readonly flows: readonly FlowOfFile[] } | { readonly ok: false; readonly problem: Diagnostic }

/** Rule 1: one flow as it is; several ordered by name, then id. */
export function flowFileText(documents: readonly FlowDocument[]): string {
  const [only, ...others] = documents
  if (only !== undefined && others.length === 0) return canonicalText(only)
  const ordered = [...documents].sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id))
  const texts = ordered.map((document) => canonicalText(document).trimEnd().replaceAll('\n', '\n    '))
  return `{\n  "format": ${JSON.stringify(flowGroupFormat)},\n  "flows": [\n    ${texts.join(',\n    ')}\n  ]\n}\n`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Rule 2. */
export function parseFlowFile(text: string): ParsedFlowFile {
  if (text.length > flowFileLimits.length) return refusal('FLOW_TEXT_TOO_LARGE', { limit: flowFileLimits.length })
  let value: unknown
  try {
    value = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch (thrown) {
    return refusal('JSON_NOT_JSON', { message: thrown instanceof Error ? thrown.message.slice(0, 200) : '' })
  }
  const gate = findJsonGateProblem(value, { maxDepth: flowLimits.depth + 2, maxNodes: flowLimits.elements })
  if (gate !== null) return refusal(gate.code, {}, gate.path)
  if (!isJsonObject(value)) return refusal('FLOW_FORMAT_MISSING', {}, '/format')
  const group = groupVersion(value)
  if (group === null) return { ok: true, flows: [flowOf(value)] }
  if (group > 1) return refusal('FLOW_FORMAT_NEWER', { format: `maillon.flows/${group}`, newest: flowGroupFormat }, '/format')
  return readGroup(value)
}

function groupVersion(value: JsonObject): number | null {
  const format = Object.hasOwn(value, 'format') ? value['format'] : undefined
  const version = typeof format === 'string' ? /^maillon\.flows\/([1-9][0-9]{0,5})$/.exec(format)?.[1] : undefined
  return version === undefined ? null : Number(version)
}

function readGroup(value: JsonObject): ParsedFlowFile {
  const unknown = Object.keys(value).find((key) => key !== 'format' && key !== 'flows')
  if (unknown !== undefined) return refusal('FLOW_FIELD_UNKNOWN', { field: unknown.slice(0, 80) }, `/${unknown.slice(0, 80)}`)
  const flows = value['flows']
  if (!isJsonArray(flows)) return refusal(flows === undefined ? 'FLOW_FIELD_MISSING' : 'FLOW_FIELD_TYPE_WRONG', { field: 'flows', expected: 'array' }, '/flows')
  if (flows.length === 0) return refusal('FLOW_LIST_EMPTY', { field: 'flows' }, '/flows')
  if (flows.length > flowFileLimits.flows) return refusal('FLOW_LIST_TOO_LONG', { field: 'flows', limit: flowFileLimits.flows }, '/flows')
  const seen = new Set<string>()
  return { ok: true, flows: flows.map((flow) => withOwnId(flowOf(flow), seen)) }
}

/** Flows call one another by id: two of one id in a file would be one too many. */
function withOwnId(flow: FlowOfFile, seen: Set<string>): FlowOfFile {
  if (!flow.parsed.ok) return flow
  const { id } = flow.parsed.document
  if (!seen.has(id)) {
    seen.add(id)
    return flow
  }
  return { ...flow, parsed: { ok: false, diagnostics: [{ code: 'FLOW_FILE_ID_DUPLICATE', severity: 'error', path: '/id', params: { id } }] } }
}

function flowOf(value: Json): FlowOfFile {
  const name = isJsonObject(value) && Object.hasOwn(value, 'name') ? value['name'] : undefined
  return { name: typeof name === 'string' ? name.slice(0, 200) : '', parsed: parseFlowDocument(value) }
}

function refusal(code: string, params: Diagnostic['params'], path = ''): ParsedFlowFile {
  return { ok: false, problem: { code, severity: 'error', path, params } }
}
