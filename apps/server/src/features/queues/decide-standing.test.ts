import { expect, it } from 'vitest'
import { decideStanding } from './decide-standing.js'

const open = { state: 'open', by: null, pausedMs: null, servedBy: 1 } as const
const paused = { state: 'paused', by: 'Ana', pausedMs: 3_600_000, servedBy: 1 } as const
const ready = { node: 1, isRunning: false, isHeld: false, host: null, silentMs: null }
const standing = (step: Parameters<typeof decideStanding>[0]['step']) => ({ step, lane: 'reports', idleMs: 600_000 })

it('says that a worker is gone even where its lane rests, and that a release helps', () => {
  expect(decideStanding(standing({ ...ready, isRunning: true, host: 'box', silentMs: 40_000 }), paused)).toEqual({ code: 'STANDING_WORKER_GONE', params: { ms: 40_000, host: 'box' }, canRelease: true })
})

it('says that a step runs for long on a worker that lives', () => {
  expect(decideStanding(standing({ ...ready, isRunning: true, isHeld: true, host: 'box', silentMs: 100 }), open)).toMatchObject({ code: 'STANDING_STEP_RUNS', params: { ms: 600_000, host: 'box' } })
})

it('says who paused the lane that a step waits in: no release helps there', () => {
  expect(decideStanding(standing(ready), paused)).toEqual({ code: 'STANDING_LANE_PAUSED', params: { lane: 'reports', ms: 3_600_000, by: 'Ana' }, canRelease: false })
})

it('tells a lane that nobody serves from one that is full, and both from a decision that got lost', () => {
  expect(decideStanding(standing(ready), { ...open, servedBy: 0 }).code).toBe('STANDING_LANE_UNSERVED')
  expect(decideStanding(standing(ready), open).code).toBe('STANDING_LANE_FULL')
  expect(decideStanding(standing(null), open)).toMatchObject({ code: 'STANDING_UNDECIDED', canRelease: true })
})
