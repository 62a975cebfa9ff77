import { Inject, Injectable } from '@nestjs/common'
import type { StepQueue } from '@maillon/engine'
import { MaillonError } from '@maillon/kernel'
import type { Database } from '@maillon/storage'
import { DATABASE, STEP_QUEUE } from '../../platform/tokens.js'

export interface ReadinessView {
  readonly status: 'ready'
}

const patienceMs = 2000

/** Whether what the server stands on answers. Says no more than that: the address is public. */
@Injectable()
export class Readiness {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(STEP_QUEUE) private readonly queue: StepQueue,
  ) {}

  /** @throws MaillonError API_SERVER_BUSY (503) */
  async check(): Promise<ReadinessView> {
    const answered = await Promise.race([Promise.all([this.database.query('SELECT 1'), this.queue.depth('default')]).then(() => true, () => false), new Promise<boolean>((resolve) => setTimeout(resolve, patienceMs, false).unref())])
    if (!answered) throw new MaillonError({ code: 'API_SERVER_BUSY', kind: 'operational', retryable: true, retryAfterMs: 2000 })
    return { status: 'ready' }
  }
}
