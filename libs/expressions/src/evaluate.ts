import { refuse, type Json, type Result } from '@maillon/kernel'
import { compileValue } from './compile-call.js'
import { compileParts } from './compile-parts.js'
import { EvaluationState, EvaluationStop } from './evaluation-state.js'
import type { ExpressionProblem } from './expression-problem.js'
import type { Expression } from './expression.js'
import { isItemField } from './is-item-field.js'
import { defaultEvaluationLimits, type EvaluationLimits } from './limits.js'
import { scopeWith, type Scope } from './scope.js'

export interface EvaluationOptions {
  /** `html`: `{{x}}` comes out escaped for HTML, `{{{x}}}` doesn't (mail bodies). A whole value then comes out as text too. Default `none`. */
  readonly escape?: 'none' | 'html'
  /** A whole value that is a number or a boolean comes out as text, as it would between other text. Default false. */
  readonly asText?: boolean
  /** `empty`: a whole value that is nothing but a field of the item (`isItemField`) is null where the item lacks it. Default `refused`. */
  readonly lacking?: 'refused' | 'empty'
  /** Bounds that differ from the default ones. */
  readonly limits?: Partial<EvaluationLimits>
}

/** Works out one expression for a scope; to be kept and called for each item. */
export type PreparedExpression = (scope: Scope) => Result<Json, ExpressionProblem>

/** What can be done once for all items: the tree becomes closures over our own functions (no code is made). */
export function prepare(expression: Expression, options: EvaluationOptions = {}): PreparedExpression {
  const limits = { ...defaultEvaluationLimits, ...options.limits }
  const escapesHtml = options.escape === 'html'
  const asParts = compileParts(expression.parts)
  const asValue = expression.whole !== null && !escapesHtml ? compileValue(expression.whole, options.lacking === 'empty' && isItemField(expression)) : asParts
  const run: typeof asValue = options.asText === true ? (state) => textInstead(asValue(state), () => asParts(state)) : asValue
  const kept = new EvaluationState(noScope, limits, escapesHtml)
  return (scope) => {
    // One state serves all items. (A scope's own code could come back here in the middle: then it gets a state of its own.)
    const state = kept.scope === noScope ? kept : new EvaluationState(noScope, limits, escapesHtml)
    state.scope = scope
    state.operations = 0
    state.outputBytes = 0
    try {
      return { ok: true, value: run(state) ?? null }
    } catch (thrown) {
      if (thrown instanceof EvaluationStop) return refuse(thrown.problem)
      throw thrown
    } finally {
      // Keep nothing of the data alive.
      state.scope = noScope
      if (state.frames.length > 0) state.frames.length = 0
    }
  }
}

function textInstead<Value>(value: Value, asText: () => Value): Value {
  return typeof value === 'number' || typeof value === 'boolean' ? asText() : value
}

const noScope = scopeWith({})

const prepared = new WeakMap<Expression, PreparedExpression>()

/**
 * Work out an expression. The whole text being one `{{…}}` gives the value with its type; anything else gives text.
 * What comes out of the data is never read as an expression again.
 */
export function evaluate(expression: Expression, scope: Scope, options?: EvaluationOptions): Result<Json, ExpressionProblem> {
  if (options !== undefined) return prepare(expression, options)(scope)
  const known = prepared.get(expression) ?? prepare(expression)
  prepared.set(expression, known)
  return known(scope)
}
