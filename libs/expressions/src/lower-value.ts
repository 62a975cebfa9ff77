import type { Json } from '@maillon/kernel'
import type { ExpressionProblem, ExpressionProblemCode, Position } from './expression-problem.js'
import { rowUses, scopeRoots, type LocalPart, type PathNode, type PathOrigin, type RowUse, type ScopeRoot, type ValueNode } from './expression.js'
import { findFunction, suggestFunction } from './functions/function-table.js'
import type { FunctionDefinition } from './functions/function-definition.js'
import type { HbsCall, HbsHash, HbsMustache, HbsPath, HbsValue, Loc } from './handlebars-tree.js'
import { parseLimits } from './limits.js'
import { nearMiss } from './near-miss.js'

/** A block around the place that is being read: what `this`, `@index` and block parameters mean there. */
export interface Frame {
  readonly kind: 'each' | 'with'
  readonly slot: number
  readonly blockParams: readonly string[]
}

/** Where the reading stands. Problems are collected; what couldn't be read becomes a literal null, and is never evaluated. */
export interface Lowering {
  /** The text by lines: what stands at a place is shown as it was written. */
  readonly lines: readonly string[]
  readonly frames: readonly Frame[]
  readonly depth: number
  readonly problems: ExpressionProblem[]
}

export function positionOf(node: Loc): Position {
  return { line: node.loc.start.line, column: node.loc.start.column + 1 }
}

/** Notes a problem and gives a value to stand in the place of what couldn't be read. */
export function report(
  lowering: Lowering,
  node: Loc,
  found: { readonly code: ExpressionProblemCode; readonly params?: ExpressionProblem['params'] },
): ValueNode {
  lowering.problems.push({ code: found.code, position: positionOf(node), params: found.params ?? {} })
  return { kind: 'literal', value: null, position: positionOf(node) }
}

/** What stands between `{{` and `}}`: a value, or a call where arguments follow. */
export function lowerMustache(lowering: Lowering, node: HbsMustache): ValueNode {
  if (node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0) return lowerCall(lowering, node)
  const alone = node.path
  if (alone.type !== 'PathExpression' || lowering.frames.length > 0) return lowerValue(lowering, alone)
  const name = functionNameOf(alone)
  // A bare name without arguments is a value; where there is no such value, say what the function of that name needs.
  if (name !== null && findFunction(name) !== null && !isRootName(name)) return lowerCall(lowering, node)
  return lowerValue(lowering, alone)
}

export function lowerValue(lowering: Lowering, node: HbsValue): ValueNode {
  switch (node.type) {
    case 'StringLiteral':
    case 'BooleanLiteral':
      return literal(node, node.value)
    case 'NumberLiteral':
      return numberLiteral(lowering, node, node.value)
    case 'NullLiteral':
    case 'UndefinedLiteral':
      return literal(node, null)
    case 'SubExpression':
      return lowerCall(lowering, node)
    case 'PathExpression':
      return lowerPath(lowering, node)
    default:
      return report(lowering, node, { code: 'EXPRESSION_SYNTAX_INVALID', params: { found: '[' } })
  }
}

function literal(node: Loc, value: Json): ValueNode {
  return { kind: 'literal', value, position: positionOf(node) }
}

function numberLiteral(lowering: Lowering, node: Loc, value: number): ValueNode {
  return Number.isFinite(value) ? literal(node, value) : report(lowering, node, { code: 'EXPRESSION_NUMBER_OVERFLOW' })
}

/** The name where a path could name a function: one plain word. */
function functionNameOf(node: HbsValue): string | null {
  if (node.type !== 'PathExpression' || node.data || node.this || node.depth > 0 || node.parts.length !== 1) return null
  const [name] = node.parts
  return typeof name === 'string' ? name : null
}

function lowerCall(lowering: Lowering, node: HbsMustache | HbsCall): ValueNode {
  if (lowering.depth >= parseLimits.maxDepth) return report(lowering, node, { code: 'EXPRESSION_NESTING_TOO_DEEP', params: { limit: parseLimits.maxDepth } })
  const name = functionNameOf(node.path)
  const position = node.path
  if (name === null) {
    const written = node.path.type === 'PathExpression' ? node.path.original : node.path.type === 'StringLiteral' ? node.path.value : '('
    return report(lowering, position, { code: 'EXPRESSION_CALL_INVALID', params: { name: written } })
  }
  const definition = findFunction(name)
  if (definition === null) return reportUnknownFunction(lowering, position, name)
  const inner: Lowering = { ...lowering, depth: lowering.depth + 1 }
  const args: (ValueNode | null)[] = node.params.map((param) => lowerValue(inner, param))
  if (!placeNamedArguments(inner, { definition, args, hash: node.hash })) return literal(node, null)
  const countProblem = argumentCountProblem(definition, args)
  if (countProblem !== null) return report(lowering, position, { code: 'EXPRESSION_FUNCTION_ARGUMENTS', params: { name, ...countProblem } })
  return { kind: 'call', name: definition.name, args, position: positionOf(position) }
}

function reportUnknownFunction(lowering: Lowering, position: Loc, name: string): ValueNode {
  const suggestion = suggestFunction(name)
  return suggestion === null
    ? report(lowering, position, { code: 'EXPRESSION_FUNCTION_UNKNOWN', params: { name } })
    : report(lowering, position, { code: 'EXPRESSION_FUNCTION_MISSPELLED', params: { name, suggestion } })
}

/** Puts `name=value` at the parameter's place in `args`. False: a problem was reported. */
function placeNamedArguments(lowering: Lowering, call: { definition: FunctionDefinition; args: (ValueNode | null)[]; hash: HbsHash | undefined }): boolean {
  for (const pair of call.hash?.pairs ?? []) {
    const at = call.definition.parameters.findIndex((parameter) => parameter.name === pair.key && parameter.repeated !== true)
    if (at === -1 || (call.args[at] ?? null) !== null) {
      const known = call.definition.parameters.filter((parameter) => parameter.repeated !== true).map((parameter) => parameter.name)
      report(lowering, pair, { code: 'EXPRESSION_ARGUMENT_UNKNOWN', params: { function: call.definition.name, name: pair.key, known: known.join(', ') } })
      return false
    }
    while (call.args.length < at) call.args.push(null)
    call.args[at] = lowerValue(lowering, pair.value)
  }
  return true
}

function argumentCountProblem(definition: FunctionDefinition, args: readonly (ValueNode | null)[]): { expected: string; given: number } | null {
  const { parameters } = definition
  const missing = parameters.some((parameter, at) => parameter.optional !== true && (args[at] ?? null) === null)
  const tooMany = args.length > parameters.length && parameters.at(-1)?.repeated !== true
  if (!missing && !tooMany) return null
  const expected = parameters.map(
    (parameter) => (parameter.optional === true ? `[${parameter.name}]` : parameter.name) + (parameter.repeated === true ? '…' : ''),
  )
  return { expected: expected.join(' '), given: args.filter((arg) => arg !== null).length }
}

const scientific = /^-?\d+(?:\.\d+)?e[+-]?\d{1,3}$/i

function lowerPath(lowering: Lowering, node: HbsPath): ValueNode {
  const [head, ...rest] = node.parts
  if (rest.some((part) => typeof part !== 'string')) return report(lowering, node, { code: 'EXPRESSION_SYNTAX_INVALID', params: { found: '(' } })
  const fields = rest as readonly string[]
  if (head !== undefined && typeof head !== 'string') return lowerPathOfCall(lowering, { node, head, fields })
  if (node.data) return lowerDataPath(lowering, { node, head: head ?? '', fields })
  if (node.depth > 0) return lowerParentPath(lowering, { node, head, fields })
  if (head === undefined || node.this) return lowerContextPath(lowering, node, node.parts as readonly string[])
  return lowerNamedPath(lowering, { node, head, fields })
}

interface PathParts {
  readonly node: HbsPath
  readonly head: string
  readonly fields: readonly string[]
}

/** As written: the parser's own `original` has lost the brackets of `item.[Prix HT]`. A path never goes over a line's end. */
function writtenPath(lowering: Lowering, node: HbsPath): string {
  const { start, end } = node.loc
  return lowering.lines[start.line - 1]?.slice(start.column, end.column) ?? node.original
}

function pathNode(lowering: Lowering, { node, fields }: { readonly node: HbsPath; readonly fields: readonly string[] }, origin: PathOrigin): PathNode {
  return { kind: 'path', origin, fields, text: writtenPath(lowering, node), position: positionOf(node) }
}

/** `(lookup a "b").c` */
function lowerPathOfCall(lowering: Lowering, path: { node: HbsPath; head: HbsCall; fields: readonly string[] }): ValueNode {
  const call = lowerCall(lowering, path.head)
  return call.kind === 'call' ? { ...pathNode(lowering, path, { from: 'call', call }) } : call
}

function isScopeRoot(name: string): name is ScopeRoot {
  return (scopeRoots as readonly string[]).includes(name)
}

function isRootName(name: string): boolean {
  return name === 'nodes' || isScopeRoot(name)
}

/** Block parameter, then root, then a field of what the innermost block is about: so `item` means the same everywhere. */
function lowerNamedPath(lowering: Lowering, path: PathParts): ValueNode {
  const { node, head, fields } = path
  for (const frame of lowering.frames.toReversed()) {
    const at = frame.blockParams.indexOf(head)
    if (at === 0) return pathNode(lowering, path, { from: 'local', slot: frame.slot, part: 'value' })
    if (at === 1) return pathNode(lowering, path, { from: 'local', slot: frame.slot, part: 'key' })
  }
  if (isRootName(head)) return lowerRootPath(lowering, path)
  if (scientific.test(node.original)) return numberLiteral(lowering, node, Number(node.original))
  const innermost = lowering.frames.at(-1)
  if (innermost !== undefined) return pathNode(lowering, { node, fields: [head, ...fields] }, { from: 'local', slot: innermost.slot, part: 'value' })
  return reportUnknownName(lowering, node, head)
}

function reportUnknownName(lowering: Lowering, node: Loc, name: string): ValueNode {
  const known = ['item', 'nodes', ...scopeRoots.slice(1)]
  const suggestion = nearMiss(name, known)
  return suggestion === null
    ? report(lowering, node, { code: 'EXPRESSION_NAME_UNKNOWN', params: { name, known: known.join(', ') } })
    : report(lowering, node, { code: 'EXPRESSION_NAME_MISSPELLED', params: { name, suggestion, known: known.join(', ') } })
}

function lowerRootPath(lowering: Lowering, { node, head, fields }: PathParts): ValueNode {
  if (head === 'nodes') return lowerNodePath(lowering, node, fields)
  if (!isScopeRoot(head)) return reportUnknownName(lowering, node, head)
  return pathNode(lowering, { node, fields }, { from: 'root', root: head })
}

/** `nodes.<id>.first.…`, or with a port `nodes.<id>.ports.<port>.first.…` */
function lowerNodePath(lowering: Lowering, node: HbsPath, fields: readonly string[]): ValueNode {
  const [nodeId, ...afterNode] = fields
  const hasPort = afterNode[0] === 'ports' && afterNode.length >= 2
  const port = hasPort ? (afterNode[1] as string) : null
  const [use, ...rest] = hasPort ? afterNode.slice(2) : afterNode
  if (nodeId === undefined || !isRowUse(use))
    return report(lowering, node, { code: 'EXPRESSION_NODE_PATH_INCOMPLETE', params: { path: node.original, node: nodeId ?? '…' } })
  return pathNode(lowering, { node, fields: rest }, { from: 'node', nodeId, port, use })
}

function isRowUse(value: string | undefined): value is RowUse {
  return (rowUses as readonly (string | undefined)[]).includes(value)
}

/** `this`, `.`, `this.x`: what the innermost block is about. */
function lowerContextPath(lowering: Lowering, node: HbsPath, fields: readonly string[]): ValueNode {
  const innermost = lowering.frames.at(-1)
  if (innermost === undefined) return report(lowering, node, { code: 'EXPRESSION_LEVEL_MISSING', params: { path: node.original } })
  return pathNode(lowering, { node, fields }, { from: 'local', slot: innermost.slot, part: 'value' })
}

/** `../x`: what the block around is about; above the outermost block stand the roots. */
function lowerParentPath(lowering: Lowering, { node, head, fields }: { node: HbsPath; head: string | undefined; fields: readonly string[] }): ValueNode {
  const at = lowering.frames.length - 1 - node.depth
  const frame = lowering.frames[at]
  if (at >= 0 && frame !== undefined)
    return pathNode(lowering, { node, fields: node.parts as readonly string[] }, { from: 'local', slot: frame.slot, part: 'value' })
  if (at < -1 || head === undefined) return report(lowering, node, { code: 'EXPRESSION_LEVEL_MISSING', params: { path: node.original } })
  return lowerRootPath(lowering, { node, head, fields })
}

const dataParts: { readonly [name: string]: LocalPart } = { index: 'index', key: 'key', first: 'first', last: 'last' }

/** `@index`, `@../index`, `@root.item.x` */
function lowerDataPath(lowering: Lowering, { node, head, fields }: PathParts): ValueNode {
  const [rootName, ...rootFields] = fields
  if (head === 'root' && rootName !== undefined) return lowerRootPath(lowering, { node, head: rootName, fields: rootFields })
  const part = Object.hasOwn(dataParts, head) ? dataParts[head] : undefined
  if (part === undefined)
    return report(lowering, node, { code: 'EXPRESSION_NAME_UNKNOWN', params: { name: node.original, known: '@index, @first, @last, @key, @root' } })
  const loops = lowering.frames.filter((frame) => frame.kind === 'each')
  const frame = loops.at(-1 - node.depth)
  if (frame === undefined) return report(lowering, node, { code: 'EXPRESSION_LEVEL_MISSING', params: { path: node.original } })
  return pathNode(lowering, { node, fields }, { from: 'local', slot: frame.slot, part })
}
