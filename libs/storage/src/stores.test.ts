import { randomUUID } from 'node:crypto'
import { emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import type { Plan } from '@maillon/plan'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDataSource, migrate, type Database } from './index.js'
import { FlowStore } from './flows/flow.store.js'
import { PostgresNodeStateStore } from './flows/node-state.store.js'
import { PeopleStore } from './people/people.store.js'
import { FileStore } from './resources/file.store.js'
import { TriggerStore } from './triggers/trigger.store.js'

let postgres: TestPostgres
let database: Database
const workspaceId = randomUUID()
const userId = randomUUID()

beforeAll(async () => {
  postgres = await startTestPostgres()
  database = createDataSource({ connectionString: postgres.connectionString })
  await database.initialize()
  await migrate(database)
  await new PeopleStore(database).createFirst(
    { id: workspaceId, name: 'W', timeZone: 'Europe/Paris', locale: 'fr' },
    { id: userId, workspaceId, name: 'Ana', email: 'ana@example.com', emailKey: 'ana@example.com', passwordHash: 'x', role: 'owner', locale: 'fr' },
  )
})

afterAll(async () => {
  await database?.destroy()
  await postgres?.stop()
})

async function newFlow(name: string): Promise<string> {
  const id = randomUUID()
  await new FlowStore(database).create([{ id, workspaceId, document: emptyFlow(id, name) }])
  return id
}

const plan = { format: 'maillon.plan/2' } as Plan
const version = (document: FlowDocument) => ({ id: randomUUID(), document, plan, hash: randomUUID(), author: { id: userId, name: 'Ana' }, message: '' })
const schedule = (nodeId: string, nextAt: Date | null) => ({ nodeId, schedule: { every: 'hours', count: 1 }, timeZone: 'UTC', catchUp: 'one' as const, catchUpLimit: 10, catchUpDays: 7, exceptDates: [], anchoredAt: new Date(), nextAt })

describe('the schema', () => {
  it('has for each entity the columns that the migrations made, and no others', async () => {
    const expected = database.entityMetadatas.flatMap((entity) => entity.columns.map((column) => `${entity.tableName}.${column.databaseName} ${column.isNullable ? 'null' : 'not null'}`)).sort()
    const tables = database.entityMetadatas.map((entity) => entity.tableName)
    const rows: { readonly table_name: string; readonly column_name: string; readonly is_nullable: string }[] = await database.query(
      "SELECT table_name, column_name, is_nullable FROM information_schema.columns WHERE table_schema = 'maillon' AND table_name = ANY ($1)",
      [tables],
    )
    expect(rows.map((row) => `${row.table_name}.${row.column_name} ${row.is_nullable === 'YES' ? 'null' : 'not null'}`).sort()).toEqual(expected)
  })

  it('is brought up to date once where several servers start together', async () => {
    const fresh = await startTestPostgres()
    const servers = [1, 2, 3].map(() => createDataSource({ connectionString: fresh.connectionString }))
    await Promise.all(servers.map((server) => server.initialize()))
    const done = await Promise.all(servers.map((server) => migrate(server)))
    expect(done.filter((names) => names.length > 0)).toHaveLength(1)
    await servers[0]?.query("INSERT INTO schema_migration (timestamp, name) VALUES (9999999999999, 'Later9999999999999')")
    await expect(migrate(servers[1] as Database)).rejects.toMatchObject({ info: { code: 'STORAGE_SCHEMA_NEWER', params: { migration: 'Later9999999999999' } } })
    await Promise.all(servers.map((server) => server.destroy()))
    await fresh.stop()
  })
})

describe('people', () => {
  it('are set up once, however many try at the same time', async () => {
    const people = new PeopleStore(database)
    const tries = [1, 2, 3].map((n) =>
      people.createFirst({ id: randomUUID(), name: 'X', timeZone: 'UTC', locale: 'en' }, { id: randomUUID(), workspaceId: randomUUID(), name: 'X', email: `${n}@x`, emailKey: `${n}@x`, passwordHash: '', role: 'owner', locale: 'en' }),
    )
    expect(await Promise.all(tries)).toEqual([false, false, false])
  })

  it('have sessions that end with them', async () => {
    const people = new PeopleStore(database)
    const tokenHash = Buffer.alloc(32, 1)
    await people.openSession({ tokenHash, userId, expiresAt: new Date(Date.now() + 60_000) })
    expect((await people.findSession(tokenHash))?.user.name).toBe('Ana')
    await database.query('UPDATE app_user SET disabled_at = now() WHERE id = $1', [userId])
    expect(await people.findSession(tokenHash)).toBeNull()
    await database.query('UPDATE app_user SET disabled_at = NULL WHERE id = $1', [userId])
    await people.openSession({ tokenHash: Buffer.alloc(32, 2), userId, expiresAt: new Date(Date.now() - 1) })
    expect(await people.findSession(Buffer.alloc(32, 2))).toBeNull()
    expect(await people.sweepSessions(workspaceId)).toBe(1)
    await people.closeSession(tokenHash)
    expect(await people.findSession(tokenHash)).toBeNull()
  })
})

describe('a draft', () => {
  it('is saved by one of two who read the same revision', async () => {
    const flows = new FlowStore(database)
    const id = await newFlow('Race')
    const saves = await Promise.all(['a', 'b'].map((name) => flows.saveDraft(workspaceId, id, { document: emptyFlow(id, name), revision: 0 })))
    expect(saves.filter((save) => save.ok)).toHaveLength(1)
    expect(saves.find((save) => !save.ok)).toMatchObject({ problem: { kind: 'stale', revision: 1 } })
  })

  it('of another workspace is not there', async () => {
    const flows = new FlowStore(database)
    const id = await newFlow('Mine')
    expect(await flows.find(randomUUID(), id)).toBeNull()
    expect(await flows.saveDraft(randomUUID(), id, { document: emptyFlow(id, 'x'), revision: 0 })).toMatchObject({ problem: { kind: 'missing' } })
    expect(await flows.remove(randomUUID(), id)).toBe(false)
  })

  it('keeps the order of keys in what a person wrote', async () => {
    const flows = new FlowStore(database)
    const id = await newFlow('Order')
    const node = { id: 'n', type: 't', version: 1, name: 'n', position: { x: 0, y: 0 }, params: {}, pinned: { main: [{ zebra: 1, a: 2, mm: 3 }] } }
    await flows.saveDraft(workspaceId, id, { document: { ...emptyFlow(id, 'Order'), nodes: [node] }, revision: 0 })
    expect(Object.keys((await flows.find(workspaceId, id))?.draft.nodes[0]?.pinned?.['main']?.[0] ?? {})).toEqual(['zebra', 'a', 'mm'])
  })
})

describe('a version', () => {
  it('gets the next number, is not made twice of the same document, and is refused over an older draft', async () => {
    const flows = new FlowStore(database)
    const id = await newFlow('Versions')
    const first = version(emptyFlow(id, 'Versions'))
    const publish = (of: typeof first, revision: number) => flows.publish({ workspaceId, flowId: id, revision, version: of, triggers: null })
    expect(await publish(first, 0)).toEqual({ ok: true, value: 1 })
    expect(await publish({ ...version(first.document), hash: first.hash }, 0)).toEqual({ ok: true, value: 1 })
    expect(await publish(version(first.document), 0)).toEqual({ ok: true, value: 2 })
    expect(await publish(version(first.document), 7)).toMatchObject({ problem: { kind: 'stale', revision: 0 } })
    expect((await flows.versions(id)).map(({ number }) => number)).toEqual([2, 1])
    expect((await flows.find(workspaceId, id))?.published?.number).toBe(2)
    expect((await flows.list(workspaceId)).find((entry) => entry.id === id)).toMatchObject({ publishedNumber: 2, hasUnpublishedChanges: false })
  })

  it('of a draft run is kept once and not shown among the versions', async () => {
    const flows = new FlowStore(database)
    const id = await newFlow('Draft runs')
    const draft = { ...version(emptyFlow(id, 'x')), flowId: id }
    const ids = await Promise.all([flows.keepDraftVersion(draft), flows.keepDraftVersion({ ...draft, id: randomUUID() })])
    expect(new Set(ids).size).toBe(1)
    expect(await flows.versions(id)).toEqual([])
    expect((await flows.versionById(ids[0] ?? ''))?.number).toBeNull()
  })
})

describe('triggers', () => {
  it('of a webhook address belong to one flow; the other is told whose it is and changes nothing', async () => {
    const flows = new FlowStore(database)
    const [one, two] = [await newFlow('One'), await newFlow('Two')]
    const publish = (id: string) => flows.publish({ workspaceId, flowId: id, revision: 0, version: version(emptyFlow(id, 'x')), triggers: { schedules: [], webhooks: [{ nodeId: 'w', method: 'POST', path: 'orders/new' }] } })
    expect(await publish(one)).toEqual({ ok: true, value: 1 })
    expect(await publish(two)).toEqual({ ok: false, problem: { kind: 'webhook-taken', method: 'POST', path: 'orders/new', flowName: 'One' } })
    expect(await flows.find(workspaceId, two)).toMatchObject({ active: false, published: null })
    const triggers = new TriggerStore(database)
    expect(await triggers.findListeners('POST', 'orders/new')).toMatchObject({ active: { flowId: one }, awaited: null })
    expect(await triggers.findListeners('GET', 'orders/new')).toEqual({ active: null, awaited: null })
    await flows.setActive(workspaceId, one, null)
    expect(await triggers.findListeners('POST', 'orders/new')).toEqual({ active: null, awaited: null })
    expect(await publish(two)).toEqual({ ok: true, value: 1 })
    await flows.remove(workspaceId, two)
    expect(await triggers.findListeners('POST', 'orders/new')).toEqual({ active: null, awaited: null })
  })

  it('keep their next instant where a publication doesn’t change them', async () => {
    const flows = new FlowStore(database)
    const id = await newFlow('Keep')
    const soon = new Date(Date.now() + 1000)
    const publish = (nextAt: Date, count: number) =>
      flows.publish({ workspaceId, flowId: id, revision: 0, version: version(emptyFlow(id, 'x')), triggers: { schedules: [{ ...schedule('s', nextAt), schedule: { every: 'hours', count } }], webhooks: [] } })
    await publish(soon, 1)
    await publish(new Date(soon.getTime() + 5000), 1)
    expect((await flows.find(workspaceId, id))?.nextAt).toEqual(soon)
    await publish(new Date(soon.getTime() + 5000), 2)
    expect((await flows.find(workspaceId, id))?.nextAt?.getTime()).toBe(soon.getTime() + 5000)
  })
})

describe('the memory of a node', () => {
  it('is written by one of two with the same expectation', async () => {
    const state = new PostgresNodeStateStore(database)
    const entry = { flowId: await newFlow('State'), nodeId: 'n', key: 'cursor' }
    expect(await Promise.all([1, 2].map((value) => state.set({ ...entry, value }, null)))).toContain(false)
    const first = await state.get(entry.flowId, 'n', 'cursor')
    expect(first?.revision).toBe(1)
    expect((await Promise.all([3, 4].map((value) => state.set({ ...entry, value }, 1)))).filter(Boolean)).toHaveLength(1)
    expect(await state.set({ ...entry, value: null }, 1)).toBe(false)
    expect((await state.get(entry.flowId, 'n', 'cursor'))?.revision).toBe(2)
    expect(await state.get(entry.flowId, 'n', 'other')).toBeNull()
  })
})

describe('files', () => {
  it('come in pages, newest first, each once, without those of runs', async () => {
    const files = new FileStore(database)
    const add = (name: string, runId: string | null) => files.add({ id: randomUUID(), name, mediaType: 'text/plain', size: 3_000_000_000, sha256: 'x' }, { workspaceId, runId })
    for (let index = 0; index < 7; index += 1) await add(`f${index}`, null)
    await add('of a run', randomUUID())
    const seen: string[] = []
    for (let after: { createdAt: Date; id: string } | null = null; ; ) {
      const page = await files.page(workspaceId, 3, after)
      seen.push(...page.map(({ name }) => name))
      const last = page.at(-1)
      if (last === undefined) break
      after = last
    }
    expect([...seen].sort()).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6'])
    expect((await files.findByName(workspaceId, 'f3'))?.size).toBe(3_000_000_000)
    expect(await files.findByName(workspaceId, 'of a run')).toBeNull()
    expect(await files.findByName(randomUUID(), 'f3')).toBeNull()
  })
})
