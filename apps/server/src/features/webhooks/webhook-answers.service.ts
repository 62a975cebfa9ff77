import type { DatasetStore } from '@maillon/datasets'
import type { Accepted, Engine, RunReader, SettledView } from '@maillon/engine'
import type { Json } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import { Inject, Injectable } from '@nestjs/common'
import { DATASETS, ENGINE, RUN_READER } from '../../platform/tokens.js'
import { answerOfNode, jsonAnswer, type WebhookAnswer } from './webhook-answer.js'

/** A caller waits so long for a run; most programs and proxies give up sooner or at about this time. */
const waitMs = 30_000
const mostRows = 1000

/** What a caller is told once its run is committed: at once, when the run has ended, or by a node of the flow. */
@Injectable()
export class WebhookAnswers {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(DATASETS) private readonly datasets: DatasetStore,
  ) {}

  /** Every answer names its run, so that a caller's log leads to it. */
  async of(accepted: Accepted, plan: Plan, respond: Json | undefined): Promise<WebhookAnswer> {
    const answer = await this.#answerOf(accepted, plan, respond)
    return { ...answer, headers: { ...answer.headers, 'x-maillon-run': accepted.runId } }
  }

  async #answerOf({ runId, isNew }: Accepted, plan: Plan, respond: Json | undefined): Promise<WebhookAnswer> {
    switch (respond) {
      case 'when-finished':
        return this.#whenFinished(runId, plan)
      case 'by-node':
        return (await this.#byNode(runId, plan)) ?? this.#whenFinished(runId, plan)
      default:
        return jsonAnswer(200, { runId, accepted: true, isNew })
    }
  }

  /** The rows of the last node that gave any. */
  async #whenFinished(runId: string, plan: Plan): Promise<WebhookAnswer> {
    const settled = await this.engine.whenSettled(runId, 'run', waitMs)
    if (settled === null) return late(runId)
    if (settled.status !== 'succeeded' && settled.status !== 'warned') return jsonAnswer(500, { runId, status: settled.status, error: { code: codeOf(settled) } })
    const steps = await this.reader.steps(runId)
    const last = [...steps].sort((a, b) => b.node - a.node).find((step) => plan.nodes[step.node]?.trigger === null && (step.outputs ?? []).some(({ count }) => count > 0))
    const ref = last?.outputs?.find(({ count }) => count > 0)
    const items = ref === undefined ? [] : await this.datasets.page(ref, 0, mostRows)
    return jsonAnswer(200, items.map(({ json }) => json))
  }

  /** The first "respond" node that ran speaks for the flow. Null: none of them did. */
  async #byNode(runId: string, plan: Plan): Promise<WebhookAnswer | null> {
    const nodes = plan.nodes.flatMap((node, index) => (node.type === 'core.respond' && !node.disabled ? [index] : []))
    if (nodes.length === 0) return null
    const waits = nodes.map(async (node) => {
      const settled = await this.engine.whenSettled(runId, node, waitMs)
      if (settled === null) return late(runId)
      const ref = settled.of === 'step' ? settled.outputs?.[0] : undefined
      const [item] = ref === undefined || ref.count === 0 ? [] : await this.datasets.page(ref, 0, 1)
      if (item === undefined) throw new Error('this one said nothing')
      return answerOfNode(item.json)
    })
    return Promise.any(waits).catch(() => null)
  }
}

function late(runId: string): WebhookAnswer {
  return jsonAnswer(504, { runId, error: { code: 'WEBHOOK_ANSWER_LATE' } })
}

function codeOf({ error }: SettledView): string {
  if (error === null) return 'RUN_CANCELLED'
  return 'code' in error ? error.code : error.error.code
}
