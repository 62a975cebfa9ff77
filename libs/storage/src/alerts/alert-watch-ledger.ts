// A1  Who looks at a rule holds its row; others pass over it. What is due says the database's clock alone.
// A2  Facts, alerts, who was told and the notices to be sent are one transaction: a server that dies at any moment has decided all of a look,
//     or nothing of it.
// A3  A rule and a subject have one open alert at most, and what a person ended stays ended.
import type pg from 'pg'
import type { AlertFacts, AlertWriting } from './alert-record.js'
import { lookAtRule, type Looked } from './alert-facts.js'
import { writeSql } from './alert-facts.sql.js'
import { ruleColumns, ruleOf, type AlertRuleRow } from './alert-rule.store.js'

/** How long until a rule is looked at again, seconds. No success for hours can wait a minute. */
const nextLook = `CASE kind WHEN 'silence' THEN interval '60 seconds' ELSE interval '10 seconds' END`
const keptEventsSql = `DELETE FROM alert_event WHERE at < now() - interval '1 day'`
const keptNoticesSql = `DELETE FROM alert_notice WHERE made_at < now() - interval '60 days' AND (sent_at IS NOT NULL OR given_up_at IS NOT NULL)`
const keptAlertsSql = `DELETE FROM alert WHERE closed_at < now() - interval '400 days'`

export class AlertWatchLedger {
  constructor(private readonly pool: pg.Pool) {}

  /** One look at the rule that waits longest. @returns the rule; null: none is due. */
  async look(decide: (facts: AlertFacts) => Promise<AlertWriting>): Promise<string | null> {
    const client = await this.pool.connect()
    try {
      // A server that is stopped in the middle must not keep its rule from the others.
      await client.query(`BEGIN; SET LOCAL idle_in_transaction_session_timeout = '20s'`)
      const rule = await this.#lookWithin(client, decide)
      await client.query('COMMIT')
      client.release()
      return rule
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined)
      client.release(true)
      throw error
    }
  }

  /** A rule whose look failed waits a minute: the others must not wait behind it. */
  async putOff(ruleId: string): Promise<void> {
    await this.pool.query(`UPDATE alert_rule SET look_at = now() + interval '60 seconds' WHERE id = $1`, [ruleId])
  }

  /** Forgets what nobody asks for any more. */
  async sweep(): Promise<void> {
    for (const statement of [keptEventsSql, keptNoticesSql, keptAlertsSql]) await this.pool.query(statement)
  }

  async #lookWithin(client: pg.PoolClient, decide: (facts: AlertFacts) => Promise<AlertWriting>): Promise<string | null> {
    const { rows } = await client.query<DueRow>(
      `SELECT ${ruleColumns}, since, watched_to, told, now() AS now FROM alert_rule WHERE enabled AND look_at <= now() ORDER BY look_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    )
    const [due] = rows
    if (due === undefined) return null
    const rule = ruleOf(due)
    try {
      const looked = await lookAtRule(client, rule, { now: due.now, since: due.since, watchedTo: due.watched_to })
      const facts: AlertFacts = { rule, now: due.now.getTime(), standing: looked.standing, observations: looked.observations, gone: looked.gone, tellings: due.told.map((at) => at.getTime()) }
      await write(client, { facts, looked, writing: await decide(facts) })
    } catch (error) {
      throw new LookFailed(rule.id, error)
    }
    return rule.id
  }
}

/** Names the rule whose look failed. */
export class LookFailed extends Error {
  constructor(readonly ruleId: string, override readonly cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause))
  }
}

interface DueRow extends AlertRuleRow {
  readonly since: Date
  readonly watched_to: Date | null
  readonly told: readonly Date[]
  readonly now: Date
}

async function write(client: pg.PoolClient, { facts: { rule }, looked, writing }: { readonly facts: AlertFacts; readonly looked: Looked; readonly writing: AlertWriting }): Promise<void> {
  const rows = writing.alerts.map(({ openedAt, since, lastAt, toldAt, closedAt, wellSince, ...alert }) => ({
    ...alert, openedAt: new Date(openedAt), since: new Date(since), lastAt: new Date(lastAt), toldAt: dateOf(toldAt), closedAt: dateOf(closedAt), wellSince: dateOf(wellSince),
  }))
  if (rows.length > 0) await client.query(writeSql, [JSON.stringify(rows), rule.workspaceId, rule.id, rule.kind])
  for (const { id, target, lines } of writing.notices) {
    await client.query('INSERT INTO alert_notice (id, workspace_id, rule_id, target, lines) VALUES ($1, $2, $3, $4, $5)', [id, rule.workspaceId, rule.id, JSON.stringify(target), JSON.stringify(lines)])
  }
  await client.query(`UPDATE alert_rule SET look_at = now() + ${nextLook}, watched_to = $2, told = $3 WHERE id = $1`, [rule.id, looked.watchedTo, writing.tellings.map((at) => new Date(at))])
}

function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at)
}
