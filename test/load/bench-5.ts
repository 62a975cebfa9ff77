/**
 * Bench 5: growth. Steps per second (lines of 5 nodes with effects, 20 at once) with a thousand and with a million finished runs stored;
 * with one and with a thousand flows at work; and how a backlog of 100,000 steps drains: its rate against the steady one, the memory, and
 * how long an urgent run waits meanwhile.
 * `npm run bench -- 5`; `npm run bench -- 5 small` fills a hundredth of it, to try the benchmark itself.
 *
 * Two databases of one server, one with little and one with much stored, are measured in turns, so that whatever else the machine does falls on
 * both. Both backends' lanes work over the same two.
 */
import pg from 'pg'
import { backendNames, migrated, startBenchServers, type BackendName, type BenchServers } from './bench-backend.js'
import { openBenchEngine, type BenchEngine } from './bench-engine.js'
import { line, machine, round, spreadOf, workThrough } from './figures.js'
import { processorPerStep, processorTime } from './processor-time.js'

const length = 5
const rounds = 5
const runsInRound = 300
const manyFlows = 1_000
const share = process.argv[3] === 'small' ? 100 : 1
const history = { few: 1_000 / Math.min(share, 10), many: 1_000_000 / share }
const backlog = 100_000 / share / length

export async function runBench5(): Promise<boolean> {
  process.stdout.write(`${machine()}\n${rounds} rounds each: median (least to most)\n`)
  const servers = await startBenchServers('redis')
  const answer: { [name: string]: unknown } = {}
  let good = true
  try {
    const full = await secondDatabase(servers)
    await fill(servers, history.few)
    await fill(full, history.many)
    for (const name of backendNames) {
      process.stdout.write(`\n${name}\n`)
      const growth = await measureGrowth(lanesOn(servers, name), lanesOn(full, name))
      const measured = report(growth, await measureBacklog(lanesOn(full, name)))
      good &&= measured.good
      answer[name] = measured.figures
    }
  } finally {
    await servers.stop()
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
  return good
}

/** An empty copy beside the first, with lanes of its own. */
async function secondDatabase(servers: BenchServers): Promise<BenchServers> {
  const client = new pg.Client({ connectionString: servers.databaseUrl })
  await client.connect()
  await client.query('CREATE DATABASE full_of_runs')
  await client.end()
  const databaseUrl = new URL(servers.databaseUrl)
  databaseUrl.pathname = '/full_of_runs'
  await migrated(databaseUrl.href)
  return { ...servers, databaseUrl: databaseUrl.href, redisUrl: `${servers.redisUrl ?? ''}/1` }
}

function lanesOn(servers: BenchServers, name: BackendName): BenchServers {
  if (name === 'redis') return { ...servers, lanes: { kind: 'redis', url: servers.redisUrl ?? '' } }
  return { ...servers, redisUrl: null, lanes: { kind: 'postgres', connectionString: servers.databaseUrl } }
}

interface Growth {
  readonly few: readonly number[]
  /** Of one flow. */
  readonly many: readonly number[]
  readonly flows: readonly number[]
  /** Milliseconds of processor time for a step, all processes: with few and with many runs stored. */
  readonly processorMs: readonly [number, number]
}

async function measureGrowth(little: BenchServers, much: BenchServers): Promise<Growth> {
  const [small, large] = [await openBenchEngine(little, length), await openBenchEngine(much, length)]
  const [few, many, flows]: [Measured[], Measured[], Measured[]] = [[], [], []]
  try {
    for (const engine of [small, large]) await steps(engine, () => 0)
    await steps(large, (index) => 1 + (index % manyFlows))
    for (let turn = 0; turn < rounds; turn += 1) {
      few.push(await steps(small, () => 0))
      many.push(await steps(large, () => 0))
      flows.push(await steps(large, (index) => 1 + ((turn * runsInRound + index) % manyFlows)))
    }
  } finally {
    await small.close()
    await large.close()
  }
  const median = (measured: readonly Measured[]): number => spreadOf(measured.map(({ processorMs }) => processorMs)).median
  const rates = (measured: readonly Measured[]): readonly number[] => measured.map(({ perSecond }) => perSecond)
  return { few: rates(few), many: rates(many), flows: rates(flows), processorMs: [median(few), median(many)] }
}

interface Measured {
  readonly perSecond: number
  readonly processorMs: number
}

async function steps(engine: BenchEngine, flow: (index: number) => number): Promise<Measured> {
  const before = await processorTime()
  const { seconds } = await workThrough(runsInRound, 20, (index) => engine.run('effects', flow(index)))
  const { node, postgres, redis } = processorPerStep(before, await processorTime(), runsInRound * length)
  return { perSecond: (runsInRound * length) / seconds, processorMs: node + postgres + redis }
}

/** Finished runs with their steps, of other flows, as the engine leaves them (ids that sort by time); then what a day of autovacuum would have done. */
async function fill(servers: BenchServers, runs: number): Promise<void> {
  const began = performance.now()
  const client = new pg.Client({ connectionString: servers.databaseUrl, options: '-c search_path=maillon -c synchronous_commit=off' })
  await client.connect()
  try {
    for (let done = 0; done < runs; done += 50_000) {
      await client.query(`
        WITH made AS (
          INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, priority, trigger_node, lane, accepted_at, started_at, ended_at, told)
          SELECT uuidv7(-n * interval '1 second'), '0190d5a4-0000-7000-8000-000000000001', md5((n % 500)::text)::uuid, md5((n % 500)::text)::uuid, 'succeeded', 'webhook', 5, 0, 'default',
            now() - n * interval '1 second', now() - n * interval '1 second', now() - n * interval '1 second', true
          FROM generate_series($1::int, $2::int, -1) AS n RETURNING id
        )
        INSERT INTO step (run_id, node, status, attempt, failures, interruptions, outcome, started_at, ended_at, outputs)
        SELECT id, node, 'succeeded', 1, 0, 0, 'succeeded', now(), now(), '[{"kind":"inline","count":1,"bytes":9,"items":[{"json":{"n":1}}]}]' FROM made, generate_series(0, 3) AS node`,
      [runs - done, Math.max(1, runs - done - 49_999)])
    }
    for (const table of ['run', 'step']) await client.query(`VACUUM (ANALYZE) ${table}`)
    await client.query('CHECKPOINT')
  } finally {
    await client.end()
  }
  process.stdout.write(`${runs} finished runs stored in ${round((performance.now() - began) / 1000, 0)} s\n`)
}

interface Drained {
  readonly stepsPerSecond: number
  readonly urgentWaitMs: number
  /** Of this process, before and at most while it drained. */
  readonly heapMiB: readonly [number, number]
}

async function measureBacklog(servers: BenchServers): Promise<Drained> {
  const feeder = await openBenchEngine(servers, length, { concurrency: 0 })
  await workThrough(backlog, 200, async () => void (await feeder.accept('effects')))
  await feeder.close()
  process.stdout.write(`backlog of ${backlog} runs, ${backlog * length} steps\n`)
  const client = new pg.Client({ connectionString: servers.databaseUrl, options: '-c search_path=maillon' })
  await client.connect()
  // Word for word as the index of the runs that are not over says it: anything else would read a million rows each time.
  const left = async (): Promise<number> => (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM run WHERE status IN ('queued', 'running', 'waiting') AND NOT held`)).rows[0]?.n ?? 0
  const engine = await openBenchEngine(servers, length)
  try {
    const before = heapMiB()
    let most = before
    let urgent: Promise<number> | null = null
    const started = performance.now()
    for (let open = backlog; open > 0; open = await left()) {
      most = Math.max(most, heapMiB())
      // In the middle of it.
      if (open < backlog / 2) urgent ??= waitOfUrgentRun(engine)
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    const seconds = (performance.now() - started) / 1000
    return { stepsPerSecond: ((backlog + 1) * length) / seconds, urgentWaitMs: await (urgent ?? waitOfUrgentRun(engine)), heapMiB: [before, most] }
  } finally {
    await client.end()
    await engine.close()
  }
}

/** From the acceptance of an urgent run to the end of its first step. */
async function waitOfUrgentRun(engine: BenchEngine): Promise<number> {
  const begun = performance.now()
  const runId = await engine.accept('urgent')
  await engine.engine.whenSettled(runId, 1, 60_000)
  return performance.now() - begun
}

function heapMiB(): number {
  return process.memoryUsage().heapUsed / 1024 / 1024
}

function report(growth: Growth, drained: Drained): { readonly good: boolean; readonly figures: object } {
  const [few, many, flows] = [spreadOf(growth.few), spreadOf(growth.many), spreadOf(growth.flows)]
  const historyRatio = round(many.median / few.median, 2)
  const flowsRatio = round(flows.median / many.median, 2)
  const drainRatio = round(drained.stepsPerSecond / many.median, 2)
  const [before, most] = drained.heapMiB
  const [fewMs, manyMs] = growth.processorMs
  line(`steps/s with ${history.few} finished runs stored`, few, `${round(fewMs, 3)} ms of processor time each`)
  line(`steps/s with ${history.many} finished runs stored`, many, `${round(manyMs, 3)} ms each; ratio ${historyRatio}, goal 0.9`)
  line(`steps/s of ${manyFlows} flows`, flows, `ratio ${flowsRatio}, goal 0.9`)
  line('steps/s while a backlog drains', spreadOf([drained.stepsPerSecond]), `ratio ${drainRatio}, goal 0.8`)
  line('ms until an urgent run has begun meanwhile', spreadOf([drained.urgentWaitMs]), 'goal 2,000')
  line('heap before and at most, MiB', { median: most, min: before, max: most }, 'goal: flat (less than 150 more)')
  const good = historyRatio >= 0.9 && flowsRatio >= 0.9 && drainRatio >= 0.8 && drained.urgentWaitMs <= 2_000 && most - before < 150
  return {
    good,
    figures: {
      runsPerSecond: round(many.median / length), stepsPerSecond: round(many.median, 0), stepsPerSecondFewStored: round(few.median, 0), stepsPerSecondManyStored: round(many.median, 0), ratio: historyRatio,
      processorMsFewStored: round(fewMs, 3), processorMsManyStored: round(manyMs, 3), flowsRatio, drainRatio, urgentWaitMs: round(drained.urgentWaitMs, 0),
      heapBeforeMiB: round(before, 0), heapMostMiB: round(most, 0),
    },
  }
}
