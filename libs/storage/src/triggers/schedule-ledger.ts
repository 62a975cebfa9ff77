// L1  Whoever fires holds the trigger's row; others pass over it. What is due says the database's clock alone.
// L2  Runs, outcomes, the next expected instant and the trigger's pointer are one transaction: a scheduler that dies at any moment has
//     fired everything of a round, or nothing.
// L3  An outcome never changes. One instant has one row, and a fired one one run.
import type pg from 'pg'
import type { PostgresRunStore } from '../runs/postgres-run-store.js'
import type { AskedFor, DueAskedRun, DueSchedule, FiredRound, FiringFaults, Outcome, ScheduleFiring } from './due-schedule.js'
import { beatSql, dueAskedSql, dueSql, expectSql, holdSql, moveSql, outcomeSql, settledSql, sweepSql, type OutcomeRow } from './schedule-ledger.sql.js'

/** A round stops taking more schedules once it has so many runs; the rest is the next round's. */
const runsOfRound = 500
const runsOfWrite = 200
/** Deciding reads plans: some at once, so that a thousand schedules don't wait for each other's. */
const decidedAtOnce = 20
const noFaults: FiringFaults = { at: () => undefined }

export class ScheduleLedger {
  constructor(private readonly pool: pg.Pool, private readonly runs: Pick<PostgresRunStore, 'writeWithin'>, private readonly faults: FiringFaults = noFaults) {}

  /**
   * One round over schedules that are due, at most `limit`. Where `decide` fails for one of them, that one is held for half a minute, stays
   * due, and is told in the answer.
   */
  fireDue(limit: number, decide: (due: DueSchedule) => Promise<ScheduleFiring>): Promise<FiredRound> {
    return this.#round(async (client) => {
      const due = await client.query<Omit<DueSchedule, 'settled'>>(dueSql, [limit])
      await this.faults.at('locked')
      const settled = await settledOf(client, due.rows)
      const writing = new Writing(due.rows.length)
      const rows = due.rows.map((row, at) => ({ ...row, settled: settled[at] ?? new Set<number>() }))
      for (let from = 0; from < rows.length && writing.runs.length < runsOfRound; from += decidedAtOnce) {
        const chunk = rows.slice(from, from + decidedAtOnce)
        const firings = await Promise.allSettled(chunk.map((row) => decide(row)))
        firings.forEach((firing, at) => writing.settle(chunk[at] as DueSchedule, firing))
      }
      return writing
    })
  }

  /** One round over the runs that people asked for. Where `decide` fails for one of them, that one stays due and is told. */
  fireAsked(limit: number, decide: (due: DueAskedRun) => Promise<Outcome>): Promise<FiredRound> {
    return this.#round(async (client) => {
      const { rows } = await client.query<DueAskedRun>(dueAskedSql, [limit])
      await this.faults.at('locked')
      const writing = new Writing(rows.length)
      for (const row of rows) {
        try {
          writing.add({ ...row, nodeId: '' }, await decide(row))
        } catch (error) {
          writing.failed.push({ flowId: row.flowId, nodeId: '', error })
        }
      }
      return writing
    })
  }

  /** Expect a run at a time. @returns false where one is asked for at that very time already. */
  async ask(run: { readonly flowId: string; readonly workspaceId: string; readonly instant: Date; readonly asked: AskedFor }): Promise<boolean> {
    const values = [run.flowId, run.instant, run.workspaceId, JSON.stringify(run.asked)]
    const { rowCount } = await this.pool.query(`INSERT INTO schedule_instant (flow_id, node_id, instant, workspace_id, status, asked) VALUES ($1, '', $2, $3, 'expected', $4) ON CONFLICT DO NOTHING`, values)
    return rowCount === 1
  }

  /** @returns false where it isn't expected any more, or never was. */
  async withdraw(run: { readonly flowId: string; readonly workspaceId: string; readonly instant: Date }): Promise<boolean> {
    const values = [run.workspaceId, run.flowId, run.instant]
    const { rowCount } = await this.pool.query(`DELETE FROM schedule_instant WHERE workspace_id = $1 AND flow_id = $2 AND node_id = '' AND instant = $3 AND status = 'expected'`, values)
    return rowCount === 1
  }

  /** Say that this server looks at schedules. Forgets servers that were not seen for a day. */
  async beat(scheduler: string): Promise<void> {
    await this.pool.query(beatSql, [scheduler])
  }

  /** Forget outcomes older than so many days but for each trigger's latest, at most `limit`. @returns how many. */
  async sweep(days: number, limit: number): Promise<number> {
    const { rowCount } = await this.pool.query(sweepSql, [days, limit])
    return rowCount ?? 0
  }

  async #round(decide: (client: pg.PoolClient) => Promise<Writing>): Promise<FiredRound> {
    const client = await this.pool.connect()
    try {
      // A scheduler that is stopped in the middle must not keep its rows from the others.
      await client.query(`BEGIN; SET LOCAL idle_in_transaction_session_timeout = '10s'`)
      const writing = await decide(client)
      const answers = await this.#write(client, writing)
      await this.faults.at('written')
      await client.query('COMMIT')
      client.release()
      await this.faults.at('committed')
      return { taken: writing.taken, failed: writing.failed, missed: writing.missed(), runs: writing.runs.map((run, at) => ({ run, answer: answers[at] ?? { earlier: null, acceptedAt: '' } })) }
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined)
      client.release(true)
      throw error
    }
  }

  async #write(client: pg.PoolClient, { runs, outcomes, moves, failed }: Writing): Promise<readonly { readonly earlier: string | null; readonly acceptedAt: string }[]> {
    const answers: { readonly earlier: string | null; readonly acceptedAt: string }[] = []
    for (let from = 0; from < runs.length; from += runsOfWrite) {
      const accepts = runs.slice(from, from + runsOfWrite).map(({ run }) => run)
      const { earlier, acceptedAt } = await this.runs.writeWithin(client, { accepts, changes: [] })
      accepts.forEach((_, at) => answers.push({ earlier: earlier[at] ?? null, acceptedAt: acceptedAt[at] ?? '' }))
    }
    // Where a run of the same trigger and instant was there before, that is the one that stands for it.
    const rows = outcomes.map(({ runAt, ...row }) => ({ ...row, run_id: runAt === null ? null : (answers[runAt]?.earlier ?? row.run_id) }))
    if (rows.length > 0) await client.query(outcomeSql, [JSON.stringify(rows)])
    if (moves.length > 0) {
      await client.query(moveSql, [JSON.stringify(moves)])
      await client.query(expectSql, [JSON.stringify(moves)])
    }
    if (failed.length > 0) await client.query(holdSql, [JSON.stringify(failed.map(({ flowId, nodeId }) => ({ flow_id: flowId, node_id: nodeId })))])
    return answers
  }
}

interface Move {
  readonly flow_id: string
  readonly node_id: string
  readonly workspace_id: string
  readonly next_at: Date | null
  readonly last_instant: Date
}

/** What a round is about to write. */
class Writing {
  readonly runs: FiredRound['runs'][number]['run'][] = []
  readonly outcomes: (OutcomeRow & { readonly runAt: number | null })[] = []
  readonly moves: Move[] = []
  readonly failed: FiredRound['failed'][number][] = []

  constructor(readonly taken: number) {}

  missed(): FiredRound['missed'] {
    return this.outcomes.filter(({ status }) => status === 'missed').map(({ flow_id: flowId, node_id: nodeId, instants }) => ({ flowId, nodeId, instants }))
  }

  settle(due: DueSchedule, firing: PromiseSettledResult<ScheduleFiring>): void {
    const { flowId, nodeId, workspaceId, dueAt } = due
    if (firing.status === 'rejected') {
      this.failed.push({ flowId, nodeId, error: firing.reason })
      return
    }
    for (const outcome of firing.value.outcomes) this.add(due, outcome)
    this.moves.push({ flow_id: flowId, node_id: nodeId, workspace_id: workspaceId, next_at: firing.value.nextAt, last_instant: lastOf(firing.value, dueAt) })
  }

  add({ flowId, nodeId, workspaceId }: { readonly flowId: string; readonly nodeId: string; readonly workspaceId: string }, { run, ...outcome }: Outcome): void {
    const runAt = run === null ? null : this.runs.push(run) - 1
    this.outcomes.push({
      flow_id: flowId, node_id: nodeId, workspace_id: workspaceId, instant: outcome.instant, status: outcome.status, reason: outcome.reason,
      run_id: run?.run.id ?? null, instants: outcome.instants, through: outcome.through, runAt,
    })
  }
}

/** By position. Asked after the locks were had: whatever an earlier holder wrote is seen. */
async function settledOf(client: pg.PoolClient, due: readonly Pick<DueSchedule, 'flowId' | 'nodeId' | 'dueAt'>[]): Promise<readonly ReadonlySet<number>[]> {
  const settled = due.map(() => new Set<number>())
  if (due.length === 0) return settled
  const { rows } = await client.query<{ at: number; instant: Date }>(settledSql, [due.map((row) => row.flowId), due.map((row) => row.nodeId), due.map((row) => row.dueAt)])
  for (const { at, instant } of rows) settled[at - 1]?.add(instant.getTime())
  return settled
}

function lastOf({ outcomes }: ScheduleFiring, dueAt: Date): Date {
  const last = outcomes.at(-1)
  return last?.through ?? last?.instant ?? dueAt
}
