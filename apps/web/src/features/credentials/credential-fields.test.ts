import { describe, expect, it } from 'vitest'
import type { CredentialTypeView } from '@maillon/api-contract'
import { fieldsOf, initialValues, missingFields, valuesToSend } from './credential-fields.js'

const text = (words: string) => ({ fr: words, en: words })
const type: CredentialTypeView = {
  type: 'smtp',
  title: text('Mail'),
  description: text(''),
  icon: 'mail',
  secrets: ['password'],
  fields: {
    type: 'object',
    required: ['host', 'password'],
    properties: {
      host: { type: 'string', 'x-maillon': { label: text('Server') } },
      port: { type: 'integer', default: 587, 'x-maillon': { label: text('Port') } },
      security: { type: 'string', enum: ['tls', 'none'], default: 'tls', 'x-maillon': { label: text('Security'), choices: { tls: text('TLS') } } },
      password: { type: 'string', 'x-maillon': { label: text('Password') } },
    },
  },
}
const fields = fieldsOf(type)

describe('the form of a credential', () => {
  it('is drawn from its type', () => {
    expect(fields.map((field) => [field.name, field.kind, field.isRequired])).toEqual([
      ['host', 'text', true],
      ['port', 'number', false],
      ['security', 'choice', false],
      ['password', 'secret', true],
    ])
    expect(fields[2]?.choices).toEqual([
      { value: 'tls', label: text('TLS') },
      { value: 'none', label: text('none') },
    ])
  })

  it('begins with the defaults, and never with a secret', () => {
    expect(initialValues(fields, { host: 'a', password: 'leaked' })).toEqual({ host: 'a', port: 587, security: 'tls', password: '' })
  })

  it('leaves an untouched secret out, so that it stays', () => {
    expect(valuesToSend(fields, { host: 'a', port: 587, security: 'tls', password: '' })).toEqual({ host: 'a', port: 587, security: 'tls' })
  })

  it('asks for what is needed, but not for a secret that is set', () => {
    expect(missingFields(fields, { host: '', password: '' }, [])).toEqual(['host', 'password'])
    expect(missingFields(fields, { host: 'a', password: '' }, ['password'])).toEqual([])
  })
})
