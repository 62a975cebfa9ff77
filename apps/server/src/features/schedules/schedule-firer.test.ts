import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Plan } from '@maillon/plan'
import { createDataSource, migrate, type Database } from '@maillon/storage'
import { planOf, startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ScheduleWorld, startTestScheduler, type TestScheduler } from '../../testing/scheduler-world.js'

let postgres: TestPostgres
let database: Database
let world: ScheduleWorld
let schedulers: readonly TestScheduler[]

beforeAll(async () => {
  postgres = await startTestPostgres()
  database = createDataSource({ connectionString: postgres.connectionString })
  await database.initialize()
  await migrate(database)
  world = await new ScheduleWorld(database).setUp()
  schedulers = await Promise.all([1, 2, 3, 4, 5].map(() => startTestScheduler(postgres.connectionString)))
}, 60_000)

afterAll(async () => {
  await Promise.all((schedulers ?? []).map((scheduler) => scheduler.stop()))
  await database?.destroy()
  await postgres?.stop()
}, 60_000)

// What one test leaves behind must not be due in the next.
afterEach(async () => {
  vi.useRealTimers()
  await database.query('DELETE FROM trigger_schedule')
  await database.query(`DELETE FROM schedule_instant WHERE status = 'expected'`)
})

const one = () => schedulers[0] as TestScheduler
const iso = (date: Date) => date.toISOString()
const count = async (sql: string) => ((await database.query(sql)) as { readonly count: number }[])[0]?.count

describe('five schedulers', () => {
  it('make exactly one run of each of a thousand schedules that are due at the same second', async () => {
    const due = new Date(Date.now() - 1000)
    for (let from = 0; from < 1000; from += 50) await Promise.all(Array.from({ length: 50 }, (_, index) => world.flow(`Flow ${from + index}`, { nextAt: due })))
    const reports = await Promise.all(schedulers.map((scheduler) => scheduler.fire()))
    expect(reports.reduce((sum, { runs }) => sum + runs, 0)).toBe(1000)
    expect(reports.flatMap(({ failed }) => failed)).toEqual([])
    expect(await count(`SELECT count(*)::int FROM run WHERE origin = 'schedule'`)).toBe(1000)
    expect(await count(`SELECT count(DISTINCT (flow_id, run_id))::int AS count FROM schedule_instant WHERE status = 'fired' AND reason IS NULL`)).toBe(1000)
    expect(await count(`SELECT count(*)::int FROM schedule_instant i JOIN trigger_schedule t USING (flow_id, node_id) WHERE i.status = 'expected' AND i.instant = t.next_at AND t.next_at > now()`)).toBe(1000)
    // And nothing is left over for another look.
    expect((await Promise.all(schedulers.map((scheduler) => scheduler.fire()))).map(({ runs }) => runs)).toEqual([0, 0, 0, 0, 0])
  }, 120_000)

  it('share a run that a person asked for at a time', async () => {
    const flow = await world.flow('Asked', { nextAt: null })
    const instant = new Date(Date.now() - 1000)
    const asked = { flowId: flow, workspaceId: world.workspaceId, instant, asked: { by: world.workspaceId, name: 'Ana', trigger: null } }
    expect(await one().ledger.ask(asked)).toBe(true)
    expect(await one().ledger.ask(asked)).toBe(false)
    const reports = await Promise.all(schedulers.map((scheduler) => scheduler.fire()))
    expect(reports.reduce((sum, { runs }) => sum + runs, 0)).toBe(1)
    expect(await world.runsOf(flow)).toEqual([iso(instant)])
    expect(await world.ledgerOf(flow)).toEqual([`${iso(instant)} fired`])
    expect(await one().ledger.withdraw(asked)).toBe(false)
  })
})

describe('a scheduler that comes back after three instants', () => {
  it.each([['skip', 0], ['one', 1], ['all', 3]] as const)('with the choice %s makes %i runs, and the ledger says what became of each', async (catchUp, runs) => {
    const [first, second, third, next] = [await world.hoursAgo(4), await world.hoursAgo(3), await world.hoursAgo(2), await world.hoursAgo(-1)]
    // Every hour but the latest: the third instant is an hour late at least, whenever this test runs.
    const schedule = { every: 'cron', cron: `0 ${[first, second, third, next].map((at) => at.getUTCHours()).join(',')} * * *` }
    const flow = await world.flow(`Paused ${catchUp}`, { nextAt: first, catchUp, schedule })
    expect((await one().fire()).runs).toBe(runs)
    const instants = [first, second, third].map(iso)
    expect(await world.runsOf(flow)).toEqual(instants.slice(3 - runs))
    const outcomes = { skip: ['skipped not-caught-up', 'skipped not-caught-up', 'skipped not-caught-up'], one: ['skipped stood-for', 'skipped stood-for', 'fired caught-up'], all: ['fired caught-up', 'fired caught-up', 'fired caught-up'] }[catchUp]
    expect(await world.ledgerOf(flow)).toEqual([...instants.map((instant, at) => `${instant} ${outcomes[at]}`), `${iso(next)} expected`])
  })

  it('catches up no more than the limit, and nothing beyond the days', async () => {
    const [first, second, third] = [await world.hoursAgo(30), await world.hoursAgo(3), await world.hoursAgo(2)]
    const schedule = { every: 'cron', cron: `0 ${second.getUTCHours()},${third.getUTCHours()} * * *` }
    const flow = await world.flow('Limited', { nextAt: first, catchUp: 'all', catchUpLimit: 1, catchUpDays: 1, schedule })
    const { runs, missed } = await one().fire()
    expect(runs).toBe(1)
    expect(missed.every(({ flowId, nodeId }) => flowId === flow && nodeId === 'when')).toBe(true)
    const ledger = (await world.ledgerOf(flow)).map((line) => line.slice(25))
    expect(missed).toHaveLength(ledger.length - 2)
    expect(ledger.slice(-3)).toEqual(['missed over-limit', 'fired caught-up', 'expected'])
    expect(ledger.slice(0, -3).every((line) => line === 'missed too-old')).toBe(true)
  })

  it('says in one row what became of thousands', async () => {
    const flow = await world.flow('Every minute', { nextAt: await world.hoursAgo(72), schedule: { every: 'minutes', count: 1 } })
    expect((await one().fire()).runs).toBe(1)
    const rows: { readonly instants: number; readonly status: string }[] = await database.query('SELECT instants, status FROM schedule_instant WHERE flow_id = $1 AND status <> $2 ORDER BY instant', [flow, 'expected'])
    expect(rows.length).toBe(1001)
    expect(rows.reduce((sum, { instants }) => sum + instants, 0)).toBeGreaterThan(72 * 60)
    expect(rows.at(-1)).toMatchObject({ status: 'fired' })
  })
})

describe('a scheduler that dies', () => {
  it.each([['locked', 1], ['written', 1], ['committed', 0]] as const)('with SIGKILL when everything is %s leaves the instant to the next one, which makes %i of the one run there is', async (point, runs) => {
    const due = new Date(Date.now() - 1000)
    const flow = await world.flow(`Killed ${point}`, { nextAt: due })
    const { child, said } = startProcess(point, 'kill')
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
    expect(said.text).toBe(`${point}\n`)
    let made = 0
    // The dead one's transaction ends when Postgres sees that nobody is there.
    await vi.waitFor(
      async () => {
        made += (await one().fire()).runs
        expect(await world.runsOf(flow)).toEqual([iso(due)])
      },
      { timeout: 10_000 },
    )
    expect(made).toBe(runs)
    expect((await world.ledgerOf(flow)).slice(0, 1)).toEqual([`${iso(due)} fired`])
  }, 60_000)

  it('or is stopped with the rows in its hands loses them within seconds, and can’t write when it goes on', async () => {
    const due = new Date(Date.now() - 1000)
    const flow = await world.flow('Frozen', { nextAt: due })
    const { child, said } = startProcess('written', 'wait')
    await vi.waitFor(() => expect(said.text).toContain('written'), { timeout: 20_000 })
    child.kill('SIGSTOP')
    expect((await one().fire()).runs).toBe(0)
    await vi.waitFor(async () => expect((await one().fire()).runs).toBe(1), { timeout: 20_000, interval: 500 })
    child.kill('SIGCONT')
    await once(child, 'exit')
    expect(said.text).toContain('failed')
    expect(await world.runsOf(flow)).toEqual([iso(due)])
  }, 60_000)
})

describe('what is due', () => {
  it('is the database’s word: a server whose clock is a day ahead or behind changes nothing', async () => {
    const [future, past] = [await world.hoursAgo(-2), new Date(Date.now() - 1000)]
    const [later, now] = [await world.flow('Later', { nextAt: future }), await world.flow('Now', { nextAt: past })]
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 })
    expect((await one().fire()).runs).toBe(1)
    vi.setSystemTime(Date.now() - 2 * 86_400_000)
    expect((await one().fire()).runs).toBe(0)
    expect([await world.runsOf(later), await world.runsOf(now)]).toEqual([[], [iso(past)]])
    expect(await world.ledgerOf(now)).toEqual([`${iso(past)} fired`, '2099-01-01T00:00:00.000Z expected'])
  })

  it('and can’t be fired is held and told, while the others go on, and is late for all to see', async () => {
    const due = new Date(Date.now() - 120_000)
    const broken = await world.flow('Broken', { nextAt: new Date(due.getTime() - 1000) }, planOf({ nodes: { other: { trigger: 'schedule' } }, edges: [] }))
    const gone = await world.flow('Zone gone', { nextAt: due, timeZone: 'Mars/Olympus' })
    const good = await world.flow('Good', { nextAt: due })
    const looks = [await one().fire(1), await one().fire(1), await one().fire(1)]
    const failed = looks.flatMap((look) => look.failed)
    expect(looks.map(({ runs }) => runs)).toEqual([0, 0, 1])
    expect(failed.map(({ flowId }) => flowId).sort()).toEqual([broken, gone].sort())
    expect(await world.runsOf(good)).toHaveLength(1)
    expect((await one().fire()).failed).toEqual([])
    const { schedules } = await world.reader.list({ workspaceId: world.workspaceId, state: 'late', offset: 0, limit: 10 })
    expect(schedules.map(({ flowId }) => flowId).sort()).toEqual([broken, gone].sort())
    await database.query('UPDATE trigger_schedule SET held_until = now()')
    expect((await one().fire()).failed).toHaveLength(2)
  })

  it('a second time, because somebody set it back, makes no second run', async () => {
    const due = await world.hoursAgo(1)
    const flow = await world.flow('Again', { nextAt: due, catchUp: 'all' })
    await one().fire()
    const runs = await world.runsOf(flow)
    await database.query('UPDATE trigger_schedule SET next_at = $2 WHERE flow_id = $1', [flow, due])
    expect((await one().fire()).runs).toBe(0)
    expect(await world.runsOf(flow)).toEqual(runs)
  })

  it('once, or after a delay, fires once and is done', async () => {
    const anchoredAt = new Date(Date.now() - 600_000)
    const delayed = await world.flow('Delayed', { nextAt: new Date(anchoredAt.getTime() + 300_000), schedule: { every: 'delay', minutes: 5 }, anchoredAt })
    const day = iso(await world.hoursAgo(2))
    const once_ = await world.flow('Once', { nextAt: new Date(day), schedule: { every: 'once', date: day.slice(0, 10), at: day.slice(11, 16) } })
    expect((await one().fire()).runs).toBe(2)
    expect((await one().fire()).runs).toBe(0)
    for (const flowId of [delayed, once_]) {
      expect(await world.ledgerOf(flowId)).toHaveLength(1)
      await database.query(`UPDATE run SET status = 'succeeded', ended_at = now() WHERE flow_id = $1`, [flowId])
      expect((await world.reader.list({ workspaceId: world.workspaceId, flowId, offset: 0, limit: 1 })).schedules).toMatchObject([{ state: 'done', nextAt: null }])
    }
  })
})

describe('the ledger', () => {
  it('says missed where a flow is switched off, changed or deleted while it is late; what was to come is just not expected any more', async () => {
    const [late, future] = [new Date(Date.now() - 120_000), await world.hoursAgo(-3)]
    const flows = await Promise.all(['Off', 'Changed', 'Deleted'].map((name) => world.flow(name, { nextAt: late })))
    const [off = '', changed = '', deleted = ''] = flows
    const coming = await world.flow('Coming', { nextAt: future })
    await world.switchOff(off)
    await world.publish(changed, { nextAt: future, schedule: { every: 'hours', count: 3 } })
    await world.remove(deleted)
    await world.switchOff(coming)
    for (const flow of [off, deleted]) expect(await world.ledgerOf(flow)).toEqual([`${iso(late)} missed withdrawn`])
    expect(await world.ledgerOf(changed)).toEqual([`${iso(late)} missed withdrawn`, `${iso(future)} expected`])
    expect(await world.ledgerOf(coming)).toEqual([])
  })

  it('never changes what was decided', async () => {
    const flow = await world.flow('Final', { nextAt: new Date(Date.now() - 1000) })
    await one().fire()
    await expect(database.query(`UPDATE schedule_instant SET status = 'missed', run_id = NULL WHERE flow_id = $1 AND status = 'fired'`, [flow])).rejects.toThrow(/cannot become missed/)
  })

  it('misses a run that was asked for where nothing can run any more', async () => {
    const flow = await world.flow('Gone', { nextAt: null })
    const instant = new Date(Date.now() - 1000)
    await one().ledger.ask({ flowId: flow, workspaceId: world.workspaceId, instant, asked: { by: world.workspaceId, name: 'Ana', trigger: null } })
    await world.remove(flow)
    expect((await one().fire()).runs).toBe(0)
    expect(await world.ledgerOf(flow)).toEqual([`${iso(instant)} missed withdrawn`])
  })

  it('goes on with the other runs asked for where one can’t be prepared', async () => {
    const [bad, good] = [await world.flow('No plan', { nextAt: null }, {} as Plan), await world.flow('Has one', { nextAt: null })]
    const asked = { workspaceId: world.workspaceId, asked: { by: world.workspaceId, name: 'Ana', trigger: null } }
    await one().ledger.ask({ ...asked, flowId: bad, instant: new Date(Date.now() - 2000) })
    await one().ledger.ask({ ...asked, flowId: good, instant: new Date(Date.now() - 1000) })
    const { runs, failed } = await one().fire()
    expect([runs, failed.map(({ flowId }) => flowId)]).toEqual([1, [bad]])
    expect((await world.ledgerOf(bad)).map((line) => line.slice(25))).toEqual(['expected'])
  })

  it('forgets what is old, in batches, but neither what is still expected nor the latest outcome', async () => {
    const flow = await world.flow('Old', { nextAt: await world.hoursAgo(-1) })
    await database.query(
      `INSERT INTO schedule_instant (flow_id, node_id, instant, workspace_id, status, reason, decided_at)
       SELECT $1, 'when', now() - make_interval(days => 100, mins => n), $2, 'missed', 'too-old', now() - interval '100 days' FROM generate_series(1, 25) n`,
      [flow, world.workspaceId],
    )
    await database.query(`UPDATE schedule_instant SET instant = now() - interval '200 days' WHERE flow_id = $1 AND status = 'expected'`, [flow])
    expect([await one().ledger.sweep(90, 10), await one().ledger.sweep(90, 10), await one().ledger.sweep(90, 10)]).toEqual([10, 10, 4])
    expect((await world.ledgerOf(flow)).map((line) => line.slice(25))).toEqual(['expected', 'missed too-old'])
    expect(await one().ledger.sweep(90, 10)).toBe(0)
  })
})

function startProcess(point: string, how: 'kill' | 'wait'): { readonly child: ChildProcess; readonly said: { text: string } } {
  const script = fileURLToPath(new URL('../../testing/scheduler-process.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', script, postgres.connectionString, point, how], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = { text: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.text += chunk.toString()))
  return { child, said }
}
