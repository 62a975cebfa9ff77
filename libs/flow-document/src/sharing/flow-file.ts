/**
 * A file with one flow (`maillon.flow/1`) or with several (`maillon.flows/1`): what export writes and import reads.
 * 1. One form: the same flows and tests give the same bytes, in whatever order they were chosen.
 * 2. Reading never throws and tells of every flow, also of those beside a wrong one. Beside them stand only tests (`maillon.test/1`), each of
 *    a flow of the file; libs/flow-tests reads them.
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
export type ParsedFlowFile = { readonly ok: true; readonly flows: readonly FlowOfFile[]; /** As they stand there, not looked at yet. */ readonly tests: readonly Json[] } | { readonly ok: false; readonly problem: Diagnostic }

/**
 * Rule 1: one flow without tests as it is; else several, ordered by name, then id.
 * @param tests canonical texts of tests of these flows
 */
export function flowFileText(documents: readonly FlowDocument[], tests: readonly string[] = []): string {
  const [only, ...others] = documents
  if (only !== undefined && others.length === 0 && tests.length === 0) return canonicalText(only)
  const ordered = [...documents].sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id))
  const lists = [listText('flows', ordered.map(canonicalText)), ...(tests.length === 0 ? [] : [listText('tests', tests.toSorted(compare))])]
  return `{\n  "format": ${JSON.stringify(flowGroupFormat)},\n${lists.join(',\n')}\n}\n`
}

function listText(name: string, texts: readonly string[]): string {
  return `  "${name}": [\n    ${texts.map((text) => text.trimEnd().replaceAll('\n', '\n    ')).join(',\n    ')}\n  ]`
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
  if (group === null) return { ok: true, flows: [flowOf(value)], tests: [] }
  if (group > 1) return refusal('FLOW_FORMAT_NEWER', { format: `maillon.flows/${group}`, newest: flowGroupFormat }, '/format')
  return readGroup(value)
}

function groupVersion(value: JsonObject): number | null {
  const format = Object.hasOwn(value, 'format') ? value['format'] : undefined
  const version = typeof format === 'string' ? /^maillon\.flows\/([1-9][0-9]{0,5})$/.exec(format)?.[1] : undefined
  return version === undefined ? null : Number(version)
}

function readGroup(value: JsonObject): ParsedFlowFile {
  const unknown = Object.keys(value).find((key) => !['format', 'flows', 'tests'].includes(key))
  if (unknown !== undefined) return refusal('FLOW_FIELD_UNKNOWN', { field: unknown.slice(0, 80) }, `/${unknown.slice(0, 80)}`)
  const { flows, tests = [] } = value
  if (!isJsonArray(flows)) return refusal(flows === undefined ? 'FLOW_FIELD_MISSING' : 'FLOW_FIELD_TYPE_WRONG', { field: 'flows', expected: 'array' }, '/flows')
  if (flows.length === 0) return refusal('FLOW_LIST_EMPTY', { field: 'flows' }, '/flows')
  if (flows.length > flowFileLimits.flows) return refusal('FLOW_LIST_TOO_LONG', { field: 'flows', limit: flowFileLimits.flows }, '/flows')
  if (!isJsonArray(tests)) return refusal('FLOW_FIELD_TYPE_WRONG', { field: 'tests', expected: 'array' }, '/tests')
  const seen = new Set<string>()
  return { ok: true, flows: flows.map((flow) => withOwnId(flowOf(flow), seen)), tests }
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
