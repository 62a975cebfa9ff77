/**
 * Bench 5: growth. Steps per second (lines of 5 nodes with effects, 20 at once) with a thousand and with a million finished runs stored;
 * with one and with a thousand flows at work; and how a backlog of 100,000 steps drains: its rate against the steady one, the memory, and
 * how long an urgent run waits meanwhile.
 * `npm run bench -- 5`; `npm run bench -- 5 small` fills a hundredth of it, to try the benchmark itself.
 */
import pg from 'pg'
import { startBenchServers, type BackendName, type BenchServers } from './bench-backend.js'
import { measureEachBackend, type BackendResult } from './each-backend.js'
import { openBenchEngine, type BenchEngine } from './bench-engine.js'
import { line, round, spreadOf, workThrough } from './figures.js'

const length = 5
const rounds = 3
const runsInRound = 300
const manyFlows = 1_000
const share = process.argv[3] === 'small' ? 100 : 1
const history = { few: 1_000 / Math.min(share, 10), many: 1_000_000 / share }
const backlog = 100_000 / share / length

export async function runBench5(): Promise<boolean> {
  return measureEachBackend(`${rounds} rounds each`, measureBackend)
}

async function measureBackend(name: BackendName): Promise<BackendResult> {
  const servers = await startBenchServers(name)
  try {
    const figures = await measureGrowth(servers)
    const drained = await measureBacklog(servers, figures.steady)
    return report(figures, drained)
  } finally {
    await servers.stop()
  }
}

interface Growth {
  readonly few: readonly number[]
  readonly many: readonly number[]
  readonly oneFlow: readonly number[]
  readonly flows: readonly number[]
  readonly steady: number
}

async function measureGrowth(servers: BenchServers): Promise<Growth> {
  const engine = await openBenchEngine(servers, length)
  try {
    await steps(engine, () => 0)
    await fill(servers, history.few)
    const few = await measured(engine, () => 0)
    await fill(servers, history.many)
    const many = await measured(engine, () => 0)
    const [oneFlow, flows]: [number[], number[]] = [[], []]
    // In turns, so that whatever else the machine does falls on both.
    for (let turn = 0; turn < rounds; turn += 1) {
      oneFlow.push(await steps(engine, () => 0))
      flows.push(await steps(engine, (index) => 1 + (index % manyFlows)))
    }
    return { few, many, oneFlow, flows, steady: spreadOf(oneFlow).median }
  } finally {
    await engine.close()
  }
}

async function measured(engine: BenchEngine, flow: (index: number) => number): Promise<readonly number[]> {
  const rates: number[] = []
  for (let turn = 0; turn < rounds; turn += 1) rates.push(await steps(engine, flow))
  return rates
}

async function steps(engine: BenchEngine, flow: (index: number) => number): Promise<number> {
  const { seconds } = await workThrough(runsInRound, 20, (index) => engine.run('effects', flow(index)))
  return (runsInRound * length) / seconds
}

/** Finished runs with their steps, of other flows, as the engine leaves them; then what a day of autovacuum would have done. */
async function fill(servers: BenchServers, runs: number): Promise<void> {
  const client = new pg.Client({ connectionString: servers.databaseUrl, options: '-c search_path=maillon' })
  await client.connect()
  try {
    for (let done = 0; done < runs; done += 50_000) {
      const count = Math.min(50_000, runs - done)
      await client.query(`
        WITH made AS (
          INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, priority, trigger_node, lane, accepted_at, started_at, ended_at, told)
          SELECT gen_random_uuid(), '0190d5a4-0000-7000-8000-000000000001', md5((n % 500)::text)::uuid, md5((n % 500)::text)::uuid, 'succeeded', 'webhook', 5, 0, 'default',
            now() - n * interval '1 second', now() - n * interval '1 second', now() - n * interval '1 second', true
          FROM generate_series(1, $1::int) AS n RETURNING id
        )
        INSERT INTO step (run_id, node, status, attempt, failures, interruptions, outcome, started_at, ended_at, outputs)
        SELECT id, node, 'succeeded', 1, 0, 0, 'succeeded', now(), now(), '[{"kind":"inline","count":1,"bytes":9,"items":[{"json":{"n":1}}]}]' FROM made, generate_series(0, 3) AS node`, [count])
      if (runs > 100_000) process.stdout.write(`\r${done + count} of ${runs} finished runs stored  `)
    }
    await client.query('VACUUM (ANALYZE) run')
    await client.query('VACUUM (ANALYZE) step')
    if (runs > 100_000) process.stdout.write('\n')
  } finally {
    await client.end()
  }
}

interface Drained {
  readonly stepsPerSecond: number
  readonly urgentWaitMs: number
  /** Of this process, before and at most while it drained. */
  readonly heapMiB: readonly [number, number]
}

async function measureBacklog(servers: BenchServers, steady: number): Promise<Drained> {
  const feeder = await openBenchEngine(servers, length, { concurrency: 0 })
  await workThrough(backlog, 200, async () => void (await feeder.accept('effects')))
  await feeder.close()
  process.stdout.write(`backlog of ${backlog} runs, ${backlog * length} steps\n`)
  const engine = await openBenchEngine(servers, length)
  try {
    const client = new pg.Client({ connectionString: servers.databaseUrl, options: '-c search_path=maillon' })
    await client.connect()
    const left = async (): Promise<number> => (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM run WHERE status IN ('queued', 'running')`)).rows[0]?.n ?? 0
    const before = heapMiB()
    let most = before
    const started = performance.now()
    const urgent = waitOfUrgentRun(engine, (backlog * length * 1000) / steady / 4)
    for (let open = backlog; open > 0; open = await left()) {
      most = Math.max(most, heapMiB())
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    const seconds = (performance.now() - started) / 1000
    await client.end()
    return { stepsPerSecond: ((backlog + 1) * length) / seconds, urgentWaitMs: await urgent, heapMiB: [before, most] }
  } finally {
    await engine.close()
  }
}

/** In the middle of the draining: from the acceptance of an urgent run to the start of its first step. */
async function waitOfUrgentRun(engine: BenchEngine, afterMs: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  const begun = performance.now()
  const runId = await engine.accept('urgent')
  await engine.engine.whenSettled(runId, 1, 60_000)
  return performance.now() - begun
}

function heapMiB(): number {
  return process.memoryUsage().heapUsed / 1024 / 1024
}

function report(growth: Growth, drained: Drained): BackendResult {
  const [few, many, oneFlow, flows] = [spreadOf(growth.few), spreadOf(growth.many), spreadOf(growth.oneFlow), spreadOf(growth.flows)]
  const historyRatio = round(many.median / few.median, 2)
  const flowsRatio = round(flows.median / oneFlow.median, 2)
  const drainRatio = round(drained.stepsPerSecond / growth.steady, 2)
  const [before, most] = drained.heapMiB
  line(`steps/s with ${history.few} finished runs stored`, few)
  line(`steps/s with ${history.many} finished runs stored`, many, `ratio ${historyRatio}, goal 0.9`)
  line('steps/s of one flow', oneFlow)
  line(`steps/s of ${manyFlows} flows`, flows, `ratio ${flowsRatio}, goal 0.9`)
  line('steps/s while a backlog drains', spreadOf([drained.stepsPerSecond]), `ratio ${drainRatio}, goal 0.8`)
  line('ms until an urgent run begins meanwhile', spreadOf([drained.urgentWaitMs]), 'goal 2,000')
  line('heap before and at most, MiB', { median: most, min: before, max: most }, 'goal: flat (less than 150 more)')
  const good = historyRatio >= 0.9 && flowsRatio >= 0.9 && drainRatio >= 0.8 && drained.urgentWaitMs <= 2_000 && most - before < 150
  return {
    good,
    figures: {
      runsPerSecond: round(oneFlow.median / length), stepsPerSecond: round(oneFlow.median, 0), stepsPerSecondFewStored: round(few.median, 0), stepsPerSecondManyStored: round(many.median, 0), ratio: historyRatio,
      flowsRatio, drainRatio, urgentWaitMs: round(drained.urgentWaitMs, 0), heapBeforeMiB: round(before, 0), heapMostMiB: round(most, 0),
    },
  }
}
