/** Alerts on a real database: found, grouped, ended, told once, whatever dies in between. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { AlertRuleRequest, AlertRuleView, AlertsPage, FlowDetail } from '@maillon/api-contract'
import { MaillonError, silentLogger } from '@maillon/kernel'
import { AlertWatchLedger, createDataSource, createPool, NoticeOutbox, PeopleStore, type Database, type NoticeTarget, type Workspace } from '@maillon/storage'
import { startOutside, FakeChats, startTestSmtp, systemClock, systemRandom, type TestSmtp } from '@maillon/test-kit'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { AlertWatch } from './features/alerts/alert-watch.js'
import type { Message } from './features/alerts/notice-sender.js'
import { chain, nodeOf } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient
let database: Database
let pool: pg.Pool
let smtp: TestSmtp
let workspaceId: string

/** One key: what the first server seals, the second one opens. */
const house = { allowHosts: ['127.0.0.1'], publicUrl: 'https://maillon.example', secretKey: randomBytes(32).toString('base64') }

beforeAll(async () => {
  smtp = await startTestSmtp()
  // Nobody watches by itself: the tests say when.
  server = await startTestServer({ ...house, roles: ['api', 'worker'] })
  owner = await server.owner()
  database = createDataSource({ connectionString: server.databaseUrl })
  await database.initialize()
  pool = createPool({ connectionString: server.databaseUrl, poolSize: 6 })
  workspaceId = ((await owner.get('/api/session')).body as { workspace: Workspace }).workspace.id
})

afterAll(async () => {
  await pool?.end()
  await database?.destroy()
  await server?.stop()
  await smtp?.stop()
})

beforeEach(async () => {
  for (const table of ['alert_rule', 'alert', 'alert_notice', 'run']) await database.query(`DELETE FROM ${table}`)
})

interface Told {
  readonly to: string
  readonly key: string
  readonly subject: string
  readonly text: string
}

/** A server's watch; what it sends is kept. */
function watcher(send?: (message: Message) => Promise<void>): { readonly watch: AlertWatch; readonly told: Told[] } {
  const told: Told[] = []
  const target: NoticeTarget = { kind: 'mail', address: 'ana@example.com', name: 'Ana', locale: 'en' }
  const watch = new AlertWatch({
    ledger: new AlertWatchLedger(pool), outbox: new NoticeOutbox(pool), people: new PeopleStore(database), targetsOf: () => Promise.resolve([target]),
    clock: systemClock, random: systemRandom, logger: silentLogger, baseUrl: 'https://maillon.example',
    sender: {
      send: async (_workspace, { name }, message) => {
        await send?.(message)
        const { subject, paragraphs } = message.textIn('en')
        told.push({ to: name, key: message.key, subject, text: paragraphs.join('\n') })
      },
    },
  })
  return { watch, told }
}

/** As if the time until the next look had passed. */
async function look({ watch }: ReturnType<typeof watcher>): Promise<void> {
  await database.query('UPDATE alert_rule SET look_at = now()')
  await watch.look()
  while ((await watch.send()) > 0);
}

/** As if the window were over. */
const laterOn = () => database.query("UPDATE alert_rule SET told = ARRAY(SELECT one - interval '1 hour' FROM unnest(told) AS one)")

async function rule(kind: AlertRuleRequest['kind'], more: Partial<AlertRuleRequest> = {}): Promise<AlertRuleView> {
  const request: AlertRuleRequest = { kind, isEnabled: true, flowIds: null, settings: {}, recipients: [], roles: ['administrator'], twilioCredentialId: null, summaryMinutes: 15, ...more }
  const answer = await owner.post('/api/alert-rules', request)
  expect(answer.status).toBe(201)
  await database.query("UPDATE alert_rule SET since = now() - interval '1 day'")
  return answer.body as AlertRuleView
}

interface Flow {
  readonly id: string
  readonly versionId: string
}

async function flow(name: string, start = nodeOf('start', 'core.manual')): Promise<Flow> {
  const made = (await owner.post('/api/flows', { documentText: JSON.stringify(chain(name, [start, nodeOf('log', 'core.log', { message: 'x' })])) })).body as FlowDetail
  expect((await owner.post(`/api/flows/${made.id}/publish`, { revision: made.revision, activate: true })).status).toBe(200)
  const [row]: { id: string }[] = await database.query('SELECT published_version_id AS id FROM flow WHERE id = $1', [made.id])
  return { id: made.id, versionId: row?.id ?? '' }
}

/** A run that ended so many seconds ago. */
async function ran({ id, versionId }: Flow, status: 'failed' | 'succeeded', { ago = 0, isTest = false }: { readonly ago?: number; readonly isTest?: boolean } = {}): Promise<string> {
  const runId = systemRandom.id()
  const error = { node: 'log', error: { code: 'API_SERVER_BUSY', kind: 'operational', retryable: false, params: {} } }
  await database.query(
    `INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, is_test, priority, trigger_node, lane, accepted_at, ended_at, error, told)
     VALUES ($1, $2, $3, $4, $5, 'manual', $6, 0, 0, 'default', now(), now() - $7::float8 * interval '1 second', $8, true)`,
    [runId, workspaceId, id, versionId, status, isTest, ago, status === 'failed' ? JSON.stringify(error) : null],
  )
  return runId
}

const alerts = async (query = ''): Promise<AlertsPage> => (await owner.get(`/api/alerts${query}`)).body as AlertsPage

describe('a failure', () => {
  it('opens one alert for its flow, is told at once, then summed up, and its end is told once', async () => {
    const report = await flow('Daily report')
    const ana = watcher()
    await rule('failure')
    const runId = await ran(report, 'failed')
    await look(ana)
    await ran(report, 'failed')
    await ran(report, 'failed')
    await look(ana)
    expect(ana.told).toMatchObject([{ subject: 'Maillon: “Daily report” failed' }])
    expect((await alerts('?open=true')).alerts).toMatchObject([{ kind: 'failure', name: 'Daily report', flowId: report.id, occurrences: 3, mayEnd: true, closedAt: null }])
    expect(ana.told[0]?.text).toMatch(/“Daily report” failed at \d\d:\d\d\. \S/)
    expect((await alerts('?open=true')).alerts[0]?.runId).not.toBe(runId)
    await laterOn()
    await look(ana)
    expect(ana.told[1]?.text).toContain('2 more since the last message.')
    await ran(report, 'succeeded')
    await look(ana)
    await look(ana)
    expect(ana.told).toHaveLength(3)
    expect(ana.told[2]?.text).toMatch(/^“Daily report” works again since \d\d:\d\d\.$/)
    expect(await alerts('?open=true')).toMatchObject({ total: 0, open: 0 })
    expect((await alerts()).alerts).toMatchObject([{ ended: 'recovered', occurrences: 3 }])
    // A new failure is a new alert.
    await ran(report, 'failed')
    await look(ana)
    expect(await alerts()).toMatchObject({ total: 2, open: 1 })
  })

  it('of a trial, of a draft, or of a flow that the rule isn’t about is nobody’s news', async () => {
    const [one, other] = [await flow('Watched'), await flow('Not watched')]
    const draft = randomUUID()
    await database.query(`INSERT INTO flow_version (id, flow_id, document, plan, hash, author_name, message) VALUES ($1, $2, '{}', '{}', 'x', '', '')`, [draft, one.id])
    await rule('failure', { flowIds: [one.id] })
    await ran(one, 'failed', { isTest: true })
    await ran({ id: one.id, versionId: draft }, 'failed')
    await ran(other, 'failed')
    const ana = watcher()
    await look(ana)
    expect([ana.told, (await alerts()).total]).toEqual([[], 0])
    await ran(one, 'failed')
    await look(ana)
    expect((await alerts()).alerts).toMatchObject([{ name: 'Watched' }])
  })

  it('of many flows together makes a few messages, not one each', async () => {
    const flows = await Promise.all(Array.from({ length: 8 }, (_, at) => flow(`Outage ${at}`)))
    await rule('failure')
    const ana = watcher()
    for (const one of flows) {
      for (let times = 0; times < 5; times += 1) await ran(one, 'failed')
      await look(ana)
    }
    expect(ana.told).toHaveLength(3)
    await laterOn()
    await look(ana)
    expect(ana.told[3]).toMatchObject({ subject: 'Maillon: 5 alerts' })
    expect(await alerts()).toMatchObject({ open: 8 })
  })

  it('is ended by a person who has seen it, and by the flow that is deleted, without a word', async () => {
    const [seen, deleted] = [await flow('Seen'), await flow('Deleted')]
    await rule('failure')
    const ana = watcher()
    await ran(seen, 'failed')
    await ran(deleted, 'failed')
    await look(ana)
    const id = (await alerts()).alerts.find(({ name }) => name === 'Seen')?.id ?? ''
    expect((await owner.post(`/api/alerts/${id}/end`)).body).toMatchObject({ ended: 'by-hand', endedBy: 'Ana' })
    expect((await owner.post(`/api/alerts/${id}/end`)).status).toBe(409)
    await owner.delete(`/api/flows/${deleted.id}`)
    await laterOn()
    await look(ana)
    expect([ana.told.length, (await alerts()).open]).toEqual([1, 0])
  })
})

describe('other troubles open once and end', () => {
  it('a schedule that is late, until it is fired', async () => {
    const late = await flow('Late', nodeOf('start', 'core.schedule', { schedule: { every: 'day', at: '08:00' } }))
    await rule('late', { flowIds: [late.id], settings: { minutes: 5 } })
    const ana = watcher()
    await look(ana)
    await database.query("UPDATE trigger_schedule SET next_at = now() - interval '6 minutes' WHERE flow_id = $1", [late.id])
    await look(ana)
    await look(ana)
    expect(ana.told).toMatchObject([{ subject: 'Maillon: “Late” is late' }])
    await database.query("UPDATE trigger_schedule SET next_at = now() + interval '1 day' WHERE flow_id = $1", [late.id])
    await look(ana)
    expect(ana.told[1]).toMatchObject({ subject: 'Maillon: “Late” works again' })
  })

  it('a schedule that was missed, until it is fired again; switched off, it is nobody’s news', async () => {
    const missed = await flow('Missed', nodeOf('start', 'core.schedule', { schedule: { every: 'day', at: '08:00' } }))
    await rule('late', { flowIds: [missed.id] })
    const ana = watcher()
    const settle = (status: string, instant: string, runId: string | null) =>
      database.query('INSERT INTO schedule_instant (flow_id, node_id, instant, workspace_id, status, run_id, decided_at) VALUES ($1, $2, $3, $4, $5, $6, now())', [missed.id, 'start', instant, workspaceId, status, runId])
    await settle('missed', '2026-01-01T07:00:00Z', null)
    await look(ana)
    await look(ana)
    expect((await alerts('?open=true')).alerts).toMatchObject([{ sentence: '“Missed” did not start as planned on 1 January at 08:00.' }])
    await settle('fired', '2026-01-02T07:00:00Z', randomUUID())
    await look(ana)
    expect(ana.told.map(({ subject }) => subject)).toEqual(['Maillon: “Missed” is late', 'Maillon: “Missed” works again'])
    await settle('missed', '2026-01-03T07:00:00Z', null)
    await look(ana)
    await owner.post(`/api/flows/${missed.id}/active`, { active: false })
    await look(ana)
    expect((await alerts()).alerts[0]).toMatchObject({ ended: 'gone' })
  })

  it('no success for hours, counted from when the flow was switched on', async () => {
    const silent = await flow('Silent')
    await rule('silence', { flowIds: [silent.id], settings: { hours: 6 } })
    const ana = watcher()
    await look(ana)
    expect(await alerts()).toMatchObject({ total: 0 })
    await database.query("UPDATE flow SET active_since = now() - interval '20 hours' WHERE id = $1", [silent.id])
    await ran(silent, 'succeeded', { ago: 7 * 3600 })
    await look(ana)
    expect(ana.told).toMatchObject([{ subject: 'Maillon: “Silent” no longer succeeds' }])
    await ran(silent, 'succeeded')
    await look(ana)
    expect((await alerts()).alerts).toMatchObject([{ ended: 'recovered' }])
  })

  it('failures that come again and again, within a time or in a row', async () => {
    const [often, row] = [await flow('Often'), await flow('In a row')]
    await rule('repeated', { flowIds: [often.id], settings: { count: 3, minutes: 10 } })
    await rule('repeated', { flowIds: [row.id], settings: { count: 3, inRow: true } })
    const ana = watcher()
    for (const ago of [3000, 200, 100]) await ran(often, 'failed', { ago })
    for (const [status, ago] of [['failed', 9000], ['succeeded', 8000], ['failed', 7000], ['failed', 6000]] as const) await ran(row, status, { ago })
    await look(ana)
    expect(await alerts()).toMatchObject({ total: 0 })
    await ran(often, 'failed')
    await ran(row, 'failed')
    await look(ana)
    await look(ana)
    expect((await alerts('?open=true')).alerts.map(({ name, sentence }) => [name, sentence.replace(/(on .* )?at .*/, '')]).toSorted()).toEqual([['In a row', '“In a row” fails again and again: 3 times, the first '], ['Often', '“Often” fails again and again: 3 times, the first ']])
    await ran(row, 'succeeded')
    const { alerts: open } = await alerts('?open=true&words=often')
    await owner.post(`/api/alerts/${open[0]?.id}/end`)
    await look(ana)
    expect((await alerts()).alerts.map(({ name, ended }) => [name, ended]).toSorted()).toEqual([['In a row', 'recovered'], ['Often', 'by-hand']])
  })

  it('steps that wait too long in a lane', async () => {
    const waiting = await flow('Waiting')
    const runId = systemRandom.id()
    await database.query(`INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, priority, trigger_node, lane) VALUES ($1, $2, $3, $4, 'running', 'manual', 0, 0, 'nobodys')`, [runId, workspaceId, waiting.id, waiting.versionId])
    await database.query(`INSERT INTO step (run_id, node, attempt, failures, interruptions, status, ready_at, rung_at) VALUES ($1, 1, 0, 0, 0, 'ready', now() - interval '20 minutes', now() + interval '1 hour')`, [runId])
    await rule('queue-age', { settings: { minutes: 15 } })
    const ana = watcher()
    await look(ana)
    expect((await alerts('?open=true')).alerts).toMatchObject([{ kind: 'queue-age', name: 'nobodys', flowId: null, mayEnd: false }])
    expect((await owner.post(`/api/alerts/${(await alerts()).alerts[0]?.id}/end`)).status).toBe(409)
    await database.query('DELETE FROM step WHERE run_id = $1', [runId])
    await database.query('DELETE FROM run WHERE id = $1', [runId])
    await look(ana)
    expect(ana.told.map(({ text }) => text.replace(/since.*/, 'since'))).toEqual(['Lane “nobodys”: 1 step waiting, the oldest since', 'The lane “nobodys” has been moving normally again since'])
  })
})

describe('a lane', () => {
  it('that somebody paused and forgot is told, and that it goes on', async () => {
    await rule('lane-paused', { settings: { minutes: 30 } })
    const ana = watcher()
    await database.query("INSERT INTO lane (name, state, state_since) VALUES ('reports', 'paused', now() - interval '10 minutes')")
    await look(ana)
    expect(ana.told).toEqual([])
    await database.query("UPDATE lane SET state_since = now() - interval '40 minutes' WHERE name = 'reports'")
    await look(ana)
    await database.query("UPDATE lane SET state = 'open', state_since = now() WHERE name = 'reports'")
    await look(ana)
    expect(ana.told.map(({ subject }) => subject)).toEqual(['Maillon: lane “reports” was left paused', 'Maillon: “reports” works again'])
  })
})

describe('nothing is lost, and nothing told twice', () => {
  it('two servers that look and send at once decide once and send once', async () => {
    const twice = await flow('Twice')
    await rule('failure')
    await ran(twice, 'failed')
    await database.query('UPDATE alert_rule SET look_at = now()')
    const servers = [watcher(), watcher(), watcher()]
    await Promise.all(servers.map(({ watch }) => watch.look()))
    await Promise.all(servers.map(({ watch }) => watch.send()))
    expect(servers.flatMap(({ told }) => told)).toHaveLength(1)
    expect(await alerts()).toMatchObject({ total: 1 })
  })

  it('a server that dies while it decides has decided nothing; one that dies between decision and sending leaves the message to another', async () => {
    const dying = await flow('Dying')
    await rule('failure')
    await ran(dying, 'failed')
    await database.query('UPDATE alert_rule SET look_at = now()')
    const ledger = new AlertWatchLedger(pool)
    await expect(ledger.look(() => Promise.reject(new Error('killed')))).rejects.toThrow('killed')
    const other = watcher()
    await other.watch.look()
    expect(await database.query('SELECT count(*)::int AS n FROM alert_notice WHERE sent_at IS NULL')).toEqual([{ n: 1 }])
    // It took the message and died before it had sent it.
    const [claimed] = await new NoticeOutbox(pool).claim(5, 3_600_000)
    expect(await other.watch.send()).toBe(0)
    await database.query('UPDATE alert_notice SET next_at = now()')
    expect(await other.watch.send()).toBe(1)
    expect(other.told).toMatchObject([{ key: claimed?.id }])
    expect(claimed !== undefined && (await new NoticeOutbox(pool).sent(claimed))).toBe(false)
    expect(await other.watch.send()).toBe(0)
  })

  it('a message that can’t be sent is tried again later, under the same key, and the page says why', async () => {
    const unlucky = await flow('Unlucky')
    await rule('failure')
    await ran(unlucky, 'failed')
    const keys: string[] = []
    let isBroken = true
    const ana = watcher(({ key }) => {
      keys.push(key)
      return isBroken ? Promise.reject(new MaillonError({ code: 'ALERT_MAIL_ACCOUNT_MISSING', kind: 'operational', retryable: true })) : Promise.resolve()
    })
    await look(ana)
    expect((await alerts()).notices).toMatchObject({ failing: 1, lastError: { info: { code: 'ALERT_MAIL_ACCOUNT_MISSING' } } })
    expect(await ana.watch.send()).toBe(0)
    isBroken = false
    await database.query('UPDATE alert_notice SET next_at = now()')
    await ana.watch.send()
    expect([keys.length, new Set(keys).size, ana.told.length, (await alerts()).notices.failing]).toEqual([2, 1, 1, 0])
  })
})

describe('rules', () => {
  it('are changed by administrators over what they saw; what they found ends when they watch something else', async () => {
    const made = await rule('failure')
    const broken = await flow('Broken')
    await ran(broken, 'failed')
    await look(watcher())
    expect(((await owner.get('/api/alert-rules')).body as { rules: AlertRuleView[] }).rules).toMatchObject([{ id: made.id, open: 1 }])
    const { id, open: _, ...request } = made
    expect((await owner.put(`/api/alert-rules/${id}`, { ...request, summaryMinutes: 30 })).body).toMatchObject({ summaryMinutes: 30, revision: 1, open: 1 })
    expect((await owner.put(`/api/alert-rules/${id}`, { ...request, summaryMinutes: 60 })).status).toBe(409)
    expect((await owner.put(`/api/alert-rules/${id}`, { ...request, isEnabled: false, revision: 1 })).body).toMatchObject({ isEnabled: false, open: 0 })
    expect((await owner.put(`/api/alert-rules/${id}`, { ...request, flowIds: [randomUUID()], revision: 2 })).status).toBe(400)
    expect((await owner.delete(`/api/alert-rules/${id}`)).status).toBe(204)
    const { entries } = (await owner.get('/api/audit')).body as { entries: { action: string }[] }
    expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(['alert-rule.create', 'alert-rule.change', 'alert-rule.delete']))
  })

  it('are tried: by mail to people with the role, and by the channel of a recipient, who is told in words why it didn’t work', async () => {
    const chats = new FakeChats()
    const outside = await startOutside(chats.answer)
    try {
      const account = (await owner.post('/api/credentials', { name: 'Mail', type: 'smtp', values: smtp.credential })).body as { id: string }
      const recipient = async (name: string, address: string) => ((await owner.post('/api/recipients', { type: 'slack', name, address, isActive: true, groups: ['On call'] })).body as { id: string }).id
      await recipient('Team', `${outside.url}/slack/T1`)
      await recipient('Nowhere', 'http://127.0.0.1:1/slack')
      const tried = await rule('failure', { recipients: [{ kind: 'group', id: 'On call', name: 'On call' }] })
      expect((await owner.put('/api/mail-account', { credentialId: account.id })).status).toBe(200)
      const { body } = await owner.post(`/api/alert-rules/${tried.id}/try`)
      expect(body).toMatchObject({ failed: [{ name: 'Nowhere' }] })
      expect((body as { told: string[] }).told.toSorted()).toEqual(['Ana', 'Team'])
      expect(smtp.mails.at(-1)?.parsed.subject).toBe('Maillon: trial of an alert')
      expect(chats.posts).toMatchObject([{ service: 'slack', body: { text: expect.stringContaining('Ana is trying an alert rule') as string } }])
    } finally {
      await outside.stop()
    }
  })

  it('tell nobody where nobody is chosen, and say so', async () => {
    const nobody = await rule('failure', { roles: [] })
    expect((await owner.post(`/api/alert-rules/${nobody.id}/try`)).body).toMatchObject({ error: { code: 'ALERT_RECIPIENT_NONE' } })
  })
})

it('a server that watches by itself mails the administrators about a run that really failed', async () => {
  await owner.put('/api/mail-account', { credentialId: ((await owner.post('/api/credentials', { name: 'Mail of the watch', type: 'smtp', values: smtp.credential })).body as { id: string }).id })
  await rule('failure')
  const stopping = chain('Stopping', [nodeOf('start', 'core.manual'), nodeOf('stop', 'core.stop', { message: 'Nothing to sell' })])
  const made = (await owner.post('/api/flows', { documentText: JSON.stringify(stopping) })).body as FlowDetail
  await owner.post(`/api/flows/${made.id}/publish`, { revision: made.revision, activate: true })
  await owner.post(`/api/flows/${made.id}/runs`, { what: 'published', isTest: false })
  const scheduler = await startTestServer({ ...house, databaseUrl: server.databaseUrl, roles: ['scheduler'] })
  try {
    await vi.waitFor(() => expect(smtp.mails.map(({ parsed }) => parsed.subject)).toContain('Maillon: “Stopping” failed'), { timeout: 25_000, interval: 200 })
  } finally {
    await scheduler.stop()
  }
  const mail = smtp.mails.find(({ parsed }) => parsed.subject === 'Maillon: “Stopping” failed')
  expect(mail?.parsed.text).toContain('Nothing to sell')
  expect(mail?.parsed.text).toContain('https://maillon.example/run/?id=')
}, 60_000)
