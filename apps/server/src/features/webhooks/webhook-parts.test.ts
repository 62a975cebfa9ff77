import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deliveryKey } from './delivery-key.js'
import { isExpectedCaller } from './is-expected-caller.js'
import { readFields, readWebhookBody } from './read-webhook-body.js'
import { answerOfNode } from './webhook-answer.js'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('the body of a webhook call', () => {
  it('is read by the parser that its declared type names', () => {
    expect(readWebhookBody('application/json; charset=utf-8', bytes('{"a":[1]}'))).toEqual({ ok: true, value: { a: [1] } })
    expect(readWebhookBody('application/x-www-form-urlencoded', bytes('a=1&b=x+y&b=z'))).toEqual({ ok: true, value: { a: '1', b: ['x y', 'z'] } })
    expect(readWebhookBody('text/plain', bytes('{"a":1}'))).toEqual({ ok: true, value: '{"a":1}' })
    expect(readWebhookBody(undefined, null)).toEqual({ ok: true, value: null })
  })

  it.each([
    ['multipart/form-data; boundary=x', '{"files":{"f":{"filepath":"/etc/passwd"}}}', 415],
    ['application/json', '--x\r\nContent-Disposition: form-data', 400],
    ['application/json; charset=utf-7', '{}', 415],
    ['application/octet-stream', 'x', 415],
    ['application/json', '{"__proto__":{"isAdmin":true}}', 400],
    ['application/x-www-form-urlencoded', '__proto__=1', 400],
    ['application/x-www-form-urlencoded', '=1', 400],
    ['nonsense', 'x', 415],
  ])('%s with %j is refused', (type, text, status) => {
    expect(readWebhookBody(type, bytes(text))).toMatchObject({ ok: false, problem: { status } })
  })

  it('that isn’t UTF-8 is refused, not repaired', () => {
    expect(readWebhookBody('text/plain', Uint8Array.of(0xff, 0xfe))).toMatchObject({ ok: false, problem: { status: 400 } })
  })

  it('has field names that are names, never paths into objects', () => {
    const read = readFields(`${'a[b]'.repeat(2)}=1`)
    expect(read).toEqual({ ok: true, value: { 'a[b]a[b]': '1' } })
    expect(readFields(Array.from({ length: 1001 }, (_, index) => `f${index}=1`).join('&')).ok).toBe(false)
  })

  it('never throws and never pollutes a prototype, whatever comes', () => {
    fc.assert(
      fc.property(fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', 'x'), fc.uint8Array({ maxLength: 300 }), (type, body) => {
        readWebhookBody(type, body)
        expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined()
      }),
    )
  })
})

describe('the caller of a webhook', () => {
  const credential = (type: string, values: { readonly [field: string]: string }) => ({ id: 'c', name: 'c', type, values, hosts: [] })
  const bearer = credential('http-bearer', { token: 'top secret' })
  const basic = credential('http-basic', { user: 'ana', password: 'pass' })
  const header = `Basic ${Buffer.from('ana:pass').toString('base64')}`

  it.each([
    ['none', null, undefined, true],
    ['secret', credential('http-bearer', { token: 'abc' }), 'Bearer abc', true],
    ['secret', credential('http-bearer', { token: 'abc' }), 'bearer abc', true],
    ['secret', credential('http-bearer', { token: 'abc' }), 'Bearer abcd', false],
    ['secret', credential('http-bearer', { token: 'abc' }), 'Bearer abc abc', false],
    ['secret', credential('http-bearer', { token: 'abc' }), 'Basic abc', false],
    ['secret', credential('http-bearer', { token: '' }), 'Bearer ', false],
    ['secret', bearer, undefined, false],
    ['secret', null, 'Bearer ', false],
    ['secret', basic, header, false],
    ['basic', basic, header, true],
    ['basic', basic, header.slice(0, -2), false],
    ['basic', null, header, false],
  ])('with %s is let in only by the right header', (authentication, expected, given, answer) => {
    expect(isExpectedCaller(authentication, expected, given)).toBe(answer)
  })
})

describe('the answer that a flow gives', () => {
  it('keeps its status, content type and own headers', () => {
    expect(answerOfNode({ status: 201, headers: { 'Content-Type': 'text/csv', 'X-Order': '7' }, body: 'a;b' })).toEqual({ status: 201, headers: { 'content-type': 'text/csv', 'x-order': '7' }, body: 'a;b' })
  })

  it.each(['set-cookie', 'Location', 'Access-Control-Allow-Origin', 'Content-Security-Policy', 'X-Frame-Options', 'Transfer-Encoding', 'x-maillon-csrf', 'Clear-Site-Data'])('never sets %s', (name) => {
    expect(Object.keys(answerOfNode({ headers: { [name]: 'x' }, body: null }).headers)).toEqual(['content-type'])
  })

  it('drops a header that would start another one', () => {
    expect(answerOfNode({ headers: { 'x-a': 'b\r\nset-cookie: c' }, body: null }).headers).not.toHaveProperty('x-a')
  })

  it('answers 200 where the status is none', () => {
    for (const status of [0, 99, 600, 1e9, 'x', null]) expect(answerOfNode({ status, headers: {}, body: null }).status).toBe(200)
  })
})

describe('the id of a delivery', () => {
  it('is taken from the header that names it', () => {
    expect(deliveryKey({ 'x-delivery-id': 'd1' })).toBe('d1')
    expect(deliveryKey({ 'idempotency-key': 'i1', 'x-delivery-id': 'd1' })).toBe('i1')
    expect(deliveryKey({})).toBeNull()
    expect(deliveryKey({ 'x-delivery-id': 'x'.repeat(201) })).toBeNull()
  })
})
