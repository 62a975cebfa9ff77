import type { FastifyRequest } from 'fastify'
import { describe, expect, it } from 'vitest'
import { rememberCaller, type CallerIdentity } from './caller.js'
import { requestLocale } from './request-locale.js'

const request = (header: string | undefined, query: unknown = {}) => ({ headers: { 'accept-language': header }, query, raw: {} }) as unknown as FastifyRequest
const ofFrenchAccount = (asked: FastifyRequest) => {
  rememberCaller(asked, { user: { locale: 'fr' } } as unknown as CallerIdentity)
  return asked
}

describe('the language of an answer', () => {
  it('is the one that the client shows, whatever the account says', () => {
    expect(requestLocale(ofFrenchAccount(request('en')))).toBe('en')
    expect(requestLocale(ofFrenchAccount(request('en-GB,fr;q=0.5')))).toBe('en')
  })

  it('is named by the address where a client can’t send headers', () => {
    expect(requestLocale(ofFrenchAccount(request('fr-FR', { locale: 'en' })))).toBe('en')
    expect(requestLocale(request('fr', { locale: 'klingon' }))).toBe('fr')
  })

  it('is the account’s where the request asks for none that we speak, else English', () => {
    for (const header of [undefined, '*', 'de-DE,de', '']) {
      expect(requestLocale(ofFrenchAccount(request(header)))).toBe('fr')
      expect(requestLocale(request(header))).toBe('en')
    }
  })
})
