import { describe, expect, it } from 'vitest'
import type { CredentialTypeView } from '@maillon/api-contract'
import { initialValues, missingFields, valuesToSend } from './credential-values.js'

const text = (words: string) => ({ fr: words, en: words })
const type: CredentialTypeView = {
  type: 'smtp',
  title: text('Mail'),
  description: text(''),
  icon: 'mail',
  secrets: ['password'],
  consent: null,
  fields: {
    type: 'object',
    required: ['host', 'password'],
    properties: {
      host: { type: 'string' },
      port: { type: 'integer', default: 587 },
      security: { type: 'string', enum: ['tls', 'none'], default: 'tls' },
      password: { type: 'string', default: 'never' },
    },
  },
}

describe('the values of a credential', () => {
  it('begin with what is stored, else the defaults, and never with a secret', () => {
    expect(initialValues(type, { host: 'a', port: 25, password: 'leaked', other: 1 })).toEqual({ host: 'a', port: 25, security: 'tls' })
  })

  it('leave an untouched secret out, so that it stays', () => {
    expect(valuesToSend({ host: 'a', port: 587, password: '' })).toEqual({ host: 'a', port: 587 })
  })

  it('are asked for where they are needed, but not a secret that is set', () => {
    expect(missingFields(type, { host: '' }, [])).toEqual(['host', 'password'])
    expect(missingFields(type, { host: 'a' }, ['password'])).toEqual([])
  })
})
