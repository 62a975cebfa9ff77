import type { AnswerOutcomeView, AnswerView } from '@maillon/api-contract'
import type { Engine, RunState, RunStore, StepState } from '@maillon/engine'
import { isJsonArray, type JsonObject, type Locale } from '@maillon/kernel'
import type { AnswerForm } from '@maillon/node-sdk'
import { checkAnswer } from '@maillon/node-sdk/host'
import { isTerminalRun, isTerminalStep } from '@maillon/plan'
import type { AnswerSubject } from '@maillon/vault'
import { FlowStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, missing } from '../../http/api-error.js'
import { ENGINE, RUN_STORE } from '../../platform/tokens.js'
import { AnswerKeys } from './answer-keys.js'

/**
 * Answers to steps that wait for one, from people and programs without an account.
 * 1. The link is the whole permission: it names one wait of one step, and nothing else can be seen or done with it.
 * 2. A link that isn't ours, and one whose run is gone, look the same.
 */
@Injectable()
export class AnswersService {
  constructor(
    @Inject(AnswerKeys) private readonly keys: AnswerKeys,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(RUN_STORE) private readonly runs: RunStore,
    @Inject(FlowStore) private readonly flows: FlowStore,
  ) {}

  async view(token: string): Promise<AnswerView> {
    const { run, step, subject } = await this.#find(token)
    const names = await this.flows.namesOf([run.flowId])
    const state = stateOf(run, step, subject)
    const isOpen = state === 'open'
    return {
      state, flowName: names.get(run.flowId) ?? '', form: isOpen ? (step?.pause?.about ?? null) : null,
      deadline: isOpen && step?.dueAt != null ? new Date(step.dueAt).toISOString() : null,
    }
  }

  /** Checked before the step goes on: it can't be answered a second time. */
  async give(token: string, answer: JsonObject, locale: Locale): Promise<AnswerOutcomeView> {
    const { subject, step } = await this.#find(token)
    const form = answerFormOf(step?.pause?.about ?? null)
    const checked = form === null ? ({ ok: true, answer } as const) : checkAnswer(form, answer, locale)
    if (!checked.ok) throw apiError('RUN_ANSWER_INVALID', { field: checked.problem === 'value' ? checked.field : checked.problem })
    const outcome = await this.engine.answer({ runId: subject.runId, node: subject.node, number: subject.suspensions + 1 }, checked.answer)
    if (outcome === 'unknown') throw missing()
    return { outcome }
  }

  async #find(token: string): Promise<{ readonly subject: AnswerSubject; readonly run: RunState; readonly step: StepState | undefined }> {
    const subject = this.keys.verify(token)
    const run = subject === null ? null : await this.runs.load(subject.runId)
    if (subject === null || run === null) throw missing()
    return { subject, run, step: run.steps.get(subject.node) }
  }
}

/** Null: a program is to answer, with whatever it likes. */
function answerFormOf(about: JsonObject | null): AnswerForm | null {
  return about !== null && isJsonArray(about['choices']) ? (about as unknown as AnswerForm) : null
}

function stateOf(run: RunState, step: StepState | undefined, { suspensions }: AnswerSubject): AnswerView['state'] {
  if (step === undefined || isTerminalRun(run.status) || isTerminalStep(step.status)) return 'late'
  const number = step.pause?.number ?? 0
  if (number <= suspensions) return 'early'
  return number === suspensions + 1 && step.status === 'suspended' && step.pause?.for === 'answer' ? 'open' : 'late'
}
