/**
 * Bench 6: workers. Lines of nodes that wait 20 ms, as for an answer from outside, with one and with two worker processes of four steps at
 * once each, on one database and one lane.
 * `npm run bench -- 6`
 */
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { startBenchServers, type BackendName, type BenchServers } from './bench-backend.js'
import { measureEachBackend, type BackendResult } from './each-backend.js'
import { openBenchEngine, type BenchEngine } from './bench-engine.js'
import { line, round, spreadOf, workThrough } from './figures.js'

const length = 10
const rounds = 3
const runsInRound = 60
const goal = 1.8

export async function runBench6(): Promise<boolean> {
  return measureEachBackend(`${rounds} rounds each, steps per second`, measureBackend)
}

async function measureBackend(name: BackendName): Promise<BackendResult> {
  const servers = await startBenchServers(name)
  // Accepts and waits for the ends; works on nothing.
  const feeder = await openBenchEngine(servers, length, { concurrency: 0 })
  const rates: { readonly [workers: number]: number[] } = { 1: [], 2: [] }
  try {
    for (let turn = 0; turn < rounds; turn += 1) {
      for (const count of [1, 2] as const) rates[count]?.push(await rateWith(servers, feeder, count))
    }
  } finally {
    await feeder.close()
    await servers.stop()
  }
  const [one, two] = [spreadOf(rates[1] ?? []), spreadOf(rates[2] ?? [])]
  const ratio = round(two.median / one.median, 2)
  line('steps/s with one worker', one)
  line('steps/s with two workers', two, `ratio ${ratio}, goal ${goal}`)
  return { good: ratio >= goal, figures: { runsPerSecond: round(two.median / length), stepsPerSecond: round(two.median, 0), stepsPerSecondOneWorker: round(one.median, 0), ratio } }
}

async function rateWith(servers: BenchServers, feeder: BenchEngine, count: number): Promise<number> {
  const workers = await Promise.all(Array.from({ length: count }, () => startWorker(servers)))
  try {
    await workThrough(20, 20, () => feeder.run('effects'))
    const { seconds } = await workThrough(runsInRound, 30, () => feeder.run('effects'))
    return (runsInRound * length) / seconds
  } finally {
    await Promise.all(workers.map(stopWorker))
  }
}

function startWorker(servers: BenchServers): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./bench-6-worker.ts', import.meta.url)), [JSON.stringify({ databaseUrl: servers.databaseUrl, redisUrl: servers.redisUrl, length })], { execArgv: process.execArgv })
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child))
    child.once('exit', (code) => reject(new Error(`A worker ended with ${code}`)))
  })
}

async function stopWorker(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.send('stop')
  await gone
}
