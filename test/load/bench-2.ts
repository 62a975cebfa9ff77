/**
 * Bench 2: lines of 20 nodes. With effects: one job for each step, the attempt recorded before and the outcome after (goal: a part of what
 * bare BullMQ does with chains of 20 no-op jobs). Light (2b): in place, each step still stored. One line alone, and 50 at once.
 * `npm run bench -- 2`, or the light lines alone: `npm run bench -- 2b`
 */
import { startBenchServers, type BackendName } from './bench-backend.js'
import { measureEachBackend, type BackendResult } from './each-backend.js'
import { openBenchEngine } from './bench-engine.js'
import { line, round, spreadOf, workThrough } from './figures.js'
import { openRawChain } from './raw-chain.js'

const length = 20
const rounds = 3
const chains = { raw: { one: 20, many: 300 }, effects: { one: 20, many: 300 }, light: { one: 60, many: 1_500 } } as const
const goals: { readonly [B in BackendName]: { readonly effects: number; readonly light: number } } = { postgres: { effects: 0.8, light: 10 }, redis: { effects: 0.5, light: 2 } }

type Kind = keyof typeof chains
type Load = 'one' | 'many'

export async function runBench2(only: 'light' | null = null): Promise<boolean> {
  return measureEachBackend(`${rounds} rounds each, steps (or jobs) per second`, (name) => measureBackend(name, only))
}

async function measureBackend(name: BackendName, only: 'light' | null): Promise<BackendResult> {
  const servers = await startBenchServers(name)
  const [raw, engine] = [await openRawChain(servers, 50), await openBenchEngine(servers, length)]
  const jobs: { readonly [K in Kind]: () => Promise<void> } = { raw: () => raw.run(length), effects: () => engine.run('effects'), light: () => engine.run('light') }
  const perSecond = new Map<string, number[]>()
  const runMs: number[] = []
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const load of ['one', 'many'] as const) {
        for (const kind of only === null ? (['raw', 'effects', 'light'] as const) : (['raw', only] as const)) {
          // The first round only warms up: code, connections, plans.
          const total = round === 0 ? Math.ceil(chains[kind][load] / 4) : chains[kind][load]
          const { seconds, ms } = await workThrough(total, load === 'one' ? 1 : 50, jobs[kind])
          if (round === 0) continue
          perSecond.set(`${kind} ${load}`, [...(perSecond.get(`${kind} ${load}`) ?? []), (total * length) / seconds])
          if (kind === (only ?? 'effects') && load === 'many') runMs.push(...ms)
        }
      }
    }
  } finally {
    await engine.close()
    await raw.close()
    await servers.stop()
  }
  return report({ name, only }, (kind, load) => spreadOf(perSecond.get(`${kind} ${load}`) ?? []), runMs.toSorted((a, b) => a - b))
}

function report({ name, only }: { readonly name: BackendName; readonly only: 'light' | null }, rate: (kind: Kind, load: Load) => ReturnType<typeof spreadOf>, runMs: readonly number[]): BackendResult {
  const goal = goals[name]
  const ratio = (kind: Kind, load: Load): number => round(rate(kind, load).median / rate('raw', load).median, 2)
  for (const load of ['one', 'many'] as const) {
    const words = load === 'one' ? 'one at a time' : '50 at once'
    line(`raw chain of ${length} jobs, ${words}`, rate('raw', load))
    if (only === null) line(`${length} nodes with effects, ${words}`, rate('effects', load), `ratio ${ratio('effects', load)}, goal ${goal.effects}`)
    line(`${length} light nodes, ${words}`, rate('light', load), `ratio ${ratio('light', load)}, goal ${goal.light}`)
  }
  const good = (['one', 'many'] as const).every((load) => (only !== null || ratio('effects', load) >= goal.effects) && ratio('light', load) >= goal.light)
  const at = (part: number): number => round(runMs[Math.floor(runMs.length * part)] ?? 0)
  const main = only ?? 'effects'
  const figures = (load: Load): object => ({
    runsPerSecond: round(rate(main, load).median / length), stepsPerSecond: round(rate(main, load).median, 0), rawJobsPerSecond: round(rate('raw', load).median, 0), ratio: ratio(main, load),
    ...(only === null ? { lightStepsPerSecond: round(rate('light', load).median, 0), lightRatio: ratio('light', load) } : {}),
  })
  return { good, figures: { ...figures('many'), p50Ms: at(0.5), p99Ms: at(0.99), oneAtATime: figures('one') } }
}
