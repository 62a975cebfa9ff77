import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { JsonObject } from '@maillon/kernel'
import type { AnswerForm } from '../context.js'
import { checkAnswer } from './check-answer.js'

const form: AnswerForm = {
  title: 'Commande',
  choices: [{ id: 'approve', label: 'Oui' }, { id: 'refuse', label: 'Non' }],
  fields: [{ name: 'total', label: 'Total', value: 12 }, { name: 'express', label: 'Express', value: false }, { name: 'note', label: 'Note', value: null }],
  comment: true,
}
const check = (given: JsonObject, locale: 'fr' | 'en' = 'fr') => checkAnswer(form, given, locale)

it('keeps what was asked and nothing else, in the types that the values had', () => {
  expect(check({ choice: 'approve', comment: 'D’accord', values: { total: '1 234,5', note: 'vite', other: 1 }, extra: true })).toEqual({
    ok: true,
    answer: { choice: 'approve', comment: 'D’accord', values: { total: 1234.5, express: false, note: 'vite' } },
  })
  expect(checkAnswer({ title: 'x', choices: form.choices }, { choice: 'refuse', comment: 'unasked', values: { a: 1 } }, 'en')).toEqual({ ok: true, answer: { choice: 'refuse' } })
})

it.each([
  [{ choice: 'maybe' }, { problem: 'choice' }],
  [{}, { problem: 'choice' }],
  [{ choice: 'approve', comment: 3 }, { problem: 'comment' }],
  [{ choice: 'approve', comment: 'x'.repeat(10_001) }, { problem: 'comment' }],
  [{ choice: 'approve', values: [] }, { problem: 'values' }],
  [{ choice: 'approve', values: { total: 'beaucoup' } }, { problem: 'value', field: 'total' }],
  [{ choice: 'approve', values: { express: 'oui' } }, { problem: 'value', field: 'express' }],
  [{ choice: 'approve', values: { note: { deep: true } } }, { problem: 'value', field: 'note' }],
] as const)('refuses %j', (given, problem) => {
  expect(check(given as JsonObject)).toEqual({ ok: false, ...problem })
})

it('gives the same answer when it is checked again, and never throws', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('choice', 'comment', 'values', '__proto__'), fc.oneof(fc.constantFrom('approve', 'refuse'), fc.jsonValue())), (given) => {
      const checked = check(JSON.parse(JSON.stringify(given)) as JsonObject)
      if (checked.ok) expect(check(checked.answer)).toEqual(checked)
    }),
  )
})
