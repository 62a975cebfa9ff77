import { nearMiss } from '@maillon/expressions'
import type { Diagnostic } from '@maillon/flow-document'
import { isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'
import type { Compiling } from './compiling.js'
import type { FlowGraph, GraphNode } from './flow-graph.js'
import { labelParams } from './node-label.js'
import { pointerTo, valueAt, withValueAt } from './pointer.js'
import { readParams } from './read-params.js'
import type { SchemaProblem } from './schema/schema-checker.js'

/** Parameters against the schema of their node type; texts that look like expressions where they aren't; unknown names. */
export function checkParams({ findings }: Compiling, graph: FlowGraph): void {
  for (const graphNode of graph.nodes) {
    const { descriptor, node, isDisabled } = graphNode
    if (descriptor === null || isDisabled) continue
    const read = readParams(descriptor, node.params)
    for (const problem of read.schemaProblems) findings.push(schemaFinding(graphNode, descriptor, problem))
    for (const pointer of read.literals) {
      findings.push({ code: 'NODE_PARAM_LITERAL', severity: 'warning', node: node.id, path: pointer, params: labelParams(descriptor.params, pointer) })
    }
    for (const name of read.unknown) findings.push(unknownParam(graphNode, descriptor, name))
  }
}

function schemaFinding({ node }: GraphNode, descriptor: NodeDescriptor, problem: SchemaProblem): Diagnostic {
  const { code, params } = told(problem)
  const finding: Diagnostic = {
    code, severity: 'error', node: node.id, path: problem.path, params: { ...labelParams(descriptor.params, problem.path), ...params },
    details: { keyword: problem.keyword },
  }
  const fix = fixOf(node, problem)
  return fix === undefined ? finding : { ...finding, fix }
}

type Told = { readonly code: string; readonly params: Diagnostic['params'] }

function told({ keyword, limit = 0, allowed, types }: SchemaProblem): Told {
  switch (keyword) {
    case 'required':
      return { code: 'NODE_PARAM_MISSING', params: {} }
    case 'type':
      return { code: 'NODE_PARAM_TYPE', params: typeWords(types ?? []) }
    case 'enum':
      return { code: 'NODE_PARAM_CHOICE', params: { allowed: (allowed ?? []).slice(0, 20).map((choice) => (typeof choice === 'string' ? choice : JSON.stringify(choice))).join(', ') } }
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return limit <= 1 ? { code: 'NODE_PARAM_EMPTY', params: {} } : { code: keyword === 'minLength' ? 'NODE_PARAM_TEXT_TOO_SHORT' : 'NODE_PARAM_LIST_TOO_SHORT', params: { limit } }
    case 'maxLength':
      return { code: 'NODE_PARAM_TEXT_TOO_LONG', params: { limit } }
    case 'maxItems':
    case 'maxProperties':
      return { code: 'NODE_PARAM_LIST_TOO_LONG', params: { limit } }
    case 'minimum':
      return { code: 'NODE_PARAM_TOO_SMALL', params: { limit } }
    case 'maximum':
      return { code: 'NODE_PARAM_TOO_LARGE', params: { limit } }
    case 'additionalProperties':
      return { code: 'NODE_PARAM_UNKNOWN', params: {} }
    case 'uniqueItems':
      return { code: 'NODE_PARAM_LIST_DOUBLE', params: {} }
    case 'pattern':
    case 'format':
      return { code: 'NODE_PARAM_FORM', params: {} }
    default:
      return { code: 'NODE_PARAM_INVALID', params: {} }
  }
}

const typeNames: { readonly [type: string]: readonly [fr: string, en: string] } = {
  string: ['un texte', 'a text'],
  number: ['un nombre', 'a number'],
  integer: ['un nombre entier', 'a whole number'],
  boolean: ['oui ou non', 'yes or no'],
  array: ['une liste', 'a list'],
  object: ['un objet', 'an object'],
  null: ['vide', 'empty'],
}

function typeWords(types: readonly string[]): Diagnostic['params'] {
  const names = types.map((type) => typeNames[type] ?? [type, type])
  return { expected_fr: names.map(([fr]) => fr).join(' ou '), expected_en: names.map(([, en]) => en).join(' or ') }
}

function fixOf(node: GraphNode['node'], problem: SchemaProblem): Diagnostic['fix'] {
  const change = (value: Json | undefined) => [{ op: 'change-node' as const, id: node.id, change: { params: withValueAt(node.params, problem.path, value) } }]
  const value = valueAt(node.params, problem.path)
  if (problem.keyword === 'additionalProperties') return { title: { fr: 'Retirer ce paramètre', en: 'Remove this parameter' }, operations: change(undefined) }
  if ((problem.keyword === 'minimum' || problem.keyword === 'maximum') && problem.limit !== undefined) {
    return { title: { fr: `Mettre ${problem.limit}`, en: `Set it to ${problem.limit}` }, operations: change(problem.limit) }
  }
  if (problem.keyword === 'type' && typeof value === 'string' && value.trim() !== '' && (problem.types ?? []).some((type) => type === 'number' || type === 'integer')) {
    const number = Number(value.replace(',', '.'))
    if (Number.isFinite(number)) return { title: { fr: `En faire le nombre ${number}`, en: `Make it the number ${number}` }, operations: change(number) }
  }
  if (problem.keyword === 'enum' && typeof value === 'string') {
    const meant = nearMiss(value, (problem.allowed ?? []).filter((choice) => typeof choice === 'string'))
    if (meant !== null) return { title: { fr: `Choisir « ${meant} »`, en: `Choose “${meant}”` }, operations: change(meant) }
  }
  return undefined
}

function unknownParam({ node }: GraphNode, descriptor: NodeDescriptor, name: string): Diagnostic {
  const properties: JsonObject = isJsonObject(descriptor.params['properties']) ? descriptor.params['properties'] : {}
  const free = Object.keys(properties).filter((property) => !Object.hasOwn(node.params, property))
  const meant = nearMiss(name, free)
  const { [name]: value, ...others } = node.params
  const finding: Diagnostic = { code: 'NODE_PARAM_UNKNOWN', severity: 'warning', node: node.id, path: pointerTo('', name), params: labelParams(descriptor.params, pointerTo('', name)) }
  const params = meant === null || value === undefined ? others : { ...others, [meant]: value }
  const title = meant === null ? { fr: 'Retirer ce paramètre', en: 'Remove this parameter' } : { fr: `Renommer en « ${meant} »`, en: `Rename it to “${meant}”` }
  return { ...finding, fix: { title, operations: [{ op: 'change-node', id: node.id, change: { params } }] } }
}
