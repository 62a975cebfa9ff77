import { emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { expect, it } from 'vitest'
import { chain, nodeOf } from '../../testing/sample-flows.js'
import { linesOf } from './run-grid.service.js'

const flow = (...ids: string[]): FlowDocument => ({ ...emptyFlow('f', 'Rapport'), ...chain('Rapport', ids.map((id) => nodeOf(id, 'core.no-op'))) })

it('lists the steps of the newest version in running order, then those that only older versions have', () => {
  const newest = { ...flow('start', 'read', 'send'), nodes: flow('send', 'start', 'read').nodes }
  expect(linesOf([newest, flow('start', 'filter', 'send'), newest]).map(({ id }) => id)).toEqual(['start', 'read', 'send', 'filter'])
})

it('has no line where nothing has run', () => {
  expect(linesOf([])).toEqual([])
})
