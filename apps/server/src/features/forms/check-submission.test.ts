import type { FormField, FormFieldType } from '@maillon/api-contract'
import { describe, expect, it } from 'vitest'
import { checkSubmission } from './check-submission.js'

const field = (name: string, type: FormFieldType, more: Partial<FormField> = {}): FormField => ({ name, label: name, type, required: true, choices: ['a', 'b'], help: '', ...more })
const check = (fields: readonly FormField[], texts: Record<string, string>, files: Record<string, string> = {}) => checkSubmission(fields, new Map(Object.entries(texts)), new Map(Object.entries(files)))
const one = (type: FormFieldType, text: string) => {
  const checked = check([field('x', type)], { x: text }, type === 'file' ? { x: text } : {})
  return checked.ok ? checked.values['x'] : checked.problems[0]?.code
}

describe('what was filled in', () => {
  it('becomes values of the kinds that the form asks for', () => {
    expect([one('text', ' x '), one('number', '1 234,50'), one('number', '-3.5'), one('date', '2026-02-28'), one('boolean', 'true'), one('choice', 'b'), one('email', 'a@b.fr'), one('file', 'a.pdf')]).toEqual(['x', 1234.5, -3.5, '2026-02-28', true, 'b', 'a@b.fr', 'a.pdf'])
  })

  it('is refused field by field, each with its own reason', () => {
    expect([one('number', '12abc'), one('number', '1e999'), one('date', '2026-02-30'), one('choice', 'c'), one('email', 'a@b'), one('text', 'x'.repeat(1001)), one('text', '  '), one('boolean', 'no'), one('file', '')]).toEqual([
      'FORM_NUMBER_EXPECTED', 'FORM_NUMBER_EXPECTED', 'FORM_DATE_EXPECTED', 'FORM_CHOICE_UNKNOWN', 'FORM_EMAIL_EXPECTED', 'FORM_TEXT_TOO_LONG', 'FORM_FIELD_MISSING', 'FORM_FIELD_MISSING', 'FORM_FIELD_MISSING',
    ])
  })

  it('may be left out where nothing asks for it, and is null then', () => {
    const fields = [field('n', 'number', { required: false }), field('t', 'text', { required: false }), field('b', 'boolean', { required: false })]
    expect(check(fields, {})).toEqual({ ok: true, values: { n: null, t: null, b: false } })
  })

  it('holds nothing that the form does not ask for, and no marks that turn text around', () => {
    expect(check([field('t', 'text')], { t: 'safe\u202egpj.exe\u0000', admin: 'true', constructor: 'x' })).toEqual({ ok: true, values: { t: 'safegpj.exe' } })
  })
})
