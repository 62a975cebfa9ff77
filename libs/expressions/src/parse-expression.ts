// The one gate for expressions. What passes is our own tree (expression.ts), and nothing else is ever evaluated.
// 1. Only a string comes to the parser: a ready-made tree given as a value is refused (it would be taken as it is).
// 2. Size and number of tags are bounded before the parser sees the text, nesting while our tree is made.
// 3. Partials, decorators, inline and raw blocks, unknown blocks and unknown functions (`log`, `debugger`, `helperMissing`) are refused.
// 4. All problems are returned, not only the first; a syntax error is alone, since there is no tree then.
import { parse } from '@handlebars/parser'
import { ok, refuse, type Result } from '@maillon/kernel'
import type { ExpressionProblem, ExpressionProblemCode, Position } from './expression-problem.js'
import type { Expression, Part, ValueNode } from './expression.js'
import { collectReferences } from './collect-references.js'
import type { HbsProgram } from './handlebars-tree.js'
import { parseLimits } from './limits.js'
import { lowerParts } from './lower-parts.js'
import type { Lowering } from './lower-value.js'
import { syntaxProblem } from './syntax-problem.js'
import { utf8Length } from './utf8-length.js'

const start: Position = { line: 1, column: 1 }

/**
 * Read the text of a parameter. Text without `{{` is an expression that gives itself.
 *
 * @param text anything: what isn't a string is refused (EXPRESSION_TEXT_REQUIRED).
 */
export function parseExpression(text: unknown): Result<Expression, readonly ExpressionProblem[]> {
  if (typeof text !== 'string') return refuse([{ code: 'EXPRESSION_TEXT_REQUIRED', position: start, params: {} }])
  const tooMuch = sizeProblem(text)
  if (tooMuch !== null) return refuse([tooMuch])
  let program: HbsProgram
  try {
    program = parse(text) as unknown as HbsProgram
  } catch (thrown) {
    return refuse([syntaxProblem(thrown, text)])
  }
  const lowering: Lowering = { lines: text.split(/\r?\n|\r/), frames: [], depth: 0, problems: [] }
  const parts = lowerParts(lowering, program)
  if (lowering.problems.length > 0) return refuse(lowering.problems)
  return ok({ text, parts, whole: wholeValue(parts), references: collectReferences(parts), slots: slotsOf(parts) })
}

/** Whether `text` holds something to evaluate. */
export function hasExpression(text: string): boolean {
  return text.includes('{{')
}

function sizeProblem(text: string): ExpressionProblem | null {
  const problem = (code: ExpressionProblemCode, params: ExpressionProblem['params']): ExpressionProblem => ({ code, position: start, params })
  if (text.length > parseLimits.maxBytes || utf8Length(text) > parseLimits.maxBytes) return problem('EXPRESSION_TEXT_TOO_LONG', { limit: parseLimits.maxBytes })
  const tags = text.split('{{').length - 1
  if (tags > parseLimits.maxTags) return problem('EXPRESSION_TAGS_TOO_MANY', { limit: parseLimits.maxTags, count: tags })
  const brackets = tags === 0 ? 0 : text.split('(').length - 1
  if (brackets > parseLimits.maxBrackets) return problem('EXPRESSION_CALLS_TOO_MANY', { limit: parseLimits.maxBrackets, count: brackets })
  return text.includes('{{{{') ? problem('EXPRESSION_RAW_FORBIDDEN', {}) : null
}

function wholeValue(parts: readonly Part[]): ValueNode | null {
  const [only, ...more] = parts
  return only?.kind === 'output' && more.length === 0 ? only.value : null
}

function slotsOf(parts: readonly Part[]): number {
  let slots = 0
  for (const part of parts) {
    if (part.kind === 'text' || part.kind === 'output') continue
    const own = part.kind === 'if' ? 0 : part.slot + 1
    slots = Math.max(slots, own, slotsOf(part.body), slotsOf(part.otherwise))
  }
  return slots
}
