import { backendNames, type BackendName } from './bench-backend.js'
import { machine } from './figures.js'

/** What a benchmark found on one backend: whether its goals were met, and the figures as they stand in the last line. */
export interface BackendResult {
  readonly good: boolean
  readonly figures: object
}

/**
 * Measures one backend after the other under a heading each, then prints the line of JSON with an object for each.
 * @param unit what the tables hold, as in `3 rounds of 6 s each`
 * @returns whether all goals were met
 */
export async function measureEachBackend(unit: string, measure: (name: BackendName) => Promise<BackendResult>): Promise<boolean> {
  process.stdout.write(`${machine()}\n${unit}: median (least to most)\n`)
  const answer: { [name: string]: object } = {}
  let good = true
  for (const name of backendNames) {
    process.stdout.write(`\n${name}\n`)
    const measured = await measure(name)
    good &&= measured.good
    answer[name] = measured.figures
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
  return good
}
