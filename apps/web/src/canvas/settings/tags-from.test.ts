import { expect, it } from 'vitest'
import { emptyFlow, parseFlowDocument } from '@maillon/flow-document'
import { tagsFrom } from './tags-from.js'

it('makes tags that the document takes, whatever is written', () => {
  expect(tagsFrom([' Compta,  Fin de\tmois ', 'Compta Fin de mois', '', ' , '])).toEqual(['Compta Fin de mois'])
  const tags = tagsFrom(['x'.repeat(39) + ' y', 'a\nb', 'Élodie’s'])
  expect(tags?.[0]).toBe('x'.repeat(39))
  expect(parseFlowDocument(JSON.stringify({ ...emptyFlow('f', 'F'), settings: { tags } })).ok).toBe(true)
  expect(tagsFrom([' '])).toBeNull()
})
