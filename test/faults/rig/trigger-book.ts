import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

/** A webhook call that was answered with success: from then on it must not be lost. */
export interface AcceptedCall {
  readonly delivery: string
  readonly runId: string
  readonly flowPath: string
  readonly at: number
}

/** What a call was answered; status 0: the connection broke. */
export interface CallAnswer {
  readonly status: number
  readonly tookMs: number
  readonly retryAfter: string | null
  readonly runId: string | null
}

export interface TriggerOptions {
  /** Calls at once. Default 10. */
  readonly concurrency?: number
  /** How long a call that isn't accepted is made again, with the same delivery id, as a good sender does. Default 60,000. */
  readonly patienceMs?: number
}

/** Calls webhooks as other programs do, and keeps book of what was accepted. */
export class TriggerBook {
  readonly accepted: AcceptedCall[] = []
  /** Every answer, in the order in which they came. */
  readonly answers: CallAnswer[] = []

  /** @param url of the server that answers now. */
  constructor(private readonly url: () => string) {}

  /** One call, once. */
  async call(flowPath: string, delivery: string = randomUUID()): Promise<CallAnswer> {
    const from = performance.now()
    const answer = await fetch(`${this.url()}/hooks/faults/${flowPath}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-delivery-id': delivery },
      body: JSON.stringify({ delivery }),
      signal: AbortSignal.timeout(15_000),
    }).then(
      async (response) => ({ status: response.status, retryAfter: response.headers.get('retry-after'), body: (await response.json()) as { readonly runId?: string } }),
      () => ({ status: 0, retryAfter: null, body: {} as { readonly runId?: string } }),
    )
    const { status, retryAfter, body } = answer
    const told = { status, retryAfter, runId: body.runId ?? null, tookMs: performance.now() - from }
    this.answers.push(told)
    if (status === 200 && told.runId !== null) this.accepted.push({ delivery, runId: told.runId, flowPath, at: Date.now() })
    return told
  }

  /** So many calls, each made again until it is accepted. @returns the ids of their runs @throws Error where one isn't accepted in time */
  async trigger(flowPath: string, count: number, { concurrency = 10, patienceMs = 60_000 }: TriggerOptions = {}): Promise<readonly string[]> {
    const runs: string[] = []
    let left = count
    const callOne = async (): Promise<void> => {
      for (; left > 0;) {
        left -= 1
        runs.push(await this.untilAccepted(flowPath, randomUUID(), patienceMs))
      }
    }
    await Promise.all(Array.from({ length: Math.min(concurrency, count) }, callOne))
    return runs
  }

  /** The same delivery again and again until it is accepted. @returns the run's id */
  async untilAccepted(flowPath: string, delivery: string, patienceMs = 60_000): Promise<string> {
    for (const deadline = performance.now() + patienceMs; ;) {
      const { runId, status, retryAfter } = await this.call(flowPath, delivery)
      if (runId !== null) return runId
      if (performance.now() > deadline) throw new Error(`A call of ${flowPath} was not accepted within ${patienceMs} ms; the last answer was ${status}`)
      await pause(Math.min(500, Number(retryAfter ?? 0) * 1000 || 200))
    }
  }
}
