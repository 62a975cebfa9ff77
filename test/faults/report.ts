import { percentile } from './check/recoveries.js'
import type { Backend } from './rig/house.js'
import type { SceneResult } from './run-scene.js'

/** What the last line says of one backend. */
export interface Figures {
  readonly faults: number
  readonly runs: number
  readonly lost: number
  readonly duplicateEffectsWithoutKey: number
  readonly recoveryP50Seconds: number | null
  readonly recoveryP99Seconds: number | null
  readonly scheduleInstants: number
  readonly scheduleFired: number
}

export interface BackendTotals {
  readonly figures: Figures
  /** What did not hold, one line each. */
  readonly problems: readonly string[]
}

const goals = { recoveryP50Seconds: 8, recoveryP99Seconds: 20 }

export function totalsOf(results: readonly SceneResult[]): BackendTotals {
  const sum = (of: (result: SceneResult) => number): number => results.reduce((total, result) => total + of(result), 0)
  const recoveries = results.flatMap(({ recoverySeconds }) => recoverySeconds)
  const figures = {
    faults: results.length, runs: sum(({ runs }) => runs), lost: sum(({ lost }) => lost), duplicateEffectsWithoutKey: sum((result) => result.duplicateEffectsWithoutKey),
    recoveryP50Seconds: rounded(percentile(recoveries, 0.5)), recoveryP99Seconds: rounded(percentile(recoveries, 0.99)),
    scheduleInstants: sum(({ scheduleInstants }) => scheduleInstants), scheduleFired: sum(({ scheduleFired }) => scheduleFired),
  }
  return {
    figures,
    problems: results.flatMap(({ id, problem }) => (problem === null ? [] : [`${id}: ${problem.split('\n', 1)[0]}`])),
  }
}

/** One line as soon as it is known; below it what did not hold. */
export function printRow(backend: Backend, { id, title, runs, seconds, problem, remarks }: SceneResult): void {
  console.log(`${problem === null ? 'held  ' : 'BROKEN'} ${backend.padEnd(8)} ${id.padEnd(5)} ${title.padEnd(64)} ${String(runs).padStart(6)} runs ${seconds.toFixed(1).padStart(6)} s  ${remarks.join(', ')}`)
  if (problem !== null) console.log(problem.split('\n').map((line) => `       ${line}`).join('\n'))
}

export function printSummary(totals: readonly (readonly [Backend, BackendTotals])[]): void {
  for (const [backend, { figures: t }] of totals) {
    console.log(`${backend}: ${t.faults} faults, ${t.runs} runs, ${t.lost} lost, ${t.duplicateEffectsWithoutKey} effects without their key, recovery ${t.recoveryP50Seconds ?? '–'} s (p50) ${t.recoveryP99Seconds ?? '–'} s (p99), ${t.scheduleFired} of ${t.scheduleInstants} instants`)
  }
}

/** What falls short of the goals, in words; nothing is the good answer. */
export function shortfalls(totals: readonly (readonly [Backend, BackendTotals])[]): readonly string[] {
  return totals.flatMap(([backend, { figures: t, problems }]) => [
    ...problems.map((problem) => `${backend} ${problem}`),
    ...(t.lost > 0 ? [`${backend}: ${t.lost} accepted runs lost`] : []),
    ...(t.duplicateEffectsWithoutKey > 0 ? [`${backend}: ${t.duplicateEffectsWithoutKey} effects without their key`] : []),
    ...(t.scheduleFired !== t.scheduleInstants ? [`${backend}: ${t.scheduleFired} of ${t.scheduleInstants} schedule instants`] : []),
    ...(['recoveryP50Seconds', 'recoveryP99Seconds'] as const).flatMap((name) => ((t[name] ?? 0) > goals[name] ? [`${backend}: ${name} ${t[name]} > ${goals[name]}`] : [])),
  ])
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100
}
