import type { JsonObject } from '@maillon/node-sdk'
import { testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { condition } from './condition.node.js'
import { set } from './set.node.js'
import { switchCases } from './switch.node.js'

const rules = (left: string, operator = 'greater', value: number | string = 10): JsonObject => ({ rules: [{ left, operator, value }] })
const asCase = (params: JsonObject): JsonObject => ({ cases: [{ id: 'yes', name: 'Yes', ...params }] })

describe.each([['condition', condition, (params: JsonObject) => params, 'true', 'false'], ['switch', switchCases, asCase, 'yes', 'else']] as const)('%s over rows that lack a field', (_, node, paramsOf, yes, no) => {
  it('takes the field as empty where other rows have it', async () => {
    const { json, error } = await testNode(node, { params: paramsOf(rules('{{item.total}}')), items: [{ id: 1 }, { id: 2, total: 20 }, { id: 3, total: null }] })
    expect(error).toBeNull()
    expect(json).toEqual({ [yes]: [{ id: 2, total: 20 }], [no]: [{ id: 1 }, { id: 3, total: null }] })
  })

  it('follows a path into rows whose inner object lacks it, or isn’t there', async () => {
    const { counts } = await testNode(node, { params: paramsOf(rules('{{item.customer.city}}', 'equals', 'Lyon')), items: [{ customer: { city: 'Lyon' } }, { customer: {} }, { customer: null }, {}] })
    expect(counts).toEqual({ [yes]: 1, [no]: 3 })
  })

  it('takes a field that no row has for a mistake, with the name that was meant', async () => {
    const { error } = await testNode(node, { params: paramsOf(rules('{{item.totla}}')), items: [{ total: 20 }, { total: 1 }] })
    expect(error).toMatchObject({ code: 'DATA_FIELD_UNKNOWN', text: { en: 'There is no field “totla” in the incoming data.' }, hint: { en: 'Did you mean “total”?' }, row: 0 })
    expect(error?.field).toMatch(/\/rules\/0\/left$/)
  })

  it('accepts a field that no row at hand has where the flow knows it, or where the rule asks whether it is empty', async () => {
    expect((await testNode(node, { params: paramsOf(rules('{{item.total}}')), items: [{ id: 1 }], knownFields: { main: ['total'] } })).counts).toEqual({ [yes]: 0, [no]: 1 })
    expect((await testNode(node, { params: paramsOf({ rules: [{ left: '{{item.total}}', operator: 'empty' }] }), items: [{ id: 1 }] })).counts).toEqual({ [yes]: 1, [no]: 0 })
  })

  it('stays strict with anything but the field itself', async () => {
    expect((await testNode(node, { params: paramsOf(rules('{{add item.total 1}}')), items: [{ total: 20 }, { id: 1 }] })).error).toMatchObject({ code: 'EXPRESSION_FIELD_MISSING', row: 1 })
    expect((await testNode(node, { params: paramsOf(rules('{{item.total}}', 'greater', '{{item.limit}}')), items: [{ total: 20 }] })).error).toMatchObject({ code: 'EXPRESSION_FIELD_MISSING' })
  })
})

it('a value that is written stays strict: an unresolved reference is never a silent null', async () => {
  const params = { fields: [{ name: 'gross', value: '{{item.net}}' }] }
  expect((await testNode(set, { params, items: [{ net: 1 }, {}] })).error).toMatchObject({ code: 'EXPRESSION_FIELD_MISSING', row: 1 })
})
