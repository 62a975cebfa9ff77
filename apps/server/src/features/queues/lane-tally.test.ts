import type { RunState, StepState } from '@maillon/engine'
import { expect, it } from 'vitest'
import { LaneTally } from './lane-tally.js'

const end = (tally: LaneTally, lane: string, status: StepState['status']): void => tally.stepEnded({ lane } as RunState, { status } as StepState)

it('counts by lane what did work, once, and keeps what could not be told for the next time', () => {
  const tally = new LaneTally()
  for (const status of ['succeeded', 'warned', 'failed', 'skipped', 'cancelled'] as const) end(tally, 'default', status)
  end(tally, 'bulk', 'succeeded')
  const first = tally.take()
  expect(first).toEqual([{ lane: 'default', done: 3, failed: 1 }, { lane: 'bulk', done: 1, failed: 0 }])
  expect(tally.take()).toEqual([])
  end(tally, 'bulk', 'failed')
  tally.giveBack(first)
  expect(tally.take()).toEqual([{ lane: 'bulk', done: 2, failed: 1 }, { lane: 'default', done: 3, failed: 1 }])
})
