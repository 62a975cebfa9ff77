import { findJsonGateProblem, type Json } from '@maillon/kernel'
import { clampPositions } from './clamp-positions.js'
import type { Diagnostic } from './diagnostic.js'
import type { FlowDocument } from './flow-document.js'
import { flowLimits } from './flow-limits.js'
import { migrateDocument } from './migrate-document.js'
import { schemaProblem, type AjvProblem } from './schema-problem.js'
import { structureProblems } from './structure-problems.js'
import { validate } from './validate-flow.generated.js'

export type ParsedFlow = { readonly ok: true; readonly document: FlowDocument } | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/**
 * The one way in for a flow document from outside: a file, the API, an import, the clipboard.
 * Takes text or an already parsed value; answers with the document (detached from what came in, positions clamped,
 * migrated to the newest format) or with all its problems, each with its JSON pointer in `path`. Never throws.
 */
export function parseFlowDocument(source: unknown): ParsedFlow {
  const read = typeof source === 'string' ? readText(source) : readValue(source)
  if (!read.ok) return { ok: false, diagnostics: [read.problem] }
  const migrated = migrateDocument(read.value)
  if (!migrated.ok) return { ok: false, diagnostics: [migrated.problem] }
  const schemaProblems = problemsBySchema(migrated.value)
  if (schemaProblems.length > 0) return { ok: false, diagnostics: bounded(schemaProblems) }
  const document = migrated.value as unknown as FlowDocument
  const problems = structureProblems(document)
  return problems.length > 0 ? { ok: false, diagnostics: bounded(problems) } : { ok: true, document: clampPositions(document) }
}

type Read = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly problem: Diagnostic }

const gateLimits = { maxDepth: flowLimits.depth, maxNodes: flowLimits.elements }

function readText(text: string): Read {
  // A character takes at least one byte, so the length alone refuses most; only what is left is measured.
  if (text.length > flowLimits.bytes || utf8Length(text) > flowLimits.bytes) return refusal('FLOW_TEXT_TOO_LARGE', { limit: flowLimits.bytes })
  let value: unknown
  try {
    value = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch (thrown) {
    return refusal('JSON_NOT_JSON', { message: thrown instanceof Error ? thrown.message.slice(0, 200) : '' })
  }
  return throughGate(value)
}

/** A value that a caller already parsed. It is copied, so that a later change by the caller can't reach the document. */
function readValue(value: unknown): Read {
  const gate = throughGate(value)
  if (!gate.ok) return gate
  const text = JSON.stringify(gate.value)
  if (text.length > flowLimits.bytes) return refusal('FLOW_TEXT_TOO_LARGE', { limit: flowLimits.bytes })
  return { ok: true, value: JSON.parse(text) as Json }
}

function throughGate(value: unknown): Read {
  const problem = findJsonGateProblem(value, gateLimits)
  return problem === null ? { ok: true, value: value as Json } : refusal(problem.code, {}, problem.path)
}

function refusal(code: string, params: Diagnostic['params'], path = ''): Read {
  return { ok: false, problem: { code, severity: 'error', path, params } }
}

function problemsBySchema(value: unknown): readonly Diagnostic[] {
  if (validate(value)) return []
  const found = (validate as { errors?: readonly AjvProblem[] | null }).errors ?? []
  const problems = found.slice(0, flowLimits.problems * 4).map(schemaProblem).filter((problem) => problem !== null)
  const seen = new Set<string>()
  return problems.filter((problem) => {
    const key = `${problem.code} ${problem.path ?? ''}`
    return seen.has(key) ? false : (seen.add(key), true)
  })
}

function bounded(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  if (problems.length <= flowLimits.problems) return problems
  const rest = problems.length - flowLimits.problems
  return [...problems.slice(0, flowLimits.problems), { code: 'FLOW_PROBLEMS_MORE', severity: 'error', path: '', params: { count: rest } }]
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length
}
