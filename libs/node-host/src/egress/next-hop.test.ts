import { describe, expect, it } from 'vitest'
import type { Hop } from './next-hop.js'
import { nextHop } from './next-hop.js'

const hop = (change: Partial<Hop> = {}): Hop => ({
  method: 'POST',
  url: new URL('https://one.test/a/b?q=1'),
  headers: { accept: 'x', 'content-type': 'application/json', 'x-api-key': 'k', cookie: 'c', authorization: 'own', 'idempotency-key': 'i' },
  body: 'text',
  withCredential: true,
  redirects: 0,
  ...change,
})

describe('a redirect', () => {
  it('takes no login along when host, port or scheme change', () => {
    for (const location of ['https://two.test/', 'https://one.test:8443/', '//two.test/x', 'https://sub.one.test/']) {
      const next = nextHop(hop(), { status: 307, location })
      expect(next).toMatchObject({ withCredential: false, body: 'text', method: 'POST' })
      expect(Object.keys(next?.headers ?? {})).toEqual(['accept', 'content-type'])
    }
    expect(nextHop(hop({ withCredential: false, url: new URL('https://one.test') }), { status: 307, location: 'http://one.test/' })?.headers).toEqual({
      accept: 'x',
      'content-type': 'application/json',
    })
  })

  it('keeps everything on the same origin, and never gives a credential back once it was dropped', () => {
    expect(nextHop(hop(), { status: 308, location: '/c' })).toMatchObject({ withCredential: true, headers: { 'x-api-key': 'k' } })
    expect(nextHop(hop({ withCredential: false }), { status: 308, location: 'https://one.test/c' })).toMatchObject({ withCredential: false })
  })

  it('from https to http is refused where a credential is attached', () => {
    expect(() => nextHop(hop(), { status: 302, location: 'http://one.test/' })).toThrow('EGRESS_REDIRECT_INSECURE')
    expect(nextHop(hop({ withCredential: false }), { status: 302, location: 'http://one.test/' })).not.toBeNull()
  })

  it('goes on as GET without body where HTTP says so', () => {
    expect(nextHop(hop(), { status: 303, location: '/x' })).toMatchObject({ method: 'GET' })
    expect(nextHop(hop(), { status: 301, location: '/x' })).toMatchObject({ method: 'GET' })
    expect(nextHop(hop(), { status: 302, location: '/x' })).not.toHaveProperty('body')
    expect(nextHop(hop({ method: 'PUT' }), { status: 302, location: '/x' })).toMatchObject({ method: 'PUT', body: 'text' })
  })

  it('ends after five, and where a body cannot be sent twice', () => {
    expect(() => nextHop(hop({ redirects: 5 }), { status: 302, location: '/x' })).toThrow('EGRESS_REDIRECTS_TOO_MANY')
    const stream = (async function* () {
      yield new Uint8Array(1)
    })()
    expect(() => nextHop(hop({ body: stream }), { status: 307, location: '/x' })).toThrow('EGRESS_REDIRECT_BODY')
    expect(nextHop(hop({ body: stream }), { status: 303, location: '/x' })).toMatchObject({ method: 'GET' })
  })

  it('is judged like any address', () => {
    for (const location of ['file:///etc/passwd', 'javascript:alert(1)', 'ftp://x/', 'http://'])
      expect(() => nextHop(hop({ withCredential: false }), { status: 302, location })).toThrow('EGRESS_URL_INVALID')
    expect(() => nextHop(hop(), { status: 302, location: 'https://a:b@one.test/' })).toThrow('EGRESS_URL_LOGIN')
  })

  it('is none without a place to go, or for other statuses', () => {
    expect(nextHop(hop(), { status: 302, location: undefined })).toBeNull()
    expect(nextHop(hop(), { status: 200, location: '/x' })).toBeNull()
    expect(nextHop(hop(), { status: 304, location: '/x' })).toBeNull()
  })
})
