import { silentLogger } from '@maillon/kernel'
import { expect, it } from 'vitest'
import { defaultEngineSettings } from '../create-engine.js'
import type { DueStep, RunStore } from '../run-store.port.js'
import type { Doorbell, StepQueue } from '../step-queue.port.js'
import { Sweep, type SweepOptions } from './sweep.js'

const due = (from: number, count: number, lane = 'default'): DueStep[] => Array.from({ length: count }, (_, at) => ({ runId: `r${from + at}`, node: 1, attempt: 0, lane, priority: 5 }))

/** A sweep that finds these steps, one list after the other, and nothing else. */
function sweepOver(found: readonly (readonly DueStep[])[], depths: { [lane: string]: number }): { readonly sweep: Sweep; readonly bells: Doorbell[] } {
  const rounds = [...found]
  const bells: Doorbell[] = []
  const nothing = (): Promise<never[]> => Promise.resolve([])
  const store: Partial<RunStore> = { takeUnrung: () => Promise.resolve(rounds.shift() ?? []), findInterrupted: nothing, findOverdueRuns: nothing }
  const queue: Partial<StepQueue> = {
    depth: (lane) => Promise.resolve(depths[lane] ?? 0),
    ring: (lane, rung) => {
      bells.push(...rung)
      depths[lane] = (depths[lane] ?? 0) + rung.length
      return Promise.resolve()
    },
  }
  const options = { store, queue, heartbeat: { mayJudge: true }, clock: { now: () => 0 }, logger: silentLogger, settings: defaultEngineSettings } as unknown as SweepOptions
  return { sweep: new Sweep(options), bells }
}

/** Only every fifth one looks at everything. */
const plain = async (sweep: Sweep) => {
  Reflect.set(sweep, 'sweeps', 1)
  return sweep.run()
}

it('M2: rings for all that waits in a lane that was wiped in one go, also when its first bells are back', async () => {
  const { sweep, bells } = sweepOver([due(0, 500), due(500, 500), due(1000, 500), due(1500, 20)], {})
  expect(await plain(sweep)).toMatchObject({ rung: 1_520 })
  expect(bells).toHaveLength(1_520)
  // An earlier bell may be stuck with a dead worker, under the same id.
  expect(bells.every(({ again }) => again !== undefined)).toBe(true)
})

it('M2: takes one batch at a time of a lane in which bells wait, and says of each that it is a repeated one', async () => {
  const { sweep, bells } = sweepOver([due(0, 500), due(500, 500)], { default: 900 })
  expect(await plain(sweep)).toMatchObject({ rung: 500 })
  expect(bells.every(({ again, isRepeated }) => again === undefined && isRepeated === true)).toBe(true)
})
