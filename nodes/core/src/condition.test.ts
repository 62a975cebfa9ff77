import { testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { condition } from './condition.node.js'

const above = (value: string | number) => ({ rules: [{ left: '{{item.total}}', operator: 'greater', value }] })

describe('condition', () => {
  it('reads “1 234,56” as a number where one is asked for', async () => {
    const { json } = await testNode(condition, { params: above('1 000,5'), items: [{ total: '1 234,56' }, { total: '1 000,50' }], locale: 'fr' })
    expect(json).toEqual({ true: [{ total: '1 234,56' }], false: [{ total: '1 000,50' }] })
  })

  it('says at the rule which value is no number', async () => {
    const { error } = await testNode(condition, { params: above(10), items: [{ total: 'beaucoup' }] })
    expect(error).toMatchObject({ code: 'VALUE_NUMBER_EXPECTED', kind: 'user', retryable: false, field: '/rules/0/left', row: 0 })
    expect(error?.text?.fr).toBe('« beaucoup » n’est pas un nombre.')
  })

  it('asks for the value to compare with where it is missing', async () => {
    const { error } = await testNode(condition, { params: { rules: [{ left: '{{item.total}}', operator: 'greater' }] }, items: [{ total: 3 }] })
    expect(error).toMatchObject({ code: 'VALUE_NUMBER_EXPECTED', field: '/rules/0/value' })
  })

  it('sends an empty value to “false” rather than treat it as zero', async () => {
    const { counts } = await testNode(condition, { params: { rules: [{ left: '{{item.total}}', operator: 'less', value: 10 }] }, items: [{ total: null }, { total: '' }] })
    expect(counts).toEqual({ true: 0, false: 2 })
  })
})
