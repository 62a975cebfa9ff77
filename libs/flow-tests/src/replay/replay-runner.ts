/**
 * Runs the steps of a replay.
 *
 * R1. A step that reads or writes, calls another flow, or whose answer was kept, isn't run: it says what it would ask, and gets its answer.
 * R2. Everything else runs as always, in a dry run without a way out.
 * R3. A read that nothing was kept for fails; a write goes on with what it would have done.
 */
import { inlineDataset, type DatasetRef, type Item } from '@maillon/datasets'
import type { StepAssignment, StepResult, StepRunner } from '@maillon/engine'
import type { JsonObject } from '@maillon/kernel'
import type { PlanNode } from '@maillon/plan'
import { maskSecrets } from '../mask-secrets.js'
import type { ReplayedCall } from '../replay-outcome.js'
import type { AnswerBook, GivenAnswer } from './answer-book.js'
import type { CapturedCall } from './capture-packages.js'

export interface ReplayParts {
  readonly real: StepRunner
  /** Its nodes only say what they would ask. */
  readonly capture: StepRunner
  /** Takes what was said for a step. */
  readonly takeCalls: (stepKey: string) => readonly CapturedCall[]
  readonly book: AnswerBook
}

export class ReplayRunner implements StepRunner {
  readonly calls: ReplayedCall[] = []

  constructor(private readonly parts: ReplayParts) {}

  async run(assignment: StepAssignment): Promise<StepResult> {
    const node = assignment.plan.nodes[assignment.node]
    if (node === undefined || node.disabled || node.spawn !== null || !this.isAnswered(node)) return this.parts.real.run(assignment)
    if (node.effects === 'none' && !isCall(node)) return this.fromMemory(assignment, node)
    const captured = await this.parts.capture.run(assignment)
    if (captured.kind === 'failed') return captured
    const calls = this.parts.takeCalls(assignment.idempotencyKey)
    const requests = calls.map((call) => maskSecrets(requestOf(node, call)) as JsonObject)
    const given = this.parts.book.answer(node.id, assignment.key.iteration, requests)
    this.calls.push({ node: node.id, iteration: assignment.key.iteration, effects: isCall(node) ? 'write' : node.effects, requests, unanswered: given.unanswered, recorded: given.recorded })
    return resultOf(node, given, calls)
  }

  /** Rule R1. */
  private isAnswered(node: PlanNode): boolean {
    return node.effects !== 'none' || isCall(node) || this.parts.book.knows(node.id)
  }

  private fromMemory(assignment: StepAssignment, node: PlanNode): Promise<StepResult> | StepResult {
    const given = this.parts.book.answer(node.id, assignment.key.iteration, [])
    return given.recorded === null ? this.parts.real.run(assignment) : resultOf(node, given, [])
  }
}

function isCall({ type }: PlanNode): boolean {
  return type === 'core.call-flow'
}

/** What a step writes is also the rows that it was given, where neither a preview nor an expression shows them. */
function requestOf(node: PlanNode, { request, isPreview, input }: CapturedCall): JsonObject {
  if (node.effects === 'read' || (node.mode === 'each' && !isCall(node) && (isPreview || JSON.stringify(node.params).includes('{{')))) return request
  return Object.keys(input).length === 0 ? request : { ...request, input }
}

const missing = { code: 'TEST_ANSWER_MISSING', kind: 'user', retryable: false, params: {} } as const

function resultOf(node: PlanNode, given: GivenAnswer, calls: readonly CapturedCall[]): StepResult {
  const { recorded, outputs } = given
  if (recorded?.status === 'failed') return { kind: 'failed', error: { ...(recorded.error ?? missing), retryable: false } }
  if (isWithoutAnswer(given)) {
    // Rule R3.
    if (node.effects === 'read' || isCall(node)) return { kind: 'failed', error: missing }
    if (recorded === null) return { kind: 'done', status: 'succeeded', outputs: datasetsOf(node, { [node.outputs[0] ?? 'main']: calls.map(({ request }) => ({ json: request })) }) }
  }
  return { kind: 'done', status: recorded?.status === 'warned' ? 'warned' : 'succeeded', outputs: datasetsOf(node, outputs) }
}

/** Nothing was kept for the step, nor for any of its requests. */
function isWithoutAnswer({ recorded, unanswered, outputs }: GivenAnswer): boolean {
  if (Object.values(outputs).some((rows) => rows.length > 0)) return false
  return recorded === null || (recorded.isByRequest === true && unanswered.length > 0)
}

function datasetsOf(node: PlanNode, outputs: { readonly [port: string]: readonly Item[] }): readonly DatasetRef[] {
  return node.outputs.map((port) => {
    const rows = Object.hasOwn(outputs, port) ? (outputs[port] ?? []) : []
    return inlineDataset(rows, JSON.stringify(rows).length)
  })
}
