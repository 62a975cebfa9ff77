import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDataSource, createPool, migrate, PostgresPaceKeeper } from '../index.js'

let postgres: TestPostgres
let pool: ReturnType<typeof createPool>
/** Two workers, each with connections of its own. */
let keepers: readonly [PostgresPaceKeeper, PostgresPaceKeeper]
let other: ReturnType<typeof createPool>

beforeAll(async () => {
  postgres = await startTestPostgres()
  const source = createDataSource({ connectionString: postgres.connectionString })
  await source.initialize()
  await migrate(source)
  await source.destroy()
  ;[pool, other] = [createPool({ connectionString: postgres.connectionString }), createPool({ connectionString: postgres.connectionString })]
  keepers = [new PostgresPaceKeeper(pool), new PostgresPaceKeeper(other)]
}, 60_000)

afterAll(async () => {
  await pool.end()
  await other.end()
  await postgres.stop()
})

async function credential(): Promise<string> {
  const id = randomUUID()
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM workspace LIMIT 1')
  const workspaceId = rows[0]?.id ?? (await newWorkspace())
  await pool.query(`INSERT INTO credential (id, workspace_id, name, type, visible, secrets_set, hosts, sealed) VALUES ($1, $2, 'c', 'http-bearer', '{}', '{}', '{}', '{}')`, [id, workspaceId])
  return id
}

async function newWorkspace(): Promise<string> {
  const id = randomUUID()
  await pool.query(`INSERT INTO workspace (id, name, time_zone, locale) VALUES ($1, 'w', 'UTC', 'en')`, [id])
  return id
}

const ask = (credentialId: string, pace: { readonly perMinute: number | null; readonly atOnce: number | null }, holder: string = randomUUID(), holdMs = 60_000) => ({ credentialId, pace, holder, holdMs })

it('lets no more calls through in a minute than allowed, whoever asks and however many at once', async () => {
  const id = await credential()
  const began = performance.now()
  const waits = await Promise.all(Array.from({ length: 40 }, (_, n) => keepers[n % 2 === 0 ? 0 : 1].take(ask(id, { perMinute: 100, atOnce: null }))))
  // 100 a minute: five at once, then one each 0.63 s.
  const through = waits.filter((ms) => ms === 0).length
  expect(through).toBeGreaterThanOrEqual(5)
  expect(through).toBeLessThanOrEqual(5 + Math.ceil((performance.now() - began) / 631))
  for (const ms of waits.filter((one) => one > 0)) expect(ms).toBeLessThanOrEqual(640)
})

it('says how long to wait, and is right about it', async () => {
  const id = await credential()
  const pace = { perMinute: 100, atOnce: null }
  let wait = 0
  for (let taken = 0; taken < 50 && wait === 0; taken += 1) wait = await keepers[0].take(ask(id, pace))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(632)
  await pause(wait + 20)
  expect(await keepers[1].take(ask(id, pace))).toBe(0)
})

it('gives no more places than there are; one comes free when it is given back, or when its holder is gone too long', async () => {
  const id = await credential()
  const pace = { perMinute: null, atOnce: 2 }
  const first = ask(id, pace)
  expect(await keepers[0].take(first)).toBe(0)
  expect(await keepers[1].take(ask(id, pace, 'dying', 200))).toBe(0)
  // The same attempt calls again in its own place.
  expect(await keepers[0].take(first)).toBe(0)
  expect(await keepers[1].take(ask(id, pace))).toBeGreaterThan(0)
  await keepers[0].release(id, first.holder)
  expect(await keepers[1].take(ask(id, pace))).toBe(0)
  expect(await keepers[0].take(ask(id, pace))).toBeGreaterThan(0)
  await pause(250)
  expect(await keepers[0].take(ask(id, pace))).toBe(0)
})

it('leaves a service alone for as long as it asked, for everybody', async () => {
  const id = await credential()
  const pace = { perMinute: 1000, atOnce: null }
  await keepers[0].take(ask(id, pace))
  await keepers[0].block(id, 5_000)
  await keepers[0].block(id, 100)
  const wait = await keepers[1].take(ask(id, pace))
  expect(wait).toBeGreaterThan(4_000)
  expect(wait).toBeLessThanOrEqual(5_000)
})

it('takes no token where there is no place, and no place where there is no token', async () => {
  const id = await credential()
  expect(await keepers[0].take(ask(id, { perMinute: 1, atOnce: 1 }, 'a'))).toBe(0)
  expect(await keepers[0].take(ask(id, { perMinute: 1, atOnce: 1 }, 'b'))).toBeGreaterThan(1_000)
  const { rows } = await pool.query<{ holder: string }>('SELECT holder FROM credential_place WHERE credential_id = $1', [id])
  expect(rows).toEqual([{ holder: 'a' }])
})
