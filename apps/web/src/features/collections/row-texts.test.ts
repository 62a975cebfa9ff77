import { expect, it } from 'vitest'
import { rowOfTexts, textsOfRow } from './row-texts.js'

const collection = { keys: ['code'], fields: ['nom', 'code', 'prix', 'actif', 'lieu'] }

it('shows keys first and every field, also those that the row lacks', () => {
  expect(textsOfRow(collection, { nom: 'A', code: 12, lieu: { ville: 'Lyon' } })).toEqual({ code: '12', nom: 'A', lieu: '{"ville":"Lyon"}', prix: '', actif: '' })
  expect(Object.keys(textsOfRow(collection, {}))[0]).toBe('code')
})

it('gives back exactly what was there where nothing is touched', () => {
  const row = { code: 12, nom: '12', prix: 1.5, actif: false, lieu: ['a'], vide: '' }
  expect(rowOfTexts(textsOfRow(collection, row), row)).toEqual(row)
})

it('keeps the kind of a value that is changed, where the text fits it', () => {
  const row = { code: 12, nom: 'A', actif: false }
  expect(rowOfTexts({ code: '13,5', nom: '007', actif: 'true' }, row)).toEqual({ code: 13.5, nom: '007', actif: true })
  expect(rowOfTexts({ code: 'douze', nom: 'A', actif: 'false' }, row)).toEqual({ code: 'douze', nom: 'A', actif: false })
})

it('takes a new value for a number only where it is written as one', () => {
  expect(rowOfTexts({ prix: '4.5', nom: 'B', note: '"x"' }, {})).toEqual({ prix: 4.5, nom: 'B', note: '"x"' })
})
