import type { ActionView, DecideActionRequest } from '@maillon/api-contract'
import type { RunReader } from '@maillon/engine'
import type { Clock, Json } from '@maillon/kernel'
import { isTerminalRun } from '@maillon/plan'
import { ActionLedger, PostgresNodeStateStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type pg from 'pg'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { CLOCK, RUN_READER, SIDE_POOL } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { actionId, actionView, type ActionMoment } from './action-view.js'
import { RunsService } from './runs.service.js'

/** What the steps of a run did outside, and what a person found out about it. */
@Injectable()
export class ActionsService {
  readonly #ledger: ActionLedger

  constructor(
    @Inject(SIDE_POOL) pool: pg.Pool,
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(PostgresNodeStateStore) private readonly state: PostgresNodeStateStore,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#ledger = new ActionLedger(pool)
  }

  async list(caller: CallerIdentity, runId: string): Promise<readonly ActionView[]> {
    const at = await this.#moment(caller, runId)
    return (await this.#ledger.of(runId)).flatMap((entry) => actionView(entry, at) ?? [])
  }

  /**
   * What was sent isn't sent again by a retry; what wasn't is. Of what was sent no answer is known: its row gives nothing.
   *
   * @throws MaillonError ACTION_STATE_KNOWN where it isn't unknown (any more)
   */
  async decide(caller: CallerIdentity, runId: string, { id, was }: DecideActionRequest): Promise<void> {
    const at = await this.#moment(caller, runId)
    const entry = (await this.#ledger.of(runId)).find((one) => actionId(one) === id)
    const view = entry === undefined ? null : actionView(entry, at)
    if (entry === undefined || view === null) throw missing()
    if (view.state !== 'unknown') throw apiError('ACTION_STATE_KNOWN')
    const found: Json = was === 'sent' ? { status: 'sent', at: view.at, outcome: { items: [], confirmedBy: caller.user.name } } : { status: 'failed', at: view.at }
    const { flowId, nodeId, key, revision } = entry
    if (!(await this.state.set({ flowId, nodeId, key, value: found }, revision))) throw apiError('ACTION_STATE_KNOWN')
    await this.audit.record(caller, { action: 'run.action-decided', target: { kind: 'run', id: runId }, before: null, after: { id, was } })
  }

  /** Inside loops a turn's step may run on; as long as the run does, nobody is asked about it. */
  async #moment(caller: CallerIdentity, runId: string): Promise<ActionMoment> {
    const { row, version } = await this.runs.find(caller, runId)
    const steps = await this.reader.steps(runId)
    const running = new Set(steps.filter(({ status }) => status === 'running').map(({ node }) => version.plan.nodes[node]?.id))
    const isRunning: ActionMoment['isRunning'] = (node, iteration) => !isTerminalRun(row.status) && (iteration !== '' || running.has(node))
    return { locale: caller.locale, timeZone: version.plan.timeZone, now: this.clock.now(), isRunning }
  }
}
