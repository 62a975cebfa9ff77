import { testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { set } from './set.node.js'

const one = (type: string, value: string | null) => testNode(set, { params: { fields: [{ name: 'x', type, value }], keepOthers: false }, items: [{ a: 1 }], locale: 'fr' })

describe('set fields', () => {
  it('keeps the type of a whole expression and the place of an existing field', async () => {
    const { json } = await testNode(set, { params: { fields: [{ name: 'a', value: '{{item.b}}' }] }, items: [{ a: 1, b: [1, 2] }] })
    expect(json['main']).toEqual([{ a: [1, 2], b: [1, 2] }])
  })

  it.each([
    ['number', '1 234,56', 1234.56],
    ['boolean', 'oui', true],
    ['date', '03/04/2026', '2026-04-03'],
    ['date', '2026-04-03T08:00', '2026-04-03T06:00:00.000Z'],
    ['list', '[1]', [1]],
    ['number', '', null],
  ])('makes a %s of “%s”', async (type, value, expected) => {
    expect((await one(type, value)).json['main']).toEqual([{ x: expected }])
  })

  it.each(['number', 'boolean', 'date', 'list', 'object'])('says at the field that “peut-être” is no %s', async (type) => {
    expect((await one(type, 'peut-être')).error).toMatchObject({ code: 'VALUE_TYPE_MISMATCH', field: '/fields/0/value', row: 0 })
  })

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the field name %s', async (name) => {
    const { error } = await testNode(set, { params: { fields: [{ name, value: 1 }] }, items: [{}] })
    expect(error).toMatchObject({ code: 'DATA_FIELD_FORBIDDEN', field: '/fields/0/name' })
  })
})
