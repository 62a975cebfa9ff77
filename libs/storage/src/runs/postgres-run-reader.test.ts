import type { RunListQuery } from '@maillon/engine'
import { startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDataSource, createPool, FigureFold, migrate, PostgresRunReader } from '../index.js'
import { firstIdAt } from './first-id-at.js'

let postgres: TestPostgres
let pool: ReturnType<typeof createPool>
let reader: PostgresRunReader
const workspaceId = '01900000-0000-7000-8000-000000000001'
const other = '01900000-0000-7000-8000-000000000002'
const [sales, stock] = ['01900000-0000-7000-8000-0000000000a1', '01900000-0000-7000-8000-0000000000a2']
const ana = '01900000-0000-7000-8000-0000000000b1'
const begin = Date.now() - 40 * 86_400_000
const dayOf = (n: number): string => new Date(begin + n * 86_400_000).toISOString()

interface Made {
  readonly status?: string
  readonly origin?: string
  readonly flowId?: string
  readonly startedBy?: string
  readonly error?: string
  readonly parent?: string
  readonly in?: string
}

/** The run of day `n`; its id tells the day. */
async function made(n: number, { status = 'succeeded', origin = 'schedule', flowId = sales, startedBy, error, parent, in: workspace = workspaceId }: Made = {}): Promise<string> {
  const id = firstIdAt(begin + n * 86_400_000).replace('-0000-', '-7000-')
  const isOver = !['queued', 'running', 'waiting'].includes(status)
  await pool.query(
    `INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, priority, trigger_node, lane, accepted_at, ended_at, started_by, error, parent_id, parent_node, parent_kind, position, root_id)
     VALUES ($1, $2, $3, $3, $4, $5, 5, 0, 'default', $6, $7, $8, $9, $10, $11, $12, $13, $10)`,
    [id, workspace, flowId, status, origin, dayOf(n), isOver ? dayOf(n) : null, startedBy, error === undefined ? null : JSON.stringify({ node: 'a', error: { code: 'X', text: { fr: error, en: error } } }), parent ?? null, ...(parent === undefined ? [null, null, null] : [1, 'iteration', n])])
  return id
}

const ids: string[] = []
const days = async (query: Partial<RunListQuery> = {}): Promise<readonly number[]> => (await reader.list({ workspaceId, limit: 50, ...query })).runs.map(({ id }) => ids.indexOf(id))

beforeAll(async () => {
  postgres = await startTestPostgres()
  const source = createDataSource({ connectionString: postgres.connectionString })
  await source.initialize()
  await migrate(source)
  await source.destroy()
  pool = createPool({ connectionString: postgres.connectionString })
  reader = new PostgresRunReader(pool)
  ids.push(
    await made(0, { status: 'failed', error: 'La facture n° 4512 n’a pas été trouvée', origin: 'webhook' }),
    await made(1),
    await made(2, { status: 'warned', flowId: stock, startedBy: ana, origin: 'manual' }),
    await made(3, { status: 'failed', flowId: stock, error: 'CORTEX answered 503' }),
    await made(4, { status: 'cancelled' }),
    await made(5, { status: 'running', origin: 'webhook' }),
    await made(6, { status: 'queued' }),
  )
  const turn = await made(7, { status: 'failed', parent: ids[1] ?? '', error: 'A turn of the loop met a giraffe' })
  await pool.query(`INSERT INTO step (run_id, node, status, attempt, failures, interruptions, message) VALUES ($1, 0, 'succeeded', 1, 0, 0, 'Élise a reçu 12 lignes'), ($2, 1, 'failed', 1, 1, 0, 'giraffe')`, [ids[1], turn])
  await pool.query(`INSERT INTO run_log (run_id, node, attempt, level, at, message) VALUES ($1, 0, 1, 'info', now(), 'Read https://api.example.com/orders?page=2')`, [ids[2]])
  await made(8, { in: other, status: 'failed', error: 'The giraffe of somebody else' })
}, 60_000)

afterAll(async () => {
  await pool.end()
  await postgres.stop()
})

describe('the list of runs', () => {
  it('has the workspace’s runs, newest first, without the turns of loops', async () => {
    expect(await days()).toEqual([6, 5, 4, 3, 2, 1, 0])
  })

  it('is narrowed by states, over and not, by flow, by what started them and by whom', async () => {
    expect(await days({ statuses: ['failed'] })).toEqual([3, 0])
    expect(await days({ statuses: ['failed', 'running', 'warned'] })).toEqual([5, 3, 2, 0])
    expect(await days({ statuses: ['queued', 'running', 'waiting'] })).toEqual([6, 5])
    expect(await days({ flowIds: [stock] })).toEqual([3, 2])
    expect(await days({ flowIds: [stock, sales], statuses: ['failed', 'warned'] })).toEqual(await days({ statuses: ['failed', 'warned'] }))
    expect(await days({ flowIds: [] })).toEqual([])
    expect(await days({ flowIds: [stock], statuses: ['failed'] })).toEqual([3])
    expect(await days({ origin: 'webhook' })).toEqual([5, 0])
    expect(await days({ origin: 'webhook', statuses: ['failed'] })).toEqual([0])
    expect(await days({ startedBy: ana })).toEqual([2])
    expect(await days({ startedBy: 'nobody' })).toEqual([])
    expect(await reader.starters(workspaceId)).toEqual([ana])
  })

  it('is narrowed by the time of acceptance', async () => {
    expect(await days({ from: dayOf(2), to: dayOf(5) })).toEqual([4, 3, 2])
    expect(await days({ from: dayOf(2), to: dayOf(5), statuses: ['failed'] })).toEqual([3])
  })

  it('knows what runs said came of them: the last line of each that says so', async () => {
    const line = `INSERT INTO run_log (run_id, node, attempt, level, at, message, data) VALUES ($1, 0, 1, 'info', now(), $2, $3)`
    await pool.query(line, [ids[1], 'A first word', { runResult: { rows: 1 } }])
    await pool.query(line, [ids[1], 'Twelve rows are there', { runResult: { rows: 12 } }])
    await pool.query(line, [ids[1], 'Something else', { rows: 13 }])
    await pool.query(line, [ids[2], 'Done', { runResult: {} }])
    await pool.query(line, [ids[4], 'A package of somebody else says it otherwise', { runResult: 'x' }])
    expect(await reader.results(ids)).toEqual(new Map([[ids[1], { message: 'Twelve rows are there', statistics: { rows: 12 } }], [ids[2], { message: 'Done', statistics: null }]]))
    expect(await reader.results([])).toEqual(new Map())
  })

  it('goes on where the page before ended, whatever the filter', async () => {
    const seen: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await reader.list({ workspaceId, statuses: ['failed', 'cancelled', 'warned', 'running'], limit: 2, ...(cursor === '' ? {} : { cursor }) })
      seen.push(...page.runs.map(({ id }) => ids.indexOf(id)))
      cursor = page.nextCursor
    }
    expect(seen).toEqual([5, 4, 3, 2, 0])
  })
})

describe.each(['of runs that ended this moment', 'of runs that are folded'])('the search in the words %s', (moment) => {
  beforeAll(async () => {
    if (moment.endsWith('folded')) while (await new FigureFold(pool).fold());
  })

  it.each([
    ['facture', [0]], ['FACT', [0]], ['4512 facture', [0]], ['trouvee', [0]], ['facture 999', []], ['cortex', [3]], ['elise', [1]], ['Élise lignes', [1]], ['example', [2]], ['api.example', [2]], ['giraffe', [1]], ['!!', []], ["o'clock \\ : & | (", []],
  ])('finds %s', async (words, found) => {
    expect(await days({ words })).toEqual(found)
  })

  it('holds together with other filters and pages', async () => {
    expect(await days({ words: 'x', statuses: ['failed'] })).toEqual([3, 0])
    expect(await days({ words: 'x', statuses: ['failed'], flowIds: [stock] })).toEqual([3])
    const first = await reader.list({ workspaceId, words: 'x', limit: 1 })
    expect(first.runs.map(({ id }) => ids.indexOf(id))).toEqual([3])
    expect(await days({ words: 'x', cursor: first.nextCursor ?? '' })).toEqual([0])
    expect(await days({ words: 'cortex', from: dayOf(3), to: dayOf(4) })).toEqual([3])
    expect(await days({ words: 'cortex', from: dayOf(4) })).toEqual([])
  })
})
