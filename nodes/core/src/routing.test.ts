import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { merge } from './merge.node.js'
import { stop } from './stop.node.js'
import { switchCases } from './switch.node.js'

describe('switch', () => {
  const above = (id: string, value: number) => ({ id, name: id, rules: [{ left: '{{item.n}}', operator: 'greater', value }] })
  const cases = [above('many', 10), above('some', 1)]

  it('takes the first output that fits, or each of them', async () => {
    const items = [{ n: 20 }, { n: 5 }, { n: 0 }]
    expect((await testNode(switchCases, { params: { cases }, items })).json).toEqual({ many: [{ n: 20 }], some: [{ n: 5 }], else: [{ n: 0 }] })
    expect((await testNode(switchCases, { params: { cases, several: 'every' }, items })).json).toEqual({ many: [{ n: 20 }], some: [{ n: 20 }, { n: 5 }], else: [{ n: 0 }] })
  })

  it('sends the files along', async () => {
    const files = createMemoryFiles()
    const file = files.add('a.txt', 'a')
    const { outputs } = await testNode(switchCases, { params: { cases }, files, inputItems: { main: [{ json: { n: 2 }, files: { file } }] } })
    expect(outputs['some']?.[0]?.files).toEqual({ file })
  })

  it('says at the rule of which case a value can’t be compared', async () => {
    expect((await testNode(switchCases, { params: { cases }, items: [{ n: 'beaucoup' }] })).error).toMatchObject({ field: '/cases/0/rules/0/left', row: 0 })
  })

  it('keeps the name of its last output to itself', async () => {
    expect((await testNode(switchCases, { params: { cases: [above('else', 1)] }, items: [{ n: 2 }] })).error).toMatchObject({ code: 'SWITCH_CASE_RESERVED' })
  })
})

describe('merge', () => {
  const inputs = { first: [{ a: 1 }], second: [{ a: 2 }] }

  it('puts the inputs one after the other, in their order', async () => {
    expect((await testNode(merge, { inputs })).json['main']).toEqual([{ a: 1 }, { a: 2 }])
  })

  it('takes the second only where the first has nothing', async () => {
    expect((await testNode(merge, { params: { how: 'first' }, inputs })).json['main']).toEqual([{ a: 1 }])
    expect((await testNode(merge, { params: { how: 'first' }, inputs: { second: [{ a: 2 }] } })).json['main']).toEqual([{ a: 2 }])
  })
})

describe('stop', () => {
  it('fails with the message, for good', async () => {
    expect((await testNode(stop, { params: { message: 'Un prix manque.' }, items: [{}] })).error).toMatchObject({ code: 'FLOW_STOPPED', kind: 'user', retryable: false, text: { fr: 'Un prix manque.' } })
  })

  it('ends the branch well, with the message in the log', async () => {
    expect(await testNode(stop, { params: { message: 'Rien à faire.', outcome: 'end' }, items: [{}] })).toMatchObject({ status: 'succeeded', logs: [{ level: 'info', message: 'Rien à faire.' }] })
  })
})
