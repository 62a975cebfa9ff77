import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deliveryKey } from './delivery-key.js'
import { isExpectedCaller } from './is-expected-caller.js'
import { readSentBody } from './read-sent-body.js'
import { readFields, readWebhookBody } from './read-webhook-body.js'
import { answerOfNode } from './webhook-answer.js'
import { readSignature, verifySignature } from './webhook-signature.js'

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

describe('a signed call', () => {
  const now = 1_790_000_000_000
  const at = String(now / 1000)
  const body = bytes('{"order": 7}')
  const expected = (format: string, secret: string, more: object = {}) => ({ id: 'c', name: 'c', type: 'webhook-signature', values: { format, secret, ...more }, hosts: [] })
  const hmac = (secret: string | Buffer, text: string) => createHmac('sha256', secret).update(text)
  const signed = (text: string) => hmac('top', text).digest('hex')
  const verified = (credential: ReturnType<typeof expected> | null, headers: Record<string, string>, content: Uint8Array | null = body) => {
    const signature = readSignature(credential, headers, now)
    return signature === null ? null : verifySignature(signature, content)
  }

  it('is known by each of the four ways, as its sender documents it', () => {
    const key = Buffer.from('a key of some bytes')
    const standard = { 'webhook-id': 'msg_1', 'webhook-timestamp': at, 'webhook-signature': `v1,${hmac('old', 'x').digest('base64')} v1,${hmac(key, `msg_1.${at}.{"order": 7}`).digest('base64')}` }
    expect(verified(expected('standard', `whsec_${key.toString('base64')}`), standard)).toEqual({ delivery: 'msg_1' })
    const stripe = signed(`${at}.{"order": 7}`)
    expect(verified(expected('stripe', 'top'), { 'stripe-signature': `t=${at},v1=${stripe},v0=ff` })).toEqual({ delivery: stripe })
    const slack = signed(`v0:${at}:{"order": 7}`)
    expect(verified(expected('slack', 'top'), { 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${slack}` })).toEqual({ delivery: slack })
    expect(verified(expected('body', 'top'), { 'x-hub-signature-256': `sha256=${signed('{"order": 7}')}` })).toEqual({ delivery: null })
    expect(verified(expected('body', 'top', { header: 'X-Shopify-Hmac-Sha256' }), { 'x-shopify-hmac-sha256': hmac('top', '{"order": 7}').digest('base64') })).toEqual({ delivery: null })
  })

  it.each([
    ['no signature', { 'x-slack-request-timestamp': at }],
    ['a wrong one', { 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${'0'.repeat(64)}` }],
    ['one of another length', { 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${signed(`v0:${at}:{"order": 7}`).slice(2)}` }],
    ['one that isn’t hexadecimal', { 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${'z'.repeat(64)}` }],
    ['the header twice', { 'x-slack-request-timestamp': at, 'x-slack-signature': `v0=${signed(`v0:${at}:{"order": 7}`)}, v0=${signed(`v0:${at}:{"order": 7}`)}` }],
    ['another date than the one signed', { 'x-slack-request-timestamp': String(Number(at) + 1), 'x-slack-signature': `v0=${signed(`v0:${at}:{"order": 7}`)}` }],
    ['a date that is none', { 'x-slack-request-timestamp': 'now', 'x-slack-signature': `v0=${signed('v0:now:{"order": 7}')}` }],
  ])('with %s is refused', (_what, headers) => {
    expect(verified(expected('slack', 'top'), headers as Record<string, string>)).toBeNull()
  })

  it('is refused ten minutes later, or before its time, by whoever it may be signed', () => {
    for (const [seconds, isIn] of [[-301, false], [-299, true], [299, true], [301, false]] as const) {
      const then = String(now / 1000 + seconds)
      const headers = { 'stripe-signature': `t=${then},v1=${signed(`${then}.{"order": 7}`)}` }
      expect({ seconds, isIn: verified(expected('stripe', 'top'), headers) !== null }).toEqual({ seconds, isIn })
    }
    expect(verified(expected('stripe', 'top', { toleranceSeconds: 3600 }), { 'stripe-signature': `t=${Number(at) - 900},v1=${signed(`${Number(at) - 900}.{"order": 7}`)}` })).not.toBeNull()
  })

  it('is over the bytes as they came: other spaces are another call', () => {
    const headers = { 'x-hub-signature-256': `sha256=${signed('{"order": 7}')}` }
    expect(verified(expected('body', 'top'), headers, bytes('{"order":7}'))).toBeNull()
    expect(verified(expected('body', 'top'), headers, null)).toBeNull()
  })

  it('is the same delivery, whatever other signatures are written beside its own', () => {
    const own = signed(`${at}.{"order": 7}`)
    expect(verified(expected('stripe', 'top'), { 'stripe-signature': `t=${at},v1=${own}` })).toEqual(verified(expected('stripe', 'top'), { 'stripe-signature': `t=${at},v1=${'0'.repeat(64)},v1=${own}` }))
  })

  it('fits no empty secret, no other kind of account, and no account at all', () => {
    const headers = { 'x-hub-signature-256': `sha256=${hmac('', '{"order": 7}').digest('hex')}` }
    expect(verified(expected('body', ''), headers)).toBeNull()
    expect(verified({ ...expected('body', 'top'), type: 'http-bearer' }, headers)).toBeNull()
    expect(verified(null, headers)).toBeNull()
  })
})

describe('a call that brings files', () => {
  const form = async (fields: readonly (readonly [string, string | File])[]) => {
    const data = new FormData()
    for (const [name, value] of fields) data.append(name, value)
    const sent = new Response(data)
    return { headers: { 'content-type': sent.headers.get('content-type') ?? '' }, content: new Uint8Array(await sent.arrayBuffer()) }
  }
  const read = async (fields: readonly (readonly [string, string | File])[], takesFiles = true) => {
    const { headers, content } = await form(fields)
    return readSentBody(headers, content, takesFiles)
  }

  it('gives its fields as the body, and each file under the name of its field', async () => {
    const sent = await read([['order', '7'], ['tag', 'a'], ['tag', 'b'], ['photo', new File(['one'], 'a.png', { type: 'image/png' })], ['photo', new File(['two'], 'b.png', { type: 'image/png' })]])
    expect(sent).toMatchObject({ ok: true, value: { body: { order: '7', tag: ['a', 'b'] } } })
    const files = sent.ok ? sent.value.files.map(({ field, name, mediaType, bytes: content }) => [field, name, mediaType, Buffer.from(content).toString()]) : []
    expect(files).toEqual([['photo', 'a.png', 'image/png', 'one'], ['photo-2', 'b.png', 'image/png', 'two']])
  })

  it('may be the file itself, named as the caller says', async () => {
    const sent = await readSentBody({ 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="facture.pdf"' }, bytes('%PDF'), true)
    expect(sent).toMatchObject({ ok: true, value: { body: null, files: [{ field: 'file', name: 'facture.pdf', mediaType: 'application/pdf' }] } })
    expect(await readSentBody({ 'content-type': 'application/pdf' }, bytes('%PDF'), true)).toMatchObject({ ok: true, value: { files: [{ name: 'file.pdf' }] } })
    expect(await readSentBody({ 'content-type': 'application/json' }, bytes('{"a":1}'), true)).toEqual({ ok: true, value: { body: { a: 1 }, files: [] } })
  })

  it('is refused where the webhook takes none, names a field like a part of an object, brings eleven, or is cut off', async () => {
    expect(await read([['photo', new File(['one'], 'a.png')]], false)).toMatchObject({ ok: false, problem: { status: 415 } })
    expect(await read([['__proto__', '1']])).toMatchObject({ ok: false, problem: { status: 400 } })
    expect(await read([['__proto__', new File(['x'], 'a')]])).toMatchObject({ ok: false, problem: { code: 'WEBHOOK_FILES_REFUSED' } })
    expect(await read(Array.from({ length: 11 }, (_, at) => [`f${at}`, new File(['x'], 'a')] as const))).toMatchObject({ ok: false, problem: { code: 'WEBHOOK_FILES_REFUSED' } })
    const { headers, content } = await form([['photo', new File(['x'.repeat(1000)], 'a.png')]])
    expect(await readSentBody(headers, content.subarray(0, 500), true)).toMatchObject({ ok: false, problem: { status: 400 } })
    expect(await readSentBody({ 'content-type': 'multipart/form-data; boundary=x' }, bytes('{"files":{"f":{"filepath":"/etc/passwd"}}}'), true)).toMatchObject({ ok: false })
  })
})
