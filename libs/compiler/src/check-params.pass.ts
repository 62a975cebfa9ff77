import { nearMiss } from '@maillon/expressions'
import type { Diagnostic } from '@maillon/flow-document'
import { isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'
import type { Compiling } from './compiling.js'
import type { FlowGraph, GraphNode } from './flow-graph.js'
import { labelParams } from './node-label.js'
import { pointerTo, valueAt, withValueAt } from './pointer.js'
import { readParams } from './read-params.js'
import type { SchemaProblem } from './schema/schema-walk.js'

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

/** Keywords that say how much is allowed. */
const limited: { readonly [keyword: string]: string } = {
  minLength: 'NODE_PARAM_TEXT_TOO_SHORT', minItems: 'NODE_PARAM_LIST_TOO_SHORT', minProperties: 'NODE_PARAM_LIST_TOO_SHORT',
  maxLength: 'NODE_PARAM_TEXT_TOO_LONG', maxItems: 'NODE_PARAM_LIST_TOO_LONG', maxProperties: 'NODE_PARAM_LIST_TOO_LONG',
  minimum: 'NODE_PARAM_TOO_SMALL', maximum: 'NODE_PARAM_TOO_LARGE',
}

const plain: { readonly [keyword: string]: string } = {
  required: 'NODE_PARAM_MISSING', additionalProperties: 'NODE_PARAM_UNKNOWN', uniqueItems: 'NODE_PARAM_LIST_DOUBLE', pattern: 'NODE_PARAM_FORM', format: 'NODE_PARAM_FORM',
}

const filling: ReadonlySet<string> = new Set(['minLength', 'minItems', 'minProperties'])

function told({ keyword, limit = 0, allowed, types }: SchemaProblem): Told {
  if (keyword === 'type') return { code: 'NODE_PARAM_TYPE', params: typeWords(types ?? []) }
  if (keyword === 'enum') return { code: 'NODE_PARAM_CHOICE', params: { allowed: (allowed ?? []).slice(0, 20).map((choice) => (typeof choice === 'string' ? choice : JSON.stringify(choice))).join(', ') } }
  if (filling.has(keyword) && limit <= 1) return { code: 'NODE_PARAM_EMPTY', params: {} }
  const bounded = limited[keyword]
  return bounded === undefined ? { code: plain[keyword] ?? 'NODE_PARAM_INVALID', params: {} } : { code: bounded, params: { limit } }
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

/** What was plainly meant: a title and the value that mends it (undefined: none at all). Null: nothing is plain. */
type Meant = { readonly title: { readonly fr: string; readonly en: string }; readonly value: Json | undefined } | null

function fixOf(node: GraphNode['node'], problem: SchemaProblem): Diagnostic['fix'] {
  const meant = meantBy(problem, valueAt(node.params, problem.path))
  if (meant === null) return undefined
  return { title: meant.title, operations: [{ op: 'change-node', id: node.id, change: { params: withValueAt(node.params, problem.path, meant.value) } }] }
}

function meantBy({ keyword, limit, allowed, types }: SchemaProblem, value: Json | undefined): Meant {
  switch (keyword) {
    case 'additionalProperties':
      return { title: { fr: 'Retirer ce paramètre', en: 'Remove this parameter' }, value: undefined }
    case 'minimum':
    case 'maximum':
      return limit === undefined ? null : { title: { fr: `Mettre ${limit}`, en: `Set it to ${limit}` }, value: limit }
    case 'type':
      return typeof value === 'string' && types?.some((type) => type === 'number' || type === 'integer') === true ? meantNumber(value) : null
    case 'enum':
      return typeof value === 'string' ? meantChoice(value, allowed ?? []) : null
    default:
      return null
  }
}

function meantNumber(text: string): Meant {
  const number = Number(text.replace(',', '.'))
  return text.trim() === '' || !Number.isFinite(number) ? null : { title: { fr: `En faire le nombre ${number}`, en: `Make it the number ${number}` }, value: number }
}

function meantChoice(text: string, allowed: readonly Json[]): Meant {
  const choice = nearMiss(text, allowed.filter((candidate) => typeof candidate === 'string'))
  return choice === null ? null : { title: { fr: `Choisir « ${choice} »`, en: `Choose “${choice}”` }, value: choice }
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
