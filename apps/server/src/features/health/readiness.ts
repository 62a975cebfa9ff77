import { Inject, Injectable } from '@nestjs/common'
import { MaillonError } from '@maillon/kernel'
import type { Database } from '@maillon/storage'
import { DATABASE } from '../../platform/tokens.js'

export interface ReadinessView {
  readonly status: 'ready'
}

const patienceMs = 2000

/** Whether what the server stands on answers. Says no more than that: the address is public. */
@Injectable()
export class Readiness {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** @throws MaillonError API_SERVER_BUSY (503) */
  async check(): Promise<ReadinessView> {
    const answered = await Promise.race([this.database.query('SELECT 1').then(() => true, () => false), new Promise<boolean>((resolve) => setTimeout(resolve, patienceMs, false).unref())])
    if (!answered) throw new MaillonError({ code: 'API_SERVER_BUSY', kind: 'operational', retryable: true, retryAfterMs: 2000 })
    return { status: 'ready' }
  }
}
