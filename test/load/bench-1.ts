/**
 * Bench 1: webhook -> set -> condition -> respond through the real server, every run, step, attempt and output stored; 1, 10 and 50
 * callers at once. Beside it, in the same run and on the same database, what bare BullMQ does with no-op jobs.
 * `npm run bench -- 1` (the built server), `npm run bench -- 1 source` (without a build)
 */
import pg from 'pg'
import { startMaillon } from '../world/start-maillon.js'
import { startBenchServers, type BackendName, type BenchServers } from './bench-backend.js'
import { measureEachBackend, type BackendResult } from './each-backend.js'
import { line, round, spreadOf, workThrough } from './figures.js'
import { openRawChain } from './raw-chain.js'
import { callWebhook, publishWebhookFlow } from './webhook-flow.js'

const rounds = 3
const seconds = 6
const callers = [1, 10, 50] as const
const goals: { readonly [B in BackendName]: number } = { postgres: 300, redis: 600 }
const latencyGoals = { p50Ms: 12, p99Ms: 40 }
/** The machine that the goals speak of does so many no-op jobs a second at 50 at once; a slower or busier one is held to its share. */
const yardstick: { readonly [B in BackendName]: number } = { postgres: 900, redis: 5_500 }

export async function runBench1(): Promise<boolean> {
  return measureEachBackend(`${rounds} rounds of ${seconds} s each`, measureBackend)
}

async function measureBackend(name: BackendName): Promise<BackendResult> {
  const servers = await startBenchServers(name)
  const maillon = await startMaillon({
    from: process.argv[3] === 'source' ? 'source' : 'dist',
    env: { DATABASE_URL: servers.databaseUrl, MAILLON_CONCURRENCY: '50', ...(servers.redisUrl === null ? {} : { REDIS_URL: servers.redisUrl }) },
  })
  try {
    await publishWebhookFlow(maillon.url)
    const url = `${maillon.url}/hooks/bench`
    await callWebhook(url, { connections: 10, seconds: 3 })
    const rates = new Map<number, number[]>()
    const latencies: { p50: number[]; p99: number[] } = { p50: [], p99: [] }
    const raw: number[] = []
    let answered = 0
    for (let turn = 0; turn < rounds; turn += 1) {
      raw.push(await rawRate(servers))
      for (const connections of callers) {
        const result = await callWebhook(url, { connections, seconds })
        answered += result.answered
        rates.set(connections, [...(rates.get(connections) ?? []), result.perSecond])
        if (connections === 1) {
          latencies.p50.push(result.p50)
          latencies.p99.push(result.p99)
        }
      }
    }
    await checkStored(servers, answered)
    return report(name, { rates, latencies, raw })
  } finally {
    await maillon.remove()
    await servers.stop()
  }
}

async function rawRate(servers: BenchServers): Promise<number> {
  const chain = await openRawChain(servers, 50)
  try {
    await workThrough(50, 50, () => chain.run(4))
    const { seconds: took } = await workThrough(200, 50, () => chain.run(20))
    return 4_000 / took
  } finally {
    await chain.close()
  }
}

/** A figure counts only when every answered call is a run with its four steps, each with its attempt and its output. */
async function checkStored(servers: BenchServers, answered: number): Promise<void> {
  const client = new pg.Client({ connectionString: servers.databaseUrl })
  await client.connect()
  try {
    const { rows: [stored] } = await client.query<{ runs: number; steps: number }>(`
      SELECT (SELECT count(*)::int FROM maillon.run WHERE status = 'succeeded') AS runs,
             (SELECT count(*)::int FROM maillon.step WHERE status = 'succeeded' AND attempt = 1 AND outcome = 'succeeded' AND started_at IS NOT NULL AND ended_at IS NOT NULL AND outputs IS NOT NULL) AS steps`)
    if (stored === undefined || stored.runs < answered || stored.steps < stored.runs * 4) throw new Error(`${answered} calls answered, stored: ${JSON.stringify(stored)}`)
    process.stdout.write(`stored: ${stored.runs} runs, ${stored.steps} steps\n`)
  } finally {
    await client.end()
  }
}

function report(name: BackendName, measured: { readonly rates: ReadonlyMap<number, readonly number[]>; readonly latencies: { readonly p50: readonly number[]; readonly p99: readonly number[] }; readonly raw: readonly number[] }): BackendResult {
  const raw = spreadOf(measured.raw)
  const rate = (connections: number): ReturnType<typeof spreadOf> => spreadOf(measured.rates.get(connections) ?? [])
  const [p50, p99] = [spreadOf(measured.latencies.p50), spreadOf(measured.latencies.p99)]
  const share = Math.min(1, raw.median / yardstick[name])
  const goal = round(goals[name] * share)
  line('bare BullMQ, jobs/s, 50 at once', raw)
  for (const connections of callers) line(`runs/s, ${connections} at once`, rate(connections), connections === 50 ? `goal ${goal} (${goals[name]} where BullMQ does ${yardstick[name]})` : '')
  line('ms at the median, 1 at once', p50, `goal ${latencyGoals.p50Ms}`)
  line('ms at the 99th percentile, 1 at once', p99, `goal ${latencyGoals.p99Ms}`)
  const best = rate(50).median
  const good = best >= goal && p50.median <= latencyGoals.p50Ms && p99.median <= latencyGoals.p99Ms
  return {
    good,
    figures: {
      runsPerSecond: round(best), stepsPerSecond: round(best * 4), rawJobsPerSecond: round(raw.median, 0), ratio: round(best / raw.median, 2), p50Ms: round(p50.median), p99Ms: round(p99.median),
      runsPerSecondAt1: round(rate(1).median), runsPerSecondAt10: round(rate(10).median),
    },
  }
}
