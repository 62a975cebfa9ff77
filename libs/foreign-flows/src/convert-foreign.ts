import { findJsonGateProblem, type Json, type JsonObject } from '@maillon/kernel'
import { parseFlowDocument, type Diagnostic, type FlowDocument } from '@maillon/flow-document'
import type { Conversion, ForeignCounts, ForeignEntry, ForeignSource } from './conversion.js'
import { foreignFlowId } from './flow-id.js'
import { foreignLimits } from './foreign-limits.js'
import { convertWorkflow } from './n8n/convert-workflow.js'
import { convertNodeRed } from './node-red/convert-node-red.js'
import { listAt, textAt } from './read-json.js'
import { nodeRedElements, workflowsOf } from './recognise.js'

export interface ConversionOptions {
  /** What a flow is called that has no name of its own (Node-RED's files have none). Default: the name of its program. */
  readonly name?: string
}

/**
 * Flows of n8n or Node-RED as documents of ours, with a report of what became of each of their elements. Nothing is ever run, fetched or
 * written; triggers and webhooks of the documents are off until somebody publishes them.
 * Never throws, whatever comes in; takes time in proportion to its size.
 *
 * @param source the text of a file, or the JSON in it.
 */
export function convertForeign(source: unknown, options: ConversionOptions = {}): Conversion {
  const read = readSource(source)
  if (!read.ok) return read
  const workflows = workflowsOf(read.value)
  if (workflows !== null) return convertN8n(workflows, options)
  const elements = nodeRedElements(read.value)
  if (elements === null) return refusal('FOREIGN_FORMAT_UNKNOWN')
  if (elements.length > foreignLimits.nodes) return refusal('FOREIGN_NODES_TOO_MANY', { limit: foreignLimits.nodes })
  const { documents, entries } = convertNodeRed(elements, options.name ?? 'Node-RED')
  return checked('node-red', documents, entries)
}

function convertN8n(workflows: readonly JsonObject[], options: ConversionOptions): Conversion {
  const count = workflows.reduce((sum, workflow) => sum + listAt(workflow, 'nodes').length, 0)
  if (count > foreignLimits.nodes) return refusal('FOREIGN_NODES_TOO_MANY', { limit: foreignLimits.nodes })
  if (workflows.length > foreignLimits.flows) return refusal('FOREIGN_FLOWS_TOO_MANY', { limit: foreignLimits.flows })
  const taken = new Set<string>()
  const ids = workflows.map((workflow) => flowId(workflow, taken))
  const idOf = new Map(workflows.map((workflow, place) => [textAt(workflow, 'id'), ids[place] ?? '']))
  const converted = workflows.map((workflow, place) => {
    const named = textAt(workflow, 'name') === '' ? { ...workflow, name: options.name ?? 'n8n' } : workflow
    return convertWorkflow(named, { place, id: ids[place] ?? '', idOf: (called) => idOf.get(called) ?? foreignFlowId('n8n', called, called) })
  })
  return checked('n8n', converted.map(({ document }) => document), converted.flatMap(({ entries }) => entries))
}

function flowId(workflow: JsonObject, taken: Set<string>): string {
  const content = [textAt(workflow, 'name'), ...listAt(workflow, 'nodes').map((node) => textAt(node, 'id') || textAt(node, 'name'))].join('\n')
  const base = foreignFlowId('n8n', textAt(workflow, 'id'), content)
  let id = base
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`
  taken.add(id)
  return id
}

type Read = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

function readSource(source: unknown): Read {
  if (typeof source !== 'string') return throughGate(source)
  if (source.length > foreignLimits.bytes || new TextEncoder().encode(source).length > foreignLimits.bytes) return refusal('FLOW_TEXT_TOO_LARGE', { limit: foreignLimits.bytes })
  try {
    return throughGate(JSON.parse(source.startsWith('\ufeff') ? source.slice(1) : source))
  } catch (thrown) {
    return refusal('JSON_NOT_JSON', { message: thrown instanceof Error ? thrown.message.slice(0, 200) : '' })
  }
}

function throughGate(value: unknown): Read {
  const problem = findJsonGateProblem(value, { maxDepth: foreignLimits.depth, maxNodes: foreignLimits.elements })
  return problem === null ? { ok: true, value: value as Json } : refusal(problem.code, {}, problem.path)
}

function refusal(code: string, params: Diagnostic['params'] = {}, path = ''): { readonly ok: false; readonly diagnostics: readonly Diagnostic[] } {
  return { ok: false, diagnostics: [{ code, severity: 'error', path, params }] }
}

/** What comes out goes through the same gate as any document from outside. */
function checked(source: ForeignSource, documents: readonly FlowDocument[], report: readonly ForeignEntry[]): Conversion {
  const flows: FlowDocument[] = []
  for (const document of documents) {
    const parsed = parseFlowDocument(document)
    if (!parsed.ok) return { ok: false, diagnostics: parsed.diagnostics }
    flows.push(parsed.document)
  }
  return { ok: true, source, flows, report, counts: countsOf(report) }
}

/** Only what became a step counts: notes, settings and whole flows don't. */
export function countsOf(report: readonly ForeignEntry[]): ForeignCounts {
  const counts = { mapped: 0, look: 0, placeholder: 0 }
  for (const { node, verdict } of report) if (node !== null) counts[verdict] += 1
  return counts
}

