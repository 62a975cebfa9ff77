// Paths follow own properties only, of plain objects and lists. A text has no fields, and nothing inherited is ever seen.
import { isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { ExpressionProblem, ExpressionProblemCode } from './expression-problem.js'
import type { CallNode, PathNode, ScopeRoot } from './expression.js'
import { stopAt, type EvaluationState, type Evaluator } from './evaluation-state.js'
import { today } from './functions/date-value.js'
import { listed } from './listed-names.js'
import { nearMiss } from './near-miss.js'

/** A path may begin at a call; calls have paths for arguments: whoever compiles calls hands it in. */
type CompileCall = (call: CallNode, tolerant: boolean) => Evaluator

/**
 * @param tolerant what is missing gives undefined instead of a problem.
 */
export function compilePath(node: PathNode, tolerant: boolean, compileCall: CompileCall): Evaluator {
  const { origin, fields } = node
  const isItemField = origin.from === 'root' && origin.root === 'item' && fields.length > 0
  const start = isItemField ? compileItemField(node, tolerant) : compileOrigin(node, tolerant, compileCall)
  return fields.slice(isItemField ? 1 : 0).reduce<Evaluator>((of, _, at) => compileField(of, { node, at: isItemField ? at + 1 : at, tolerant }), start)
}

/** `item.x` in one step: what computed columns read for each of their rows. */
function compileItemField(node: PathNode, tolerant: boolean): Evaluator {
  const field = node.fields[0] as string
  return (state) => {
    const { item } = state.scope
    if (item !== null && Object.hasOwn(item, field)) return item[field]
    if (tolerant) return undefined
    return item === null ? stopAt(node.position, 'EXPRESSION_VALUE_MISSING', { path: 'item' }) : stopAtMissingField({ node, at: 0 }, item)
  }
}

function compileField(of: Evaluator, step: { node: PathNode; at: number; tolerant: boolean }): Evaluator {
  const field = step.node.fields[step.at] as string
  const missing = step.tolerant ? () => undefined : (owner: Json | undefined) => stopAtMissingField(step, owner)
  return (state) => {
    const owner = of(state)
    if (typeof owner === 'object' && owner !== null && Object.hasOwn(owner, field)) return (owner as JsonObject)[field]
    return missing(owner)
  }
}

function stopAtMissingField({ node, at }: { node: PathNode; at: number }, owner: Json | undefined): never {
  const field = node.fields[at] as string
  const known = isJsonObject(owner) ? Object.keys(owner) : []
  const suggestion = nearMiss(field, known)
  const params = { path: node.text, field, known: listed(known) }
  return suggestion === null
    ? stopAt(node.position, 'EXPRESSION_FIELD_MISSING', params)
    : stopAt(node.position, 'EXPRESSION_FIELD_MISSPELLED', { ...params, suggestion })
}

function compileOrigin(node: PathNode, tolerant: boolean, compileCall: CompileCall): Evaluator {
  const { origin } = node
  const missing = (code: ExpressionProblemCode, params: ExpressionProblem['params']) => (tolerant ? undefined : stopAt(node.position, code, params))
  switch (origin.from) {
    case 'root': {
      const read = rootReaders[origin.root]
      return (state) => read(state) ?? missing('EXPRESSION_VALUE_MISSING', { path: origin.root })
    }
    case 'node':
      return (state) => {
        const output = state.scope.node(origin.nodeId, origin.port)
        if (output === null) return missing('EXPRESSION_NODE_MISSING', { node: origin.nodeId, port: origin.port ?? '' })
        return output[origin.use]() ?? missing('EXPRESSION_ROW_MISSING', { node: origin.nodeId, path: node.text })
      }
    case 'local':
      return compileLocal(origin.slot, origin.part)
    case 'call':
      return compileCall(origin.call, tolerant)
  }
}

const rootReaders: { readonly [Root in ScopeRoot]: (state: EvaluationState) => Json } = {
  item: ({ scope }) => scope.item,
  index: ({ scope }) => scope.index,
  run: ({ scope }) => scope.run,
  flow: ({ scope }) => scope.flow,
  now: ({ scope }) => scope.now,
  today: ({ scope }) => today(scope),
  trigger: ({ scope }) => scope.trigger,
  variables: ({ scope }) => scope.variables,
}

function compileLocal(slot: number, part: 'value' | 'index' | 'key' | 'first' | 'last'): Evaluator {
  switch (part) {
    case 'value':
      return (state) => state.frames[slot]?.value
    case 'index':
      return (state) => state.frames[slot]?.index
    case 'key':
      return (state) => state.frames[slot]?.key ?? state.frames[slot]?.index
    case 'first':
      return (state) => state.frames[slot]?.index === 0
    case 'last':
      return (state) => {
        const frame = state.frames[slot]
        return frame !== undefined && frame.index === frame.count - 1
      }
  }
}
