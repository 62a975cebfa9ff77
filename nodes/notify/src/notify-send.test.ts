import { testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { notifySend } from './notify-send.node.js'

const url = 'https://hooks.example.com/secret-path'
const credentials = { address: { type: 'webhook-url', values: { url } } }
const send = (params: object, status = 200, headers: { readonly [name: string]: string } = {}) =>
  testNode(notifySend, { params: { message: 'Fini : 3 < 4', ...params }, items: [{ a: 1 }, { a: 2 }], credentials, http: () => ({ status, headers, body: 'ok' }) })

describe('notify.send', () => {
  it.each([
    ['slack', { text: 'Fini : 3 &lt; 4' }],
    ['chime', { Content: 'Fini : 3 < 4' }],
    ['webhook', { message: 'Fini : 3 < 4', at: '2026-01-15T08:00:00.000Z' }],
  ])('posts what %s wants, once for all items', async (channel, body) => {
    const { requests, json, error } = await send({ channel })
    expect(error).toBeNull()
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ method: 'POST', url })
    expect(JSON.parse(String(requests[0]?.body))).toMatchObject(body)
    expect(json['main']).toEqual([{ channel, message: 'Fini : 3 < 4', status: 200, alreadySentAt: null }])
  })

  it.each([
    [429, 'NOTIFY_CHANNEL_BUSY', true],
    [500, 'NOTIFY_CHANNEL_BUSY', true],
    [404, 'NOTIFY_ADDRESS_REFUSED', false],
    [400, 'NOTIFY_MESSAGE_REFUSED', false],
  ])('says what an answer of %i means, without the secret address', async (status, code, retryable) => {
    const { error } = await send({}, status, { 'retry-after': '7' })
    expect(error).toMatchObject({ code, retryable, ...(retryable ? { retryAfterMs: 7000 } : {}) })
    expect(JSON.stringify(error)).not.toContain('secret-path')
  })

  it('asks for an address, and for a shorter message', async () => {
    const none = await testNode(notifySend, { params: { message: 'x' }, items: [{}] })
    expect(none.error).toMatchObject({ code: 'NOTIFY_ADDRESS_MISSING' })
    expect((await send({ channel: 'chime', message: 'x'.repeat(5000) })).error).toMatchObject({ code: 'NOTIFY_MESSAGE_TOO_LONG', field: '/message' })
  })

  it('does not post again what an earlier attempt has posted', async () => {
    const first = await send({})
    const again = await testNode(notifySend, { params: { message: 'x' }, items: [{}], credentials, state: Object.fromEntries(first.state) })
    expect(again.requests).toHaveLength(0)
    expect(again.json['main']?.[0]).toMatchObject({ alreadySentAt: '2026-01-15T08:00:00.000Z' })
  })
})
