import { emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { catalogueOf } from '@maillon/node-contract'
import { expect, it } from 'vitest'
import { framesOf } from '../layout/frames.js'
import { shapesOf } from './shapes-of.js'

const catalogue = catalogueOf([])
const document: FlowDocument = {
  ...emptyFlow('x', 'X'),
  nodes: ['a', 'b', 'c'].map((id, at) => ({ id, type: 'core.set', version: 1, name: `Step ${id}`, position: { x: at * 400, y: 0 }, params: {} })),
  edges: [{ from: 'a.main', to: 'b.main' }, { from: 'b.main', to: 'c.main' }],
  groups: [{ id: 'g', name: 'G', nodes: ['c'], folded: true }],
}

it('draws each box and each line between two boxes where React Flow will, and nothing of what is folded away', () => {
  const shapes = shapesOf({ document, frames: framesOf(document, catalogue), catalogue })
  expect(shapes.map(({ id }) => id)).toEqual(['a', 'b', 'a.main→b.main'])
  const line = shapes.find((shape) => shape.kind === 'line')
  expect(line?.path.startsWith('M254,44 C')).toBe(true)
  expect(line?.path.endsWith(' 394,44')).toBe(true)
  expect(line?.box).toEqual({ x: 0, y: 0, width: 648, height: 88 })
})
