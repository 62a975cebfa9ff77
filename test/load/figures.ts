import { cpus } from 'node:os'

export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  return { median: percentile(sorted, 0.5), min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 }
}

/** Of ascending values. */
export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}

export function round(value: number, digits = 1): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}

export function machine(): string {
  return `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`
}

/** One line of the table: name, figure with its spread, goal. */
export function line(name: string, spread: Spread, note = ''): void {
  process.stdout.write(`${name.padEnd(46)} ${String(round(spread.median)).padStart(9)}  (${round(spread.min)} to ${round(spread.max)})  ${note}\n`)
}

/** Work through `total` jobs with `atOnce` of them at a time; gives the seconds that it took and each job's milliseconds, ascending. */
export async function workThrough(total: number, atOnce: number, job: (index: number) => Promise<void>): Promise<{ readonly seconds: number; readonly ms: readonly number[] }> {
  const ms: number[] = []
  let next = 0
  const started = performance.now()
  const one = async (): Promise<void> => {
    while (next < total) {
      const index = next
      next += 1
      const begun = performance.now()
      await job(index)
      ms.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return { seconds: (performance.now() - started) / 1000, ms: ms.toSorted((a, b) => a - b) }
}
