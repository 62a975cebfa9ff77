import { testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { log } from './log.node.js'

describe('core.log', () => {
  it('marks the line that tells what came of the run, with its figures, and no other', async () => {
    const said = await testNode(log, { items: [{ n: 12 }], params: { message: 'Douze lignes', result: true, statistics: { lignes: '{{item.n}}' } } })
    expect(said.error).toBeNull()
    expect(said.logs).toMatchObject([{ level: 'info', message: 'Douze lignes', data: { runResult: { lignes: 12 } } }])
    expect((await testNode(log, { items: [{}], params: { message: 'a', result: true } })).logs).toMatchObject([{ data: { runResult: {} } }])
    expect((await testNode(log, { items: [{}], params: { message: 'a', statistics: { n: 1 } } })).logs[0]?.data ?? null).toBeNull()
  })

  it('says where the figures have no names', async () => {
    for (const statistics of [[1, 2], 'douze', 12]) expect((await testNode(log, { items: [{}], params: { message: 'a', result: true, statistics } })).error).toMatchObject({ code: 'LOG_STATISTICS_FORM', field: '/statistics' })
  })
})
