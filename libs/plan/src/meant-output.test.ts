import { expect, it } from 'vitest'
import { meantOutput } from './meant-output.js'
import type { Plan } from './plan.js'

const iteration = { kind: 'iteration' }
//  0 read, 1 loop [ 2 set, 3 inner [ 4 set ] ], 5 call, 6 after
const plan = {
  nodes: [
    { loop: null, spawn: null }, { loop: null, spawn: iteration }, { loop: 1, spawn: null }, { loop: 1, spawn: iteration }, { loop: 3, spawn: null },
    { loop: null, spawn: { kind: 'flow' } }, { loop: null, spawn: null },
  ],
} as unknown as Plan

it('is the rows of the turn for what stands in a loop, at any depth, and what the loop gave for everything else', () => {
  expect([2, 3, 4].map((reader) => meantOutput(plan, reader, 1))).toEqual([0, 0, 0])
  expect([5, 6].map((reader) => meantOutput(plan, reader, 1))).toEqual([1, 1])
  expect([meantOutput(plan, 4, 3), meantOutput(plan, 2, 3), meantOutput(plan, 6, 3)]).toEqual([0, 1, 1])
})

it('is the first output of every other node', () => {
  expect([meantOutput(plan, 6, 0), meantOutput(plan, 6, 5), meantOutput(plan, 4, 2), meantOutput(plan, 0, 99)]).toEqual([0, 0, 0, 0])
})
