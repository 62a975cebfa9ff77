/**
 * Bench 2: lines of 20 nodes. With effects: one job for each step, the attempt recorded before and the outcome after (goal: a part of what
 * bare BullMQ does with chains of 20 no-op jobs). Light (2b): in place, each step still stored. One line alone, and 50 at once.
 * `npm run bench -- 2`, or the light lines alone: `npm run bench -- 2b`
 *
 * Beside it stands the floor of one line alone: a commit for each step and nothing else, by plain `pg`. (What a job of the raw chain on Redis does
 * is not on disk.) It is no goal.
 */
import { startBenchServers, backendNames, type BackendName, type BenchServers } from './bench-backend.js'
import { openBenchEngine } from './bench-engine.js'
import { line, machine, round, spreadOf, workThrough } from './figures.js'
import { openPlainCommits } from './plain-commits.js'
import { processorPerStep, processorTime, type ProcessorTime } from './processor-time.js'
import { openRawChain } from './raw-chain.js'

const length = 20
const rounds = 3
const chains = { raw: { one: 20, many: 300 }, effects: { one: 20, many: 300 }, light: { one: 60, many: 1_500 }, floor: { one: 20, many: 0 } } as const
const goals: { readonly [B in BackendName]: { readonly effects: number; readonly light: number } } = { postgres: { effects: 0.8, light: 10 }, redis: { effects: 0.5, light: 2 } }

type Kind = keyof typeof chains
type Load = 'one' | 'many'

export async function runBench2(only: 'light' | null = null): Promise<boolean> {
  process.stdout.write(`${machine()}\n${rounds} rounds each, steps (or jobs) per second: median (least to most)\nms: processor time of a step in Node + Postgres + Redis\n`)
  const answer: { [name: string]: unknown } = {}
  let good = true
  for (const name of backendNames) {
    process.stdout.write(`\n${name}\n`)
    const measured = report({ name, only }, await measureBackend(name, only))
    good &&= measured.good
    answer[name] = measured.figures
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
  return good
}

interface Measured {
  /** By kind and load (`light many`). */
  readonly perSecond: Map<string, number[]>
  readonly processor: Map<string, ProcessorTime[]>
  /** Of whole runs, ascending. */
  runMs: number[]
}

async function measureBackend(name: BackendName, only: 'light' | null): Promise<Measured> {
  const servers = await startBenchServers(name)
  const jobs = await openJobs(servers)
  const measured: Measured = { perSecond: new Map(), processor: new Map(), runMs: [] }
  try {
    for (let turn = 0; turn <= rounds; turn += 1) {
      for (const load of ['one', 'many'] as const) {
        for (const kind of only === null ? (['raw', 'floor', 'effects', 'light'] as const) : (['raw', only] as const)) {
          // The first round only warms up: code, connections, plans.
          const total = turn === 0 ? Math.ceil(chains[kind][load] / 4) : chains[kind][load]
          if (total === 0) continue
          const before = await processorTime()
          const { seconds, ms } = await workThrough(total, load === 'one' ? 1 : 50, jobs.of[kind])
          const processor = processorPerStep(before, await processorTime(), total * length)
          if (turn === 0) continue
          add(measured.perSecond, `${kind} ${load}`, (total * length) / seconds)
          add(measured.processor, `${kind} ${load}`, processor)
          if (kind === (only ?? 'effects') && load === 'many') measured.runMs.push(...ms)
        }
      }
    }
  } finally {
    await jobs.close()
    await servers.stop()
  }
  return { ...measured, runMs: measured.runMs.toSorted((a, b) => a - b) }
}

function add<Value>(map: Map<string, Value[]>, name: string, value: Value): void {
  map.set(name, [...(map.get(name) ?? []), value])
}

async function openJobs(servers: BenchServers): Promise<{ readonly of: { readonly [K in Kind]: () => Promise<void> }; close(): Promise<void> }> {
  const [raw, commits, engine] = [await openRawChain(servers, 50), await openPlainCommits(servers), await openBenchEngine(servers, length)]
  return {
    of: { raw: () => raw.run(length), floor: () => commits.run(length), effects: () => engine.run('effects'), light: () => engine.run('light') },
    close: async () => {
      await engine.close()
      await commits.close()
      await raw.close()
    },
  }
}

function report({ name, only }: { readonly name: BackendName; readonly only: 'light' | null }, { perSecond, processor, runMs }: Measured): { readonly good: boolean; readonly figures: object } {
  const goal = goals[name]
  const rate = (kind: Kind, load: Load): ReturnType<typeof spreadOf> => spreadOf(perSecond.get(`${kind} ${load}`) ?? [])
  const ratio = (kind: Kind, load: Load, to: Kind = 'raw'): number => round(rate(kind, load).median / rate(to, load).median, 2)
  const cost = (kind: Kind, load: Load): string => {
    const of = (part: keyof ProcessorTime): number => round(spreadOf((processor.get(`${kind} ${load}`) ?? []).map((time) => time[part])).median, 3)
    return `${of('node')} + ${of('postgres')} + ${of('redis')} ms`
  }
  for (const load of ['one', 'many'] as const) {
    const words = load === 'one' ? 'one at a time' : '50 at once'
    line(`raw chain of ${length} jobs, ${words}`, rate('raw', load), cost('raw', load))
    if (only === null && load === 'one') line('floor: a commit a step, one at a time', rate('floor', load), cost('floor', load))
    if (only === null) line(`${length} nodes with effects, ${words}`, rate('effects', load), `${cost('effects', load)}; ratio ${ratio('effects', load)}, goal ${goal.effects}${load === 'one' ? `; ${ratio('effects', load, 'floor')} of the floor` : ''}`)
    line(`${length} light nodes, ${words}`, rate('light', load), `${cost('light', load)}; ratio ${ratio('light', load)}, goal ${goal.light}`)
  }
  const good = (['one', 'many'] as const).every((load) => (only !== null || ratio('effects', load) >= goal.effects) && ratio('light', load) >= goal.light)
  const at = (part: number): number => round(runMs[Math.floor(runMs.length * part)] ?? 0)
  const main = only ?? 'effects'
  const figures = (load: Load): object => ({
    runsPerSecond: round(rate(main, load).median / length), stepsPerSecond: round(rate(main, load).median, 0), rawJobsPerSecond: round(rate('raw', load).median, 0), ratio: ratio(main, load),
    ...(only === null ? { lightStepsPerSecond: round(rate('light', load).median, 0), lightRatio: ratio('light', load) } : {}),
    ...(only === null && load === 'one' ? { floorPerSecond: round(rate('floor', load).median, 0), ratioToFloor: ratio(main, load, 'floor') } : {}),
  })
  return { good, figures: { ...figures('many'), p50Ms: at(0.5), p99Ms: at(0.99), oneAtATime: figures('one') } }
}
