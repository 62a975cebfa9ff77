import { expect, it } from 'vitest'
import { readAnswerForm, typedLike } from './read-answer-form.js'

it('reads what a node asks, and leaves out what has no form of ours', () => {
  expect(readAnswerForm({ title: 'Valider ?', choices: [{ id: 'yes', label: 'Oui', look: 'good' }, { id: 3 }, 'x', { id: 'no', label: 'Non', look: 'pink' }], fields: [{ name: 'total', label: 'Total', value: 12 }, null], comment: true })).toEqual({
    title: 'Valider ?', text: '', comment: true,
    choices: [{ id: 'yes', label: 'Oui', look: 'good' }, { id: 'no', label: 'Non', look: null }],
    fields: [{ name: 'total', label: 'Total', value: 12 }],
  })
})

it('asks nobody where there is nothing to choose', () => {
  expect(readAnswerForm(null)).toBeNull()
  expect(readAnswerForm({ title: 'x' })).toBeNull()
  expect(readAnswerForm({ title: 'x', choices: [] })).toBeNull()
})

it.each([
  [12, '13,5', 13.5],
  [12, '1 200', 1200],
  [12, 'twelve', 'twelve'],
  ['a', '12', '12'],
  [null, '', null],
] as const)('gives a corrected value of %j typed as "%s" back as %j', (before, text, value) => {
  expect(typedLike(before, text)).toBe(value)
})
