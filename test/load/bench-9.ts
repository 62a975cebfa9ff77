/**
 * Bench 9: watchers. The webhook flow of bench 1 with 50 callers, in turns without anybody watching and with 50 streams of live events open
 * (what 50 browsers on the runs page hold); then 200 calls a second, and how long after a call its run's end is told to a watcher.
 * `npm run bench -- 9` (the built server), `npm run bench -- 9 source`
 */
import { setMaxListeners } from 'node:events'
import { Agent, request } from 'undici'
import { startMaillon } from '../world/start-maillon.js'
import { startBenchServers, type BackendName } from './bench-backend.js'
import { measureEachBackend, type BackendResult } from './each-backend.js'
import { line, percentile, round, spreadOf } from './figures.js'
import { callWebhook, publishWebhookFlow } from './webhook-flow.js'

const rounds = 3
const seconds = 5
const watchers = 50
const paced = { perSecond: 200, seconds: 5 }
const goals = { throughput: 0.95, toldMs: 500 }

export async function runBench9(): Promise<boolean> {
  return measureEachBackend(`${rounds} rounds of ${seconds} s each`, measureBackend)
}

async function measureBackend(name: BackendName): Promise<BackendResult> {
  const servers = await startBenchServers(name)
  const maillon = await startMaillon({
    from: process.argv[3] === 'source' ? 'source' : 'dist',
    env: { DATABASE_URL: servers.databaseUrl, MAILLON_CONCURRENCY: '50', ...(servers.redisUrl === null ? {} : { REDIS_URL: servers.redisUrl }) },
  })
  try {
    const { cookie } = await publishWebhookFlow(maillon.url)
    const hook = `${maillon.url}/hooks/bench`
    await callWebhook(hook, { connections: 10, seconds: 3 })
    const [alone, watched]: [number[], number[]] = [[], []]
    for (let turn = 0; turn < rounds; turn += 1) {
      alone.push((await callWebhook(hook, { connections: 50, seconds })).perSecond)
      const audience = await watch(maillon.url, cookie)
      watched.push((await callWebhook(hook, { connections: 50, seconds })).perSecond)
      await audience.leave()
    }
    return report({ alone, watched, toldMs: await timeToTell(maillon.url, { hook, cookie }) })
  } finally {
    await maillon.remove()
    await servers.stop()
  }
}

interface Audience {
  /** Milliseconds since the epoch at which the end of a run was told to the first watcher, by the id of the run. */
  readonly told: ReadonlyMap<string, number>
  leave(): Promise<void>
}

async function watch(url: string, cookie: string): Promise<Audience> {
  const agent = new Agent({ connections: watchers, bodyTimeout: 0 })
  const told = new Map<string, number>()
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  await Promise.all(Array.from({ length: watchers }, async (_, index) => {
    const { body } = await request(`${url}/api/events`, { dispatcher: agent, headers: { cookie }, signal: stop.signal })
    void read(body, index === 0 ? (runId) => told.set(runId, Date.now()) : null).catch(() => undefined)
  }))
  return {
    told,
    leave: async () => {
      stop.abort()
      await agent.destroy().catch(() => undefined)
    },
  }
}

/** @param onEnd null: the stream is read and not looked at, so that the audience costs this process little */
async function read(body: AsyncIterable<Buffer>, onEnd: ((runId: string) => void) | null): Promise<void> {
  let text = ''
  for await (const chunk of body) {
    if (onEnd === null) continue
    text += chunk.toString()
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const data of lines.filter((one) => one.startsWith('data: '))) {
      const event = JSON.parse(data.slice(6)) as { readonly type: string; readonly run?: { readonly id: string; readonly status: string } }
      if (event.type === 'run' && event.run?.status === 'succeeded') onEnd(event.run.id)
    }
  }
}

/** Calls at a steady pace; from sending a call to the watcher's knowledge of its end. */
async function timeToTell(url: string, { hook, cookie }: { readonly hook: string; readonly cookie: string }): Promise<readonly number[]> {
  const audience = await watch(url, cookie)
  const agent = new Agent({ connections: 100 })
  const called = new Map<string, number>()
  const open: Promise<void>[] = []
  const began = Date.now()
  for (let sent = 0; sent < paced.perSecond * paced.seconds; sent += 1) {
    const dueAt = began + (sent * 1000) / paced.perSecond
    if (dueAt > Date.now()) await new Promise((resolve) => setTimeout(resolve, dueAt - Date.now()))
    const at = Date.now()
    open.push(request(hook, { method: 'POST', dispatcher: agent, headers: { 'content-type': 'application/json' }, body: '{"n":21}' }).then(async ({ headers, body }) => {
      await body.dump()
      called.set(String(headers['x-maillon-run'] ?? ''), at)
    }))
  }
  await Promise.all(open)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  await audience.leave()
  await agent.destroy()
  const known = [...called].flatMap(([runId, at]) => (audience.told.has(runId) ? [(audience.told.get(runId) ?? 0) - at] : []))
  if (known.length < called.size * 0.99) throw new Error(`${called.size} runs, told of ${known.length}`)
  return known.toSorted((a, b) => a - b)
}

function report(measured: { readonly alone: readonly number[]; readonly watched: readonly number[]; readonly toldMs: readonly number[] }): BackendResult {
  const [alone, watched] = [spreadOf(measured.alone), spreadOf(measured.watched)]
  const ratio = round(watched.median / alone.median, 2)
  const [p50, p99] = [percentile(measured.toldMs, 0.5), percentile(measured.toldMs, 0.99)]
  line('runs/s, nobody watching', alone)
  line(`runs/s, ${watchers} watching`, watched, `ratio ${ratio}, goal ${goals.throughput}`)
  line('ms until an end is told, median', spreadOf([p50]), `at ${paced.perSecond} runs/s`)
  line('ms until an end is told, 99th percentile', spreadOf([p99]), `goal ${goals.toldMs}`)
  return { good: ratio >= goals.throughput && p99 <= goals.toldMs, figures: { runsPerSecond: round(watched.median), runsPerSecondUnwatched: round(alone.median), ratio, p50Ms: round(p50), p99Ms: round(p99) } }
}
