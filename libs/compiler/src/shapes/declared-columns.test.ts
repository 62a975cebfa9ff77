import { expect, it } from 'vitest'
import { declaredColumnsShape } from './computed-shapes.js'
import { shapeFrom, unknownPortShape } from './port-shape.js'

const typesOf = ({ fields }: ReturnType<typeof declaredColumnsShape>) => [...fields.values()].map(({ name, type }) => `${name} ${type}`)

it('knows the columns that a reader asks for before the first run, and never that there are no others', () => {
  const shape = declaredColumnsShape({ columns: [{ name: 'Prix', type: 'number' }, { name: 'Note' }, { type: 'text' }], rowNumberField: 'ligne' }, unknownPortShape, 'read')
  expect(typesOf(shape)).toEqual(['Prix number', 'Note unknown', 'ligne number'])
  expect(shape.isOpen).toBe(true)
})

it('takes rules as columns, and keeps what was seen beside them', () => {
  const seen = shapeFrom({ fields: [{ name: 'Quantité', type: 'text' }, { name: 'Ville', type: 'text' }], open: true }, 'check', false)
  expect(typesOf(declaredColumnsShape({ rules: [{ name: 'Quantité', type: 'integer' }] }, seen, 'check'))).toEqual(['Quantité number', 'Ville text'])
})
