import { describe, expect, it } from 'vitest'
import { consentServiceOf } from './consent-service.js'
import { credentialTypes } from './credential-types.js'

describe('where a person agrees', () => {
  it('is the address of Microsoft with the rights of the protocol, asked so that the agreement lasts', () => {
    expect(consentServiceOf('imap', { login: 'microsoft', user: 'ana@example.com', clientId: 'app' })).toMatchObject({
      authorizationUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
      tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
      scope: 'offline_access https://outlook.office.com/IMAP.AccessAsUser.All',
      more: { login_hint: 'ana@example.com' },
    })
    expect(consentServiceOf('smtp', { login: 'microsoft', tenant: '../evil' })).toMatchObject({ authorizationUrl: 'https://login.microsoftonline.com/..%2Fevil/oauth2/v2.0/authorize', scope: expect.stringContaining('SMTP.Send') })
  })

  it('is the address of Google, asked for a refresh token each time', () => {
    expect(consentServiceOf('smtp', { login: 'google', clientId: 'app' })).toMatchObject({ authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth', scope: 'https://mail.google.com/', more: { access_type: 'offline', prompt: 'consent' } })
  })

  it('is what the credential says for other services', () => {
    const values = { authorizationUrl: 'https://a.example/authorize', tokenUrl: 'https://a.example/token', clientId: 'app', clientPlace: 'body', scope: 'read' }
    expect(consentServiceOf('oauth2-code', values)).toMatchObject({ ...values, more: {} })
    expect(consentServiceOf('imap', { ...values, login: 'oauth2' })).toMatchObject({ authorizationUrl: 'https://a.example/authorize', tokenUrl: 'https://a.example/token', clientPlace: 'body' })
  })

  it('is nowhere for credentials that need nobody to agree', () => {
    expect(consentServiceOf('smtp', { login: 'password' })).toBeNull()
    expect(consentServiceOf('oauth2-client', { clientId: 'a' })).toBeNull()
  })

  it('is told to the form by the very types that have one', () => {
    const byForm = credentialTypes.filter(({ consent }) => consent !== undefined).map(({ type }) => type)
    const values = { login: 'google' }
    expect(byForm).toEqual(credentialTypes.filter(({ type }) => consentServiceOf(type, values) !== null).map(({ type }) => type))
  })
})
