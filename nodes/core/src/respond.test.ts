import { testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { log } from './log.node.js'
import { respond } from './respond.node.js'

describe('respond', () => {
  it('answers with the row itself where no value is given', async () => {
    const { json } = await testNode(respond, { items: [{ a: 1 }] })
    expect(json['main']).toEqual([{ status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: { a: 1 } }])
  })

  it('refuses a header that would start a second one', async () => {
    const { error } = await testNode(respond, { params: { headers: [{ name: 'X-Note', value: '{{item.a}}' }] }, items: [{ a: 'x\r\nSet-Cookie: a=b' }] })
    expect(error).toMatchObject({ code: 'HTTP_HEADER_INVALID', field: '/headers/0/value' })
  })

  it('keeps a value with quotes as one leaf of the JSON', async () => {
    const { json } = await testNode(respond, { params: { json: { x: '{{item.a}}' } }, items: [{ a: 'x","admin":true,"z":"' }] })
    expect(json['main']?.[0]?.['body']).toEqual({ x: 'x","admin":true,"z":"' })
  })
})

describe('log', () => {
  it('writes once for all items, or once for each, and lets them pass', async () => {
    const items = [{ n: 1 }, { n: 2 }]
    const all = await testNode(log, { params: { message: 'fini', level: 'warning' }, items, mode: 'all' })
    expect(all.logs).toEqual([{ level: 'warn', message: 'fini' }])
    expect(all.json['main']).toEqual(items)
    const each = await testNode(log, { params: { message: 'n° {{item.n}}' }, items, mode: 'each' })
    expect(each.logs.map(({ message }) => message)).toEqual(['n° 1', 'n° 2'])
  })
})
