import { describe, expect, it } from 'vitest'
import { credentialTypeOf, credentialTypes } from './credential-types.js'
import { describeCredential, mergeCredential, secretMask, secretTexts } from './credential-values.js'

const typeOf = (name: string) => {
  const type = credentialTypeOf(name)
  if (type === null) throw new Error(name)
  return type
}
const login = typeOf('login-token')
const given = { address: 'https://cortex.example.com', user: 'cortex', password: 'canary-123' }

describe('credential types', () => {
  it('say everything in both languages, and which of their fields are secret', () => {
    for (const type of credentialTypes) {
      const properties = type.fields['properties'] as {
        readonly [field: string]: { readonly 'x-maillon': { readonly label: { fr: string; en: string }; expression: boolean } }
      }
      expect(type.secrets.length).toBeGreaterThan(0)
      for (const field of type.secrets) expect(Object.keys(properties)).toContain(field)
      for (const texts of [type.title, type.description, ...Object.values(properties).map((field) => field['x-maillon'].label)]) {
        expect(texts.fr).not.toBe('')
        expect(texts.en).not.toBe('')
      }
      for (const field of Object.values(properties)) expect(field['x-maillon'].expression).toBe(false)
    }
  })

  it('name the hosts that they may be sent to', () => {
    expect(typeOf('http-bearer').hosts({ address: 'https://API.example.com/v1' })).toEqual(['api.example.com:443'])
    expect(typeOf('http-bearer').hosts({ address: 'http://127.0.0.1:8080' })).toEqual(['127.0.0.1:8080'])
    expect(typeOf('http-bearer').hosts({})).toEqual([])
    expect(typeOf('http-bearer').hosts({ address: 'ftp://x' })).toEqual([])
    expect(typeOf('webhook-url').hosts({ url: 'https://hooks.slack.com/services/T/B/x' })).toEqual(['hooks.slack.com:443'])
    expect(typeOf('oauth2-client').hosts({ address: 'https://api.example.com', tokenUrl: 'https://login.example.com/token' })).toEqual(['api.example.com:443', 'login.example.com:443'])
    expect(typeOf('google-service-account').hosts({ address: 'https://sheets.googleapis.com', key: '{}' })).toEqual(['sheets.googleapis.com:443', 'oauth2.googleapis.com:443'])
    expect(typeOf('smtp').hosts({ host: 'Mail.example.com', port: 25 })).toEqual(['mail.example.com:25'])
  })
})

describe('values on their way in', () => {
  it('are filled with defaults and parted into what may be seen and what is sealed', () => {
    const split = mergeCredential(login, given, null)
    expect(split.secrets).toEqual({ password: 'canary-123' })
    expect(split.visible).toMatchObject({ user: 'cortex', loginPath: '/auth/login', lifetimeSeconds: 3600, tokenField: 'token' })
    expect(split.hosts).toEqual(['cortex.example.com:443'])
    expect(JSON.stringify(describeCredential(login, { ...split.visible, ...split.secrets }))).not.toContain('canary')
  })

  it('keep a secret that is left out or sent as the mask, and take a new one', () => {
    const previous = { ...mergeCredential(login, given, null).visible, password: 'canary-123' }
    const { password, ...rest } = given
    expect(password).toBeDefined()
    expect(mergeCredential(login, rest, previous).secrets).toEqual({ password: 'canary-123' })
    expect(mergeCredential(login, { ...rest, password: secretMask }, previous).secrets).toEqual({ password: 'canary-123' })
    expect(mergeCredential(login, { ...rest, password: 'new' }, previous).secrets).toEqual({ password: 'new' })
  })

  it('do not let a kept secret be sent to another host', () => {
    const previous = { ...mergeCredential(login, given, null).visible, password: 'canary-123' }
    const moved = { address: 'https://evil.example.com', user: 'cortex' }
    expect(() => mergeCredential(login, moved, previous)).toThrow(
      expect.objectContaining({ info: expect.objectContaining({ code: 'VAULT_SECRET_NEEDED', field: '/password' }) }),
    )
    expect(mergeCredential(login, { ...moved, password: 'known' }, previous).hosts).toEqual(['evil.example.com:443'])
  })

  it('do not let a client secret be sent to another token address', () => {
    const oauth = typeOf('oauth2-client')
    const values = { address: 'https://api.example.com', tokenUrl: 'https://login.example.com/token', clientId: 'me', clientSecret: 'canary-123' }
    const previous = { ...mergeCredential(oauth, values, null).visible, clientSecret: 'canary-123' }
    const { clientSecret: _, ...visible } = values
    expect(() => mergeCredential(oauth, { ...visible, tokenUrl: 'https://evil.example.com/token' }, previous)).toThrow(expect.objectContaining({ info: expect.objectContaining({ code: 'VAULT_SECRET_NEEDED', field: '/clientSecret' }) }))
  })

  it('refuse a consent page that is no web address, and a path where a certificate is wanted (L10, P13)', () => {
    const refused = (type: string, values: object) => expect(() => mergeCredential(typeOf(type), values as never, null)).toThrow(expect.objectContaining({ info: expect.objectContaining({ code: 'VAULT_FIELD_INVALID' }) }))
    refused('oauth2-code', { address: 'https://a.example', authorizationUrl: 'javascript:alert(1)', tokenUrl: 'https://a.example/t', clientId: 'me' })
    refused('tls-certificate', { address: 'https://a.example', certificate: '/etc/ssl/cert.pem', key: '/etc/shadow' })
    refused('tls-certificate', { address: 'https://a.example', certificate: 'file:///etc/passwd', key: '-----BEGIN PRIVATE KEY-----AA==-----END PRIVATE KEY-----' })
  })

  it('are refused with the field that is wrong', () => {
    expect(() => mergeCredential(login, { user: 'x' }, null)).toThrow(
      expect.objectContaining({ info: expect.objectContaining({ code: 'VAULT_FIELD_INVALID' }) }),
    )
    for (const wrong of [
      { ...given, address: 'file:///etc/passwd' },
      { ...given, extra: 1 },
      { ...given, lifetimeSeconds: 'soon' },
      { ...given, password: 12 },
      { ...given, loginPath: 'no slash' },
    ]) {
      expect(() => mergeCredential(login, wrong, null)).toThrow(expect.objectContaining({ info: expect.objectContaining({ code: 'VAULT_FIELD_INVALID' }) }))
    }
  })

  it('count the Basic header among the texts that may never be seen', () => {
    expect(secretTexts(typeOf('http-basic'), { user: 'me', password: 'pass' })).toEqual(['pass', Buffer.from('me:pass').toString('base64')])
    expect(secretTexts(typeOf('twilio'), { accountSid: 'AC1', authToken: 'tok' })).toEqual(['tok', Buffer.from('AC1:tok').toString('base64')])
    expect(secretTexts(typeOf('http-proxy'), { address: 'http://p:1', user: 'u', password: 'p' })).toEqual(['p', Buffer.from('u:p').toString('base64')])
  })

  it('count the private key inside a key file among them, with and without its line breaks', () => {
    const key = JSON.stringify({ private_key: '-----BEGIN PRIVATE KEY-----\nY2FuYXJ5\nY2FuYXJ5\n-----END PRIVATE KEY-----\n' })
    expect(secretTexts(typeOf('google-service-account'), { key })).toEqual([key, JSON.parse(key).private_key, 'Y2FuYXJ5Y2FuYXJ5'])
    expect(secretTexts(typeOf('google-service-account'), { key: 'broken' })).toEqual(['broken'])
  })
})
