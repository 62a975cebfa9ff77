import { isForbiddenKey, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { Compiling } from './compiling.js'
import type { FlowGraph, GraphNode } from './flow-graph.js'

/** Names that no row may have. */
/** The kind of account that each way of calling compares with. */
const callers: { readonly [authentication: string]: string } = { secret: 'http-bearer', basic: 'http-basic', signature: 'webhook-signature' }

/** What of a trigger fits its parameters one by one, and yet would start nothing. */
export function checkTriggers(compiling: Compiling, graph: FlowGraph): void {
  for (const graphNode of graph.nodes) {
    if (graphNode.isDisabled) continue
    const trigger = graphNode.descriptor?.trigger
    if (trigger === 'form' || trigger === 'flow') checkFields(compiling, graphNode)
    else if (trigger === 'webhook') checkCaller(compiling, graphNode)
  }
}

/**
 * The fields that a form shows, or a called flow asks for: each name once, none that a row can't have, and a choice has something to choose
 * from. Of two fields of one name only the first would be seen, and a choice of nothing could never be sent.
 */
function checkFields({ findings }: Compiling, { node }: GraphNode): void {
  const seen = new Set<string>()
  for (const [at, { name, type, choices }] of fieldsOf(node.params).entries()) {
    if (typeof name !== 'string' || name === '') continue
    const about = { severity: 'error', node: node.id, path: `/fields/${at}/name`, params: { name: node.name, field: name.slice(0, 100) } } as const
    if (isForbiddenKey(name)) findings.push({ ...about, code: 'TRIGGER_FIELD_FORBIDDEN' })
    else if (seen.has(name)) findings.push({ ...about, code: 'TRIGGER_FIELD_TWICE' })
    if (type === 'choice' && !hasChoices(choices)) findings.push({ ...about, code: 'FORM_CHOICES_MISSING', path: `/fields/${at}/choices` })
    seen.add(name)
  }
}

/** An account of the other kind would let nobody in, and nobody would be told. */
function checkCaller({ context, findings }: Compiling, { node }: GraphNode): void {
  const { authentication } = node.params
  const wanted = typeof authentication === 'string' && Object.hasOwn(callers, authentication) ? callers[authentication] : undefined
  const chosen = context.credentials?.find(({ id }) => id === node.credentials?.['caller']?.id)
  if (wanted === undefined || chosen === undefined || chosen.type === wanted) return
  findings.push({ code: 'WEBHOOK_CALLER_MISFIT', severity: 'error', node: node.id, path: '/authentication', params: { name: node.name, credential: chosen.name } })
}

function fieldsOf({ fields }: JsonObject): readonly JsonObject[] {
  return Array.isArray(fields) ? (fields as readonly Json[]).map((field) => (isJsonObject(field) ? field : {})) : []
}

function hasChoices(choices: Json | undefined): boolean {
  return Array.isArray(choices) && (choices as readonly Json[]).some((choice) => typeof choice === 'string' && choice.trim() !== '')
}
