import { randomBytes, randomUUID } from 'node:crypto'
import { emptyFlow } from '@maillon/flow-document'
import { startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createDataSource, createPool, FlowStore, migrate, PeopleStore, TableDump, type Database } from '../index.js'
import { daysBefore, RetentionStore } from './retention.store.js'

let postgres: TestPostgres
let database: Database
let pool: pg.Pool
let store: RetentionStore
let flowId: string
const workspaceId = randomUUID()
const now = Date.now()
const limit = daysBefore(now, 90)

beforeAll(async () => {
  postgres = await startTestPostgres()
  database = createDataSource({ connectionString: postgres.connectionString })
  await database.initialize()
  await migrate(database)
  pool = createPool({ connectionString: postgres.connectionString, poolSize: 4 })
  store = new RetentionStore(pool)
  const user = { id: randomUUID(), workspaceId, name: 'Ana', email: 'ana@example.com', emailKey: 'ana@example.com', passwordHash: 'x', role: 'owner', locale: 'fr' } as const
  await new PeopleStore(database).createFirst({ id: workspaceId, name: 'W', timeZone: 'Europe/Paris', locale: 'fr' }, user)
})

afterAll(async () => {
  await pool?.end()
  await database?.destroy()
  await postgres?.stop()
})

beforeEach(async () => {
  await pool.query('TRUNCATE run, step, attempt, run_log, removed_run, mended_row, file, node_state')
  await pool.query('DELETE FROM flow')
  flowId = randomUUID()
  await new FlowStore(database).create([{ id: flowId, workspaceId, document: { ...emptyFlow(flowId, 'F'), settings: { keepDays: 90 } } }])
})

/** As the server makes ids: in the order of time. */
function idAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

interface Past {
  readonly daysAgo: number
  /** Null: it goes on. */
  readonly endedDaysAgo?: number | null
  readonly retryOf?: string
  readonly parent?: { readonly id: string; readonly kind: 'iteration' | 'flow' }
}

async function run({ daysAgo, endedDaysAgo = daysAgo, retryOf, parent }: Past): Promise<string> {
  const at = daysBefore(now, daysAgo)
  const id = idAt(at)
  const ended = endedDaysAgo === null ? null : new Date(daysBefore(now, endedDaysAgo))
  await pool.query(
    `INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, priority, trigger_node, lane, accepted_at, ended_at, retry_of, retry_kind, parent_id, parent_node, parent_kind, position)
     VALUES ($1, $2, $3, $4, $5, 'manual', 5, 0, 'default', $6, $7, $8, CASE WHEN $8::uuid IS NULL THEN NULL ELSE 'failure' END, $9, CASE WHEN $9::uuid IS NULL THEN NULL ELSE 1 END, $10, CASE WHEN $9::uuid IS NULL THEN NULL ELSE 0 END)`,
    [id, workspaceId, flowId, randomUUID(), ended === null ? 'running' : 'failed', new Date(at), ended, retryOf ?? null, parent?.id ?? null, parent?.kind ?? null])
  await pool.query(`INSERT INTO step (run_id, node, attempt, failures, interruptions, status) VALUES ($1, 0, 1, 0, 0, 'succeeded')`, [id])
  await pool.query(`INSERT INTO attempt (run_id, node, number, outcome, started_at) VALUES ($1, 0, 1, 'failed', now())`, [id])
  await pool.query(`INSERT INTO run_log (run_id, node, attempt, level, at, message) SELECT $1, 0, 1, 'info', now(), 'line' FROM generate_series(1, 3)`, [id])
  await pool.query(`INSERT INTO node_state (flow_id, node_id, key, value, revision) VALUES ($1, 'mail', $2, '{}', 1)`, [flowId, `sent/${id}-0-i0`])
  await pool.query(`INSERT INTO file (id, workspace_id, run_id, name, media_type, size, sha256) VALUES ($1, $2, $3, 'f', 'text/plain', 1, 'x')`, [randomUUID(), workspaceId, id])
  return id
}

async function runsLeft(): Promise<readonly string[]> {
  return (await pool.query<{ id: string }>('SELECT id FROM run ORDER BY id')).rows.map(({ id }) => id)
}

/** Everything that is to go, goes. @returns ids of the runs whose bytes were to be removed */
async function sweep(): Promise<readonly string[]> {
  const removed: string[] = []
  for (;;) {
    const gone = await store.remove(flowId, limit, 2)
    const runs = await store.removed(2, 0)
    removed.push(...runs.runIds)
    await store.forget(runs)
    if (gone === 0 && runs.runIds.length === 0) return removed
  }
}

async function rowsOf(ids: readonly string[]): Promise<number> {
  const tables = ['step', 'attempt', 'run_log', 'file'].map((table) => `(SELECT count(*) FROM ${table} WHERE run_id = ANY($1::uuid[]))`).join(' + ')
  const { rows } = await pool.query<{ n: number }>(`SELECT (${tables} + (SELECT count(*) FROM node_state WHERE substr(key, 6, 36) = ANY($1::text[])))::int AS n`, [ids])
  return rows[0]?.n ?? 0
}

it('takes away what ended before the limit, with everything that hangs on it, and nothing else', async () => {
  const old = [await run({ daysAgo: 91 }), await run({ daysAgo: 100 }), await run({ daysAgo: 200 })]
  const kept = [await run({ daysAgo: 100, endedDaysAgo: 80 }), await run({ daysAgo: 120, endedDaysAgo: null }), await run({ daysAgo: 1 })]
  const removed = await sweep()
  expect([...removed].sort()).toEqual([...old].sort())
  expect(await runsLeft()).toEqual([...kept].sort())
  expect(await rowsOf(old)).toBe(0)
  // A step, an attempt, three lines, a file and an entry of the ledger each.
  expect(await rowsOf(kept)).toBe(3 * 7)
  expect((await pool.query('SELECT FROM removed_run')).rowCount).toBe(0)
})

it('keeps a run for as long as one that goes on from it, then lets both go', async () => {
  const first = await run({ daysAgo: 200 })
  const second = await run({ daysAgo: 30, retryOf: first })
  expect(await sweep()).toEqual([])
  expect(await runsLeft()).toEqual([first, second])
  await pool.query('DELETE FROM run WHERE id = $1', [second])
  expect(await sweep()).toEqual([first])
})

it('lets a chain of retries go from its end', async () => {
  const first = await run({ daysAgo: 200 })
  const second = await run({ daysAgo: 190, retryOf: first })
  const third = await run({ daysAgo: 180, retryOf: second })
  expect(await sweep()).toEqual([third, second, first])
})

it('takes turns and called flows along with their run, however deep they stand', async () => {
  const top = await run({ daysAgo: 100 })
  const turn = await run({ daysAgo: 100, parent: { id: top, kind: 'iteration' } })
  const called = await run({ daysAgo: 100, parent: { id: turn, kind: 'flow' } })
  expect((await sweep()).toSorted()).toEqual([top, turn, called].toSorted())
  expect(await runsLeft()).toEqual([])
  expect(await rowsOf([top, turn, called])).toBe(0)
})

it.each([['goes on', { endedDaysAgo: null }], ['ended lately', { endedDaysAgo: 10 }]] as const)('keeps the whole family while something below %s', async (_, last) => {
  const top = await run({ daysAgo: 100 })
  const turn = await run({ daysAgo: 100, parent: { id: top, kind: 'iteration' } })
  await run({ daysAgo: 100, ...last, parent: { id: turn, kind: 'flow' } })
  expect(await sweep()).toEqual([])
  expect(await runsLeft()).toHaveLength(3)
})

it('keeps the data of a run that somebody takes up in the moment in which it disappears', async () => {
  const first = await run({ daysAgo: 200 })
  expect(await store.remove(flowId, limit, 10)).toBe(1)
  const second = await run({ daysAgo: 0, endedDaysAgo: null, retryOf: first })
  expect(await store.removed(10, 0)).toEqual({ runIds: [], fileIds: [] })
  await pool.query('DELETE FROM run WHERE id = $1', [second])
  expect((await store.removed(10, 0)).runIds).toEqual([first])
})

it('gives the files of what disappeared until their rows are gone, so that a crash loses none', async () => {
  const id = await run({ daysAgo: 200 })
  await store.remove(flowId, limit, 10)
  expect((await store.removed(10, 60_000)).runIds).toEqual([])
  const once = await store.removed(10, 0)
  expect(once.fileIds).toHaveLength(1)
  expect(await store.removed(10, 0)).toEqual(once)
  await store.forget(once)
  expect(await store.removed(10, 0)).toEqual({ runIds: [], fileIds: [] })
  expect(await rowsOf([id])).toBe(0)
})

it('waits for nobody: a run that somebody holds this moment is left for the next time', async () => {
  const held = await run({ daysAgo: 150 })
  const free = await run({ daysAgo: 100 })
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query('SELECT FROM run WHERE id = $1 FOR UPDATE', [held])
  expect(await store.remove(flowId, limit, 10)).toBe(1)
  expect(await runsLeft()).toEqual([held])
  await client.query('ROLLBACK')
  client.release()
  expect(await runsLeft()).not.toContain(free)
  expect(await store.remove(flowId, limit, 10)).toBe(1)
})

it('finds an old run by the index, without reading those that stay', async () => {
  await pool.query(
    `INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, priority, trigger_node, lane, ended_at)
     SELECT overlay($1 PLACING lpad(to_hex(n), 12, '0') FROM 25)::uuid, $2, $3, $2, 'succeeded', 'manual', 5, 0, 'default', now() FROM generate_series(1, 20000) n`,
    [idAt(now), workspaceId, flowId])
  await run({ daysAgo: 100 })
  await pool.query('ANALYZE run')
  const before = await blocksRead()
  await store.remove(flowId, limit, 100)
  expect((await blocksRead()) - before).toBeLessThan(200)
})

/** Blocks of `run` that were touched so far. */
async function blocksRead(): Promise<number> {
  await pool.query('SELECT pg_stat_force_next_flush()')
  const { rows } = await pool.query<{ n: number }>(`SELECT (heap_blks_read + heap_blks_hit)::int AS n FROM pg_statio_user_tables WHERE relname = 'run'`)
  return rows[0]?.n ?? 0
}

it('knows how long each flow with old runs keeps them, deleted ones too', async () => {
  expect(await store.flows(limit)).toEqual([])
  await run({ daysAgo: 100 })
  expect(await store.flows(limit)).toEqual([{ flowId, workspaceId, keepDays: 90 }])
  await new FlowStore(database).remove(workspaceId, flowId)
  expect(await store.flows(limit)).toEqual([{ flowId, workspaceId, keepDays: 90 }])
})

it('takes a deleted flow away once its last run is gone, not before', async () => {
  const id = await run({ daysAgo: 100 })
  await new FlowStore(database).remove(workspaceId, flowId)
  expect(await store.removeUnused(now + 60_000, 10)).toBe(0)
  await pool.query('DELETE FROM run WHERE id = $1', [id])
  expect(await store.removeUnused(limit, 10)).toBe(0)
  expect(await store.removeUnused(now + 60_000, 10)).toBe(1)
  expect((await pool.query('SELECT FROM flow WHERE id = $1', [flowId])).rowCount).toBe(0)
})

it('tells names of which nothing knows from those of runs and files', async () => {
  const id = await run({ daysAgo: 1 })
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM file WHERE run_id = $1', [id])
  const nobody = randomUUID()
  expect(await store.withoutRun([id, nobody])).toEqual([nobody])
  expect(await store.withoutFile([rows[0]?.id ?? '', nobody])).toEqual([nobody])
})

it('is done by one server at a time', async () => {
  const order: boolean[] = []
  await store.alone(async () => {
    order.push(await store.alone(() => Promise.resolve()))
  })
  expect([...order, await store.alone(() => Promise.resolve())]).toEqual([false, true])
})

it('removes nothing while a backup copies bytes, and the backup holds up nobody else', async () => {
  const backup = await TableDump.open(postgres.connectionString)
  let ran = 0
  try {
    expect(await store.alone(async () => void (ran += 1))).toBe(false)
    const owner = { id: randomUUID(), workspaceId: randomUUID(), name: 'Bo', email: 'bo@example.com', emailKey: 'bo@example.com', passwordHash: 'x', role: 'owner', locale: 'fr' } as const
    expect(await new PeopleStore(database).createFirst({ id: owner.workspaceId, name: 'X', timeZone: 'Europe/Paris', locale: 'fr' }, owner)).toBe(false)
    expect(await migrate(database)).toEqual([])
  } finally {
    await backup.close()
  }
  expect(await store.alone(async () => void (ran += 1))).toBe(true)
  expect(ran).toBe(1)
})
