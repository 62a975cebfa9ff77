import type { JsonObject } from '@maillon/kernel'
import { expect, it } from 'vitest'
import { selectFieldsShape } from './computed-shapes.js'
import { shapeFrom } from './port-shape.js'

const input = shapeFrom({ fields: [{ name: 'code', type: 'text' }, { name: 'price', type: 'number' }, { name: 'note', type: 'text' }], open: true, files: ['f'] }, 'read', true)
const names = (params: JsonObject) => [...selectFieldsShape(params, input, 'select').fields.values()].map(({ name, type, from }) => `${name}:${type}:${from}`)

it('tells the columns that a selection gives, in its order, renamed ones as made by it', () => {
  const fields = [{ field: 'price', name: ' amount ' }, { field: 'code' }, { field: 'gone' }]
  expect(names({ fields })).toEqual(['amount:number:select', 'code:text:read', 'gone:unknown:select'])
  expect(names({ fields, others: 'keep' })).toEqual(['amount:number:select', 'code:text:read', 'gone:unknown:select', 'note:text:read'])
  expect(names({ fields: [{ field: 'price' }], others: 'invert' })).toEqual(['code:text:read', 'note:text:read'])
})

it('is closed only where nothing else is kept', () => {
  const isOpen = (others?: string) => selectFieldsShape({ fields: [{ field: 'code' }], ...(others === undefined ? {} : { others }) }, input, 'select').isOpen
  expect([isOpen(), isOpen('keep'), isOpen('invert')]).toEqual([false, true, true])
  expect(selectFieldsShape({ fields: [{ field: 'code' }] }, input, 'select').files).toEqual(['f'])
})
