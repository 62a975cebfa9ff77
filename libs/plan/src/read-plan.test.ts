import { expect, it } from 'vitest'
import { planFormat } from './plan.js'
import { readPlan } from './read-plan.js'

it('brings a plan of the first format up to date and keeps the order of its nodes', () => {
  const first = { format: 'maillon.plan/1', flowName: 'F', nodes: [{ id: 'b' }, { id: 'a' }], edges: [] }
  const plan = readPlan(first)
  expect(plan).toMatchObject({ format: planFormat, flowName: 'F', errorFlowId: null, returns: [] })
  expect(plan?.nodes.map(({ id, loop, spawn, untilFound }) => ({ id, loop, spawn, untilFound }))).toEqual([
    { id: 'b', loop: null, spawn: null, untilFound: null },
    { id: 'a', loop: null, spawn: null, untilFound: null },
  ])
})

it('leaves a plan of today as it is', () => {
  const plan = { format: planFormat }
  expect(readPlan(plan)).toBe(plan)
})

it('says that it does not know the format of a newer program', () => {
  expect(readPlan({ format: 'maillon.plan/3' })).toBeNull()
})
