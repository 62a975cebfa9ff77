import type { CalendarView, FlowDetail, InstantsPage, RunsPage, SchedulesPage } from '@maillon/api-contract'
import { createDataSource, type Database } from '@maillon/storage'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chain, nodeOf } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

// A server that answers and works, but never looks at schedules: what is due stays late.
let server: TestServer
let owner: TestClient
let database: Database

beforeAll(async () => {
  server = await startTestServer({ roles: ['api', 'worker'] })
  owner = await server.owner()
  database = createDataSource({ connectionString: server.databaseUrl })
  await database.initialize()
}, 60_000)

afterAll(async () => {
  await database?.destroy()
  await server?.stop()
}, 60_000)

async function flow(name: string, schedule: object, { activate = true, ...params }: { readonly activate?: boolean; readonly [param: string]: unknown } = {}): Promise<string> {
  const document = chain(name, [nodeOf('when', 'core.schedule', { schedule, timeZone: 'UTC', ...params } as never), nodeOf('log', 'core.log', { message: 'at {{run.instant}}' })])
  const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify(document) })).body as FlowDetail
  const published = await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate })
  expect(published.status, published.text).toBe(200)
  return id
}

/** Far away, so that only what a test makes late is. */
const far = { every: 'once', date: '2099-06-01', at: '10:00' }

async function makeLate(flowId: string, minutes: number): Promise<string> {
  const at = new Date(Date.now() - minutes * 60_000)
  await database.query('UPDATE trigger_schedule SET next_at = $2 WHERE flow_id = $1', [flowId, at])
  await database.query(`UPDATE schedule_instant SET instant = $2 WHERE flow_id = $1 AND status = 'expected'`, [flowId, at])
  return at.toISOString()
}

const schedules = async (query = '') => (await owner.get(`/api/schedules${query}`)).body as SchedulesPage
const instants = async (query = '') => (await owner.get(`/api/schedules/instants${query}`)).body as InstantsPage
const isoIn = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

describe('the list of schedules', () => {
  it('tells states from rows, the most urgent first, in words, and says that nobody looks at schedules', async () => {
    const soon = await flow('Soon', { every: 'minutes', count: 30 }, { exceptDates: [] })
    await flow('Planned', { every: 'once', date: '2099-05-01', at: '09:00' }, { exceptDates: ['2098-12-25'] })
    await flow('Off', { every: 'day', at: '09:00' }, { activate: false })
    const late = await flow('Late', far)
    const lateSince = await makeLate(late, 10)
    const page = await schedules()
    expect(page.schedules.map(({ flowName, state }) => `${flowName} ${state}`)).toEqual(['Late late', 'Soon soon', 'Planned planned', 'Off disabled'])
    expect(page.schedules[0]).toMatchObject({ flowId: late, nodeId: 'when', nextAt: lateSince, last: null, timeZone: 'UTC', catchUp: 'one' })
    expect(page.schedules.map(({ sentence }) => sentence)).toEqual(['Once, on 1 June 2099 at 10:00', 'Every 30 minutes', 'Once, on 1 May 2099 at 09:00, except on 25 December 2098', 'Every day at 09:00'])
    expect(page).toMatchObject({ total: 4, states: { late: 1, missed: 0, running: 0, soon: 1, planned: 1, done: 0, disabled: 1 }, scheduler: { isAlive: false, seenAt: null } })
    const french = (await owner.get('/api/schedules?state=soon', { 'accept-language': 'fr' })).body as SchedulesPage
    expect(french.schedules.map(({ sentence }) => sentence)).toEqual(['Toutes les 30 minutes'])
    expect((await schedules(`?state=soon`)).schedules).toMatchObject([{ flowId: soon }])
    expect((await instants('?status=late')).instants).toMatchObject([{ flowId: late, instant: lateSince, status: 'late', runId: null, decidedAt: null }])
  })

  it('is filtered and paged', async () => {
    expect((await schedules('?words=LAT')).schedules.map(({ flowName }) => flowName)).toEqual(['Late'])
    expect((await schedules('?words=%25')).total).toBe(0)
    const [first, second] = [await schedules('?limit=3'), await schedules('?limit=3&offset=3')]
    expect([first.schedules.length, second.schedules.length, first.total]).toEqual([3, 1, 4])
    for (const bad of ['?state=sometimes', '?limit=0', '?limit=1000', '?flowId=x', '?offset=-1']) expect((await owner.get(`/api/schedules${bad}`)).status, bad).toBe(400)
  })

  it('shows what was late when a scheduler comes back: who was expected, when, and what happened', async () => {
    const [skip, caughtUp, old] = [await flow('Skips', far, { catchUp: 'skip' }), await flow('Catches up', far), await flow('Too old', far, { catchUpDays: 1 })]
    await makeLate(skip, 5)
    const since = await makeLate(caughtUp, 5)
    await makeLate(old, 3 * 24 * 60)
    expect((await schedules()).states.late).toBe(4)
    const scheduler = await startTestServer({ databaseUrl: server.databaseUrl, roles: ['scheduler'] })
    try {
      await vi.waitFor(async () => expect((await schedules()).states.late).toBe(0), { timeout: 15_000 })
      const of = async (flowId: string) => (await instants(`?flowId=${flowId}&to=${encodeURIComponent(isoIn(-1))}`)).instants.at(-1)
      expect(await of(skip)).toMatchObject({ status: 'skipped', reason: 'not-caught-up', runId: null })
      expect(await of(old)).toMatchObject({ status: 'missed', reason: 'too-old', runId: null })
      const fired = (await instants(`?flowId=${caughtUp}&status=fired`)).instants[0]
      expect(fired).toMatchObject({ reason: 'caught-up', runId: expect.any(String) as string })
      expect(Date.parse(fired?.decidedAt ?? '') - Date.parse(fired?.instant ?? '')).toBeGreaterThan(60_000)
      expect((await instants(`?flowId=${caughtUp}`)).instants.some(({ instant }) => instant === since)).toBe(true)
      await vi.waitFor(async () => expect((await schedules()).scheduler).toMatchObject({ isAlive: true, seenAt: expect.any(String) as string }), { timeout: 10_000 })
      const page = await schedules(`?flowId=${old}`)
      expect(page.schedules).toMatchObject([{ state: 'missed', last: { status: 'missed', reason: 'too-old' } }])
      expect(page.day).toMatchObject({ fired: 2, skipped: 1 })
    } finally {
      await scheduler.stop()
    }
  }, 60_000)
})

it('a flow is switched on by the database’s clock, whatever the server’s says', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * 86_400_000 })
  try {
    const id = await flow('Skewed', { every: 'day', at: '12:00' })
    vi.useRealTimers()
    const next = Date.parse((await schedules(`?flowId=${id}`)).schedules[0]?.nextAt ?? '')
    expect(next).toBeGreaterThan(Date.now() - 1000)
    expect(next).toBeLessThanOrEqual(Date.now() + 86_400_000)
  } finally {
    vi.useRealTimers()
  }
})

it('the ledger is read page by page, each line once', async () => {
  const id = await flow('Pages', { every: 'hours', count: 1 })
  await database.query(
    `INSERT INTO schedule_instant (flow_id, node_id, instant, workspace_id, status, reason, decided_at)
     SELECT $1, 'when', now() - make_interval(mins => n), workspace_id, 'missed', 'over-limit', now() FROM flow, generate_series(1, 24) n WHERE id = $1`,
    [id],
  )
  const seen: string[] = []
  let cursor: string | null = ''
  for (let pages = 0; cursor !== null && pages < 9; pages += 1) {
    const page: InstantsPage = await instants(`?flowId=${id}&limit=7&cursor=${encodeURIComponent(cursor)}`)
    seen.push(...page.instants.map(({ instant }) => instant))
    cursor = page.nextCursor
  }
  expect(seen).toHaveLength(25)
  expect(seen).toEqual([...new Set(seen)].sort().reverse())
  expect((await instants(`?flowId=${id}&isPast=true`)).instants).toHaveLength(24)
  for (const bad of ['?isPast=perhaps', '?cursor=x', '?from=yesterday', '?status=gone', '?flowId=1', '?nodeId=']) expect((await owner.get(`/api/schedules/instants${bad}`)).status, bad).toBe(bad === '?nodeId=' ? 200 : 400)
})

it('the calendar shows what comes, who meets, and a time at which nobody starts', async () => {
  const at = '03:00'
  const [report, backup] = [await flow('Report', { every: 'day', at }), await flow('Backup', { every: 'day', at })]
  await flow('Often', { every: 'minutes', count: 5 })
  const { schedules: shown, collisions, from, to } = (await owner.get('/api/schedules/calendar?days=3')).body as CalendarView
  expect(Date.parse(to) - Date.parse(from)).toBe(3 * 86_400_000)
  expect(shown.find(({ flowId }) => flowId === report)).toMatchObject({ sentence: 'Every day at 03:00', isFrequent: false })
  expect(shown.find(({ flowId }) => flowId === report)?.instants.map((instant) => instant.slice(11, 16))).toEqual([at, at, at])
  expect(shown.find(({ flowName }) => flowName === 'Often')).toMatchObject({ instants: [], isFrequent: true })
  const meeting = collisions.find(({ schedules: who }) => who.some((index) => shown[index]?.flowId === backup))
  expect(meeting).toMatchObject({ count: 3 })
  expect(meeting?.proposals.length).toBeGreaterThan(0)
  expect(meeting?.proposals[0]).toMatchObject({ from: at, sentence: expect.stringMatching(/^Every day at 0\d:\d\d$/) as string, param: { every: 'day' } })
  expect((await owner.get('/api/schedules/calendar?days=60')).status).toBe(400)
})

const byHand = chain('By hand', [nodeOf('start', 'core.manual'), nodeOf('log', 'core.log', { message: 'later' })])

describe('a run asked for later', () => {
  it('is listed, can be taken back, and starts once its time has come', async () => {
    const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify(byHand) })).body as FlowDetail
    expect((await owner.post(`/api/flows/${id}/planned-runs`, { inMinutes: 5 })).status).toBe(409)
    await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: false })
    const planned = await owner.post(`/api/flows/${id}/planned-runs`, { inMinutes: 5 })
    expect(planned.status).toBe(201)
    const { at } = planned.body as { at: string }
    expect(Date.parse(at) - Date.now()).toBeGreaterThan(290_000)
    expect((await schedules()).asked).toEqual([{ flowId: id, flowName: 'By hand', at, by: 'Ana' }])
    expect((await owner.post(`/api/flows/${id}/planned-runs`, { at })).body).toMatchObject({ error: { code: 'RUN_ALREADY_PLANNED' } })
    expect((await owner.delete(`/api/flows/${id}/planned-runs/${encodeURIComponent(at)}`)).status).toBe(204)
    expect((await owner.delete(`/api/flows/${id}/planned-runs/${encodeURIComponent(at)}`)).status).toBe(404)
    expect((await schedules()).asked).toEqual([])

    await owner.post(`/api/flows/${id}/planned-runs`, { at: isoIn(30) })
    await database.query(`UPDATE schedule_instant SET instant = now() - interval '1 second' WHERE flow_id = $1`, [id])
    const scheduler = await startTestServer({ databaseUrl: server.databaseUrl, roles: ['scheduler'] })
    try {
      await vi.waitFor(async () => expect(((await owner.get(`/api/runs?flowId=${id}`)).body as RunsPage).runs).toMatchObject([{ origin: 'manual', status: 'succeeded', startedBy: 'Ana' }]), { timeout: 15_000 })
    } finally {
      await scheduler.stop()
    }
    expect((await instants(`?flowId=${id}`)).instants).toMatchObject([{ nodeId: '', status: 'fired', askedBy: 'Ana', runStatus: 'succeeded' }])
  }, 60_000)

  it('is refused in the past, beyond a year, twice said or not said at all, or from a trigger that isn’t there', async () => {
    const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify(byHand) })).body as FlowDetail
    await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: false })
    const ask = async (body: object) => {
      const { status, body: answer } = await owner.post(`/api/flows/${id}/planned-runs`, body)
      return `${status} ${(answer as { error: { code: string } }).error.code}`
    }
    for (const at of [isoIn(-1), isoIn(600_000), '0001-01-01T00:00:00Z']) expect(await ask({ at }), at).toBe('422 RUN_TIME_OUT_OF_RANGE')
    for (const body of [{}, { at: isoIn(5), inMinutes: 5 }, { at: 'tomorrow' }, { inMinutes: 0 }, { inMinutes: 1.5 }]) expect((await ask(body)).slice(0, 3), JSON.stringify(body)).toBe('400')
    expect(await ask({ inMinutes: 5, trigger: 'nowhere' })).toContain('FLOW_NODE_MISSING')
    expect((await owner.post('/api/flows/00000000-0000-4000-8000-000000000000/planned-runs', { inMinutes: 5 })).status).toBe(404)
  })
})
