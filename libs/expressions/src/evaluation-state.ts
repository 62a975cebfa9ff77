import type { Json } from '@maillon/kernel'
import type { ExpressionProblem, ExpressionProblemCode, Position } from './expression-problem.js'
import type { EvaluationLimits } from './limits.js'
import type { Scope } from './scope.js'
import { utf8Length } from './utf8-length.js'

/** Carries a problem out of the closures; caught by the one entry and never seen outside of this lib. */
export class EvaluationStop extends Error {
  readonly problem: ExpressionProblem

  constructor(problem: ExpressionProblem) {
    super(problem.code)
    this.problem = problem
  }
}

/** Where a block that binds a value stands: its current value and, for `#each`, the place in the list. */
export interface LocalFrame {
  value: Json
  index: number
  count: number
  key: string | null
}

/** Where a problem is put, and the function (canonical name, '' for none) whose problem it is. */
export interface Place {
  readonly position: Position
  readonly name: string
}

const start: Place = { position: { line: 1, column: 1 }, name: '' }

/** One evaluation under way: the scope, what it has cost so far, and the values that blocks bound. */
export class EvaluationState {
  readonly frames: LocalFrame[] = []
  operations = 0
  outputBytes = 0
  /** What is under way. */
  place = start

  constructor(
    public scope: Scope,
    readonly limits: EvaluationLimits,
    readonly escapesHtml: boolean,
  ) {}

  /** Count work before it is done. */
  spend(operations: number): void {
    this.operations += operations
    if (this.operations > this.limits.maxOperations) this.fail('EXPRESSION_OPERATIONS_EXCEEDED', { limit: this.limits.maxOperations })
  }

  /** Count text that comes out. */
  write(text: string): string {
    this.outputBytes += utf8Length(text)
    if (this.outputBytes > this.limits.maxOutputBytes) this.fail('EXPRESSION_OUTPUT_EXCEEDED', { limit: this.limits.maxOutputBytes })
    return text
  }

  /** To be asked before a text of so many characters is made, however it is used later. */
  allowText(characters: number): void {
    if (characters > this.limits.maxOutputBytes) this.fail('EXPRESSION_OUTPUT_EXCEEDED', { limit: this.limits.maxOutputBytes })
  }

  /** To be asked before a list of so many elements is made. */
  allowList(elements: number): void {
    if (elements > this.limits.maxListLength) this.fail('EXPRESSION_LIST_EXCEEDED', { limit: this.limits.maxListLength })
    this.spend(elements)
  }

  fail(code: ExpressionProblemCode, params: ExpressionProblem['params'] = {}): never {
    throw new EvaluationStop({ code, position: this.place.position, params: { function: this.place.name, ...params } })
  }
}

/** The result is undefined only where something is missing and the place allows it (`default`, `exists`). */
export type Evaluator = (state: EvaluationState) => Json | undefined

/** Stop at a place that is known beforehand. */
export function stopAt(position: Position, code: ExpressionProblemCode, params: ExpressionProblem['params'] = {}): never {
  throw new EvaluationStop({ code, position, params })
}
