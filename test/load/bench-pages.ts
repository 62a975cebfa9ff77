/**
 * Bench pages: how long the dashboard and each list take with 10,000 and with 1,000,000 runs of five steps stored (30 flows, 30 days), asked over
 * HTTP from the real server; what search words and filters cost that fit nothing, little or much; how long they take while old runs are
 * being removed; and what a run takes of the database. Beside each time by the clock stands the processor time of a request (server + Postgres),
 * which other work on the machine doesn't change, and first of all a request that does nothing.
 * `npm run bench -- pages` (the built server), `npm run bench -- pages 10000,100000 source`
 */
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { RetentionStore } from '@maillon/storage'
import pg from 'pg'
import { signIn, type SignedIn } from '../world/sign-in.js'
import { startMaillon } from '../world/start-maillon.js'
import { startBenchServers } from './bench-backend.js'
import { daysBack, fillRuns, furnish, nodeCount, withClient, type FilledHouse } from './fill-pages.js'
import { machine, percentile, round } from './figures.js'
import { processorTime, processorTimeOf } from './processor-time.js'

const goalMs = 100
const asked = 40
const sizes = (process.argv[3] ?? '10000,1000000').split(',').map(Number)

export async function runBenchPages(): Promise<boolean> {
  process.stdout.write(`${machine()}\nmilliseconds over HTTP, one after the other, ${asked} times each: median, 95th percentile, most; processor ms of a request: server + Postgres\nload of the machine: ${loadavg().map((load) => round(load)).join(', ')}\n`)
  const servers = await startBenchServers('postgres')
  const maillon = await startMaillon({ from: process.argv[4] === 'source' ? 'source' : 'dist', env: { DATABASE_URL: servers.databaseUrl } })
  const answer: { [name: string]: object } = {}
  let good = true
  try {
    const signedIn = await signIn(maillon.url, 'en')
    const house = await furnish(signedIn, servers.databaseUrl)
    let stored = 0
    for (const size of sizes) {
      const began = performance.now()
      await fillRuns(servers.databaseUrl, house, { from: stored, to: size })
      process.stdout.write(`\n${size} runs, ${size * nodeCount} steps: filled in ${round((performance.now() - began) / 1000, 0)} s\n`)
      const folded = await untilFolded(servers.databaseUrl, stored)
      stored = size
      const pages = await measurePages({ url: maillon.url, server: maillon.process.pid ?? 0 }, signedIn, await pagesOf(signedIn, house))
      const retention = await measureRetention(servers.databaseUrl, { url: maillon.url, signedIn, house, runs: Math.min(20_000, Math.floor(size / 10)) })
      const bytes = await bytesByRun(servers.databaseUrl)
      good &&= pages.slowest <= goalMs
      answer[`at${size}`] = { ...pages.figures, foldSeconds: folded, ...retention, ...bytes }
    }
  } finally {
    await maillon.remove()
    await servers.stop()
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
  return good
}

/** The scheduler brings the figures up to date by itself; only runs that came through a side door, all at once, take it that long. @returns seconds */
async function untilFolded(databaseUrl: string, stored: number): Promise<number> {
  const began = performance.now()
  await withClient(databaseUrl, async (sql) => {
    // What was filled in lies in the past, as no end of a real run does: the figures begin anew.
    if (stored > 0) await sql.query('TRUNCATE run_figure, run_figure_mark')
    await sql.query(`DELETE FROM run_figure_mark WHERE folded_to > now() - interval '1 day'`)
    for (;;) {
      const { rows } = await sql.query<{ near: boolean }>(`SELECT folded_to > now() - interval '1 minute' AS near FROM run_figure_mark`)
      if (rows[0]?.near === true) break
      await pause(250)
    }
    await sql.query('VACUUM (ANALYZE) run_words')
    await sql.query('VACUUM (ANALYZE) run_figure')
  })
  const seconds = round((performance.now() - began) / 1000, 0)
  process.stdout.write(`figures and words of all of them made in ${seconds} s\n`)
  return seconds
}

/** Addresses by the name of the page. */
type Pages = readonly (readonly [name: string, path: string])[]

async function pagesOf({ client }: SignedIn, { flowIds }: FilledHouse): Promise<Pages> {
  const day = 86_400_000
  const ago = (days: number): string => new Date(Date.now() - days * day).toISOString()
  const busy = flowIds[0] ?? ''
  const rare = flowIds.at(-1) ?? ''
  const half = await client.call('runs', { query: { to: ago(daysBack / 2), limit: 50 } })
  const [run] = (await client.call('runs', { query: { limit: 1 } })).runs
  const { people } = await client.call('runStarters', {})
  const { collections } = await client.call('collections', {})
  return [
    ['nothing', '/api/health'], ['dashboard', '/api/home?period=24h'], ['dashboard7d', '/api/home?period=7d'], ['dashboard30d', '/api/home?period=30d'],
    ['runs', '/api/runs'], ['runsByFlow', `/api/runs?flowId=${busy}`], ['runsByRareFlow', `/api/runs?flowId=${rare}`],
    ['runsFailed', '/api/runs?status=failed'], ['runsRunning', '/api/runs?status=queued,running,waiting'], ['runsFailedOfFlow', `/api/runs?flowId=${rare}&status=failed,cancelled`],
    ['runsByDate', `/api/runs?from=${ago(20)}&to=${ago(19)}`], ['runsFailedByDate', `/api/runs?from=${ago(20)}&to=${ago(19)}&status=failed`],
    ['runsByOrigin', '/api/runs?origin=manual'], ['runsByNoOrigin', '/api/runs?origin=api'], ['runsByPerson', `/api/runs?startedBy=${people[0]?.id ?? ''}`], ['runStarters', '/api/runs/starters'],
    ['runsDeep', `/api/runs?cursor=${half.nextCursor ?? ''}`], ['runsFailedDeep', `/api/runs?status=failed&cursor=${half.nextCursor ?? ''}`],
    ['wordsFrequent', '/api/runs?words=workbook'], ['wordsRare', '/api/runs?words=invoice%20777'], ['wordsPrefix', '/api/runs?words=custom'], ['wordsNone', '/api/runs?words=giraffe'], ['wordsTwo', '/api/runs?words=503%20service&status=failed'],
    ['run', `/api/runs/${run?.id ?? ''}`], ['runLogs', `/api/runs/${run?.id ?? ''}/logs`], ['grid', `/api/flows/${busy}/grid`], ['gridOfRareFlow', `/api/flows/${rare}/grid`],
    ['schedules', '/api/schedules'], ['calendar', '/api/schedules/calendar'], ['flows', '/api/flows'], ['audit', '/api/audit'], ['credentials', '/api/credentials'], ['recipients', '/api/recipients'],
    ['files', '/api/files'], ['collections', '/api/collections'], ['collectionRows', `/api/collections/${collections[0]?.id ?? ''}/rows`],
  ]
}

async function measurePages({ url, server }: { readonly url: string; readonly server: number }, { cookie }: SignedIn, pages: Pages): Promise<{ readonly slowest: number; readonly figures: { readonly [name: string]: number } }> {
  const figures: { [name: string]: number } = {}
  let slowest = 0
  for (const [name, path] of pages) {
    for (let warm = 0; warm < 3; warm += 1) await askedMs(url + path, cookie)
    const times: number[] = []
    const before = await used(server)
    for (let turn = 0; turn < asked; turn += 1) times.push(await askedMs(url + path, cookie))
    const after = await used(server)
    const processor = [(after.node - before.node) / asked, (after.postgres - before.postgres) / asked] as const
    const sorted = times.toSorted((a, b) => a - b)
    const p95 = percentile(sorted, 0.95)
    figures[`${name}P95Ms`] = round(p95)
    figures[`${name}ProcessorMs`] = round(processor[0] + processor[1])
    slowest = Math.max(slowest, p95)
    process.stdout.write(`${name.padEnd(20)} ${String(round(percentile(sorted, 0.5))).padStart(8)} ${String(round(p95)).padStart(8)} ${String(round(sorted.at(-1) ?? 0)).padStart(8)}   ${processor.map((ms) => round(ms)).join(' + ')}${p95 > goalMs ? `  goal ${goalMs}` : ''}\n`)
  }
  return { slowest, figures }
}

/** Processor milliseconds so far. */
async function used(server: number): Promise<{ readonly node: number; readonly postgres: number }> {
  return { node: await processorTimeOf(server), postgres: (await processorTime()).postgres }
}

async function askedMs(address: string, cookie: string): Promise<number> {
  const began = performance.now()
  const answer = await fetch(address, { headers: { cookie } })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return performance.now() - began
}

interface RetentionBench {
  readonly url: string
  readonly signedIn: SignedIn
  readonly house: FilledHouse
  /** How many old runs to let go. */
  readonly runs: number
}

/** The statements of the sweep, in its batches and with its rests, while the list and the dashboard are asked. */
async function measureRetention(databaseUrl: string, { url, signedIn, house, runs }: RetentionBench): Promise<object> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 3, options: '-c search_path=maillon -c timezone=UTC' })
  const store = new RetentionStore(pool)
  const times: number[] = []
  let isOver = false
  let removed = 0
  const began = performance.now()
  const sweep = async (): Promise<void> => {
    for (let before = Date.now() - daysBack * 86_400_000; removed < runs; before += 86_400_000 / 4) {
      for (const flowId of house.flowIds) {
        for (let gone = 100; gone === 100 && removed < runs; ) {
          gone = await store.remove(flowId, before, 100)
          removed += gone
          await pause(20)
        }
      }
    }
    for (let gone = await store.removed(100, 0); gone.runIds.length > 0; gone = await store.removed(100, 0)) {
      await store.forget(gone)
      await pause(20)
    }
    isOver = true
  }
  const look = async (): Promise<void> => {
    for (let turn = 0; !isOver; turn += 1) times.push(await askedMs(`${url}${['/api/runs', '/api/home?period=30d', '/api/runs?status=failed'][turn % 3] ?? ''}`, signedIn.cookie))
  }
  try {
    await Promise.all([sweep(), look()])
  } finally {
    await pool.end()
  }
  const seconds = (performance.now() - began) / 1000
  const sorted = times.toSorted((a, b) => a - b)
  process.stdout.write(`${removed} runs removed in ${round(seconds)} s (${round(removed / seconds, 0)} a second); of ${sorted.length} requests meanwhile p95 ${round(percentile(sorted, 0.95))}, most ${round(sorted.at(-1) ?? 0)} ms\n`)
  return { retentionRunsPerSecond: round(removed / seconds, 0), whileRetentionP95Ms: round(percentile(sorted, 0.95)), whileRetentionMostMs: round(sorted.at(-1) ?? 0) }
}

async function bytesByRun(databaseUrl: string): Promise<object> {
  return withClient(databaseUrl, async (sql) => {
    const { rows } = await sql.query<{ name: string; bytes: string }>(
      `SELECT relname AS name, pg_total_relation_size(oid)::text AS bytes FROM pg_class WHERE relkind = 'r' AND relname IN ('run', 'step', 'attempt', 'run_log', 'run_words', 'run_figure') AND relnamespace = 'maillon'::regnamespace`)
    const runs = Number((await sql.query<{ n: string }>('SELECT count(*) AS n FROM run')).rows[0]?.n ?? 1)
    const by = Object.fromEntries(rows.map(({ name, bytes }) => [name, Math.round(Number(bytes) / runs)]))
    const bytes = Object.values(by).reduce((sum, one) => sum + one, 0)
    process.stdout.write(`bytes of a run in the database, indices included: ${bytes} (${Object.entries(by).map(([name, one]) => `${name} ${one}`).join(', ')})\n`)
    return { bytesByRun: bytes }
  })
}
