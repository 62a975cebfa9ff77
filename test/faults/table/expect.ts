import { deepStrictEqual, ok } from 'node:assert/strict'
import type { House } from '../rig/house.js'

export const same: typeof deepStrictEqual = deepStrictEqual
export const holds: typeof ok = ok

/** How the attempts of a step ended, oldest first. */
export async function outcomesOf(house: House, runId: string, node: number): Promise<readonly string[]> {
  const { rows } = await house.db.query<{ outcome: string }>(
    `SELECT outcome FROM (SELECT number, outcome FROM attempt WHERE run_id = $1 AND node = $2 UNION ALL SELECT attempt, outcome FROM step WHERE run_id = $1 AND node = $2 AND outcome IS NOT NULL) AS a ORDER BY number`, [runId, node])
  return rows.map(({ outcome }) => outcome)
}

export function effectsOf(house: House, runId: string, node: number): number {
  return house.oracle.effects.filter(({ key }) => key?.startsWith(`${runId}-${node}`) === true && !/^\d/.test(key.slice(`${runId}-${node}`.length))).length
}

export async function statusesOf(house: House, runs: readonly string[]): Promise<readonly string[]> {
  const { rows } = await house.db.query<{ status: string }>('SELECT status FROM run WHERE id = ANY($1) ORDER BY id', [runs])
  return rows.map(({ status }) => status)
}

/** The error of a run as code, null where it has none. */
export async function errorCodeOf(house: House, runId: string): Promise<string | null> {
  const { rows } = await house.db.query<{ code: string | null }>(`SELECT error->'error'->>'code' AS code FROM run WHERE id = $1`, [runId])
  return rows[0]?.code ?? null
}

/** The runs that a delivery made: none or one. */
export async function runsOfDelivery(house: House, delivery: string): Promise<readonly string[]> {
  const { rows } = await house.db.query<{ id: string }>('SELECT id FROM run WHERE key LIKE $1', [`webhook:%:${delivery}`])
  return rows.map(({ id }) => id)
}

/** Seconds from an instant to the first attempt that begins after it in this run; null: none began. */
export async function secondsToNextStart(house: House, runId: string, at: number): Promise<number | null> {
  const { rows } = await house.db.query<{ s: number | null }>(
    `SELECT extract(epoch FROM min(started_at) - to_timestamp($2 / 1000.0))::float8 AS s FROM (SELECT started_at FROM step WHERE run_id = $1 UNION ALL SELECT started_at FROM attempt WHERE run_id = $1) AS a
     WHERE started_at > to_timestamp($2 / 1000.0)`, [runId, at])
  return rows[0]?.s ?? null
}

/** Asks again and again until it is true. @throws Error naming what wasn't, after `patienceMs` */
export async function until(what: string, isTrue: () => Promise<boolean> | boolean, patienceMs = 20_000): Promise<void> {
  for (const deadline = performance.now() + patienceMs; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (await Promise.resolve(isTrue()).catch(() => false)) return
    if (performance.now() > deadline) throw new Error(`Not within ${patienceMs} ms: ${what}`)
  }
}
