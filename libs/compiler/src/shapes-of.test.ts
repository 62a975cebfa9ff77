import { expect, it } from 'vitest'
import { drawFlow } from '../test-kit/draw-flow.js'
import { smallCatalogue } from '../test-kit/small-catalogue.js'
import type { CompileContext } from './compile-context.js'
import { shapesOf } from './shapes-of.js'

const context: CompileContext = { now: 0, timeZone: 'UTC', locale: 'en' }

//   start -> read -> set -> sort -> join.left
//        \-> call ------------> join.right -> set2
const document = drawFlow(`
  start -> read -> set -> sort -> join.left
  start -> call -> join.right
  join -> set2
`, { sort: { params: { by: 'price' } } })

it('tells the fields at an input, their types, and the node that made each of them', () => {
  expect(shapesOf(document, smallCatalogue, context).node('sort')?.inputs['main']).toEqual({
    open: false, files: [],
    fields: [{ name: 'price', type: 'number', from: 'read' }, { name: 'product', type: 'text', from: 'read' }, { name: 'total', type: 'number', from: 'set' }],
  })
})

it('tells sample values from what earlier runs gave', () => {
  const samples = { read: { main: [{ price: null }, { price: 3 }] }, call: { main: [{ id: 7 }] } }
  const shapes = shapesOf(document, smallCatalogue, { ...context, samples })
  expect(shapes.node('set')?.inputs['main']?.fields[0]).toEqual({ name: 'price', type: 'number', from: 'read', sample: 3 })
  expect(shapes.node('join')?.inputs['right']).toEqual({ open: true, files: [], fields: [{ name: 'id', type: 'number', from: 'call', sample: 7 }] })
})

it('lists the nodes upstream, nearest first, and says whose rows can be traced', () => {
  const upstream = shapesOf(document, smallCatalogue, context).upstream('sort')
  expect(upstream.map((node) => [node.id, node.sameRow])).toEqual([['set', false], ['read', false], ['start', false]])
  expect(shapesOf(document, smallCatalogue, context).upstream('set').map((node) => [node.id, node.sameRow])).toEqual([['read', true], ['start', false]])
})

it('answers for documents with mistakes, and not for nodes that are not there', () => {
  const circle = drawFlow('start -> set -> set2 -> set')
  expect(shapesOf(circle, smallCatalogue, context).node('set2')?.inputs['main']?.open).toBe(true)
  expect(shapesOf(circle, smallCatalogue, context).node('nobody')).toBeNull()
  expect(shapesOf(circle, smallCatalogue, context).upstream('set2').map((node) => node.id)).toEqual(['set', 'start'])
})
