import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { callback } from './callback.node.js'
import { wait } from './wait.node.js'

const now = Date.UTC(2026, 0, 15, 8)

describe('wait', () => {
  const waiting = (params: object, more: object = {}) => testNode(wait, { params: params as never, items: [{ a: 1 }], now, locale: 'fr', ...more })

  it('waits for a while and lets its rows pass with their files', async () => {
    const files = createMemoryFiles()
    const file = files.add('a.txt', 'a')
    const { waits, outputs } = await waiting({ amount: 1.5, unit: 'hours' }, { files, items: undefined, inputItems: { main: [{ json: { a: 1 }, files: { file } }] } })
    expect(waits).toEqual([{ for: 'time', afterMs: 5_400_000 }])
    expect(outputs['main']).toEqual([{ json: { a: 1 }, files: { file } }])
  })

  it('waits until an hour of the flow’s time zone, in summer and in winter', async () => {
    const at = async (until: string) => (await waiting({ how: 'until', until })).waits
    expect(await at('2026-01-16T09:00')).toEqual([{ for: 'time', at: '2026-01-16T08:00:00.000Z' }])
    expect(await at('2026-07-16T09:00')).toEqual([{ for: 'time', at: '2026-07-16T07:00:00.000Z' }])
    expect(await at('16/01/2026')).toEqual([{ for: 'time', at: '2026-01-15T23:00:00.000Z' }])
  })

  it('doesn’t wait for what is past', async () => {
    expect(await waiting({ how: 'until', until: '2026-01-15T08:59' })).toMatchObject({ waits: [], json: { main: [{ a: 1 }] } })
    expect((await waiting({ amount: 0 })).waits).toEqual([])
  })

  it.each([
    ['WAIT_DATE_INVALID', '/until', { how: 'until', until: 'demain' }],
    ['WAIT_DATE_INVALID', '/until', { how: 'until' }],
    ['WAIT_TIME_TOO_LONG', '/until', { how: 'until', until: '2099-01-01' }],
    ['WAIT_TIME_TOO_LONG', '/amount', { amount: 367, unit: 'days' }],
  ])('says %s at %s', async (code, field, params) => {
    expect((await waiting(params)).error).toMatchObject({ code, field, kind: 'user' })
  })
})

describe('callback', () => {
  const params = { url: 'https://api.exemple.fr/taches', body: { document: 4512 }, amount: 2, unit: 'hours' }
  const calling = (more: object = {}, status = 202) => testNode(callback, { params, items: [{ a: 1 }], http: () => ({ status }), ...more })

  it('gives its address to the other program, waits, and gives the answer', async () => {
    const { requests, waits, json } = await calling({ resumed: [{ by: 'answer', answer: { status: 'done' } }] })
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({ method: 'POST', url: params.url, headers: { 'idempotency-key': 'run-1-0' } })
    expect(JSON.parse(requests[0]?.body as string)).toEqual({ document: 4512, callbackUrl: 'https://maillon.example/api/answers/test' })
    expect(waits).toEqual([{ for: 'answer', deadlineMs: 7_200_000 }])
    expect(json).toEqual({ main: [{ status: 'done' }], expired: [] })
  })

  it('lets its rows leave by the other output where nobody answers in time', async () => {
    expect((await calling({ resumed: [{ by: 'deadline' }] })).json).toEqual({ main: [], expired: [{ a: 1 }] })
  })

  it('calls once over several attempts, and tries again what may pass', async () => {
    const first = await calling()
    expect((await calling({ state: Object.fromEntries(first.state) })).requests).toHaveLength(0)
    expect((await calling({}, 503)).error).toMatchObject({ code: 'CALLBACK_CALL_REFUSED', retryable: true })
    expect((await calling({}, 400)).error).toMatchObject({ code: 'CALLBACK_CALL_REFUSED', retryable: false })
  })

  it('calls nobody in a dry run, and writes its address to the log where asked', async () => {
    const dry = await calling({ isDryRun: true })
    expect(dry).toMatchObject({ requests: [], waits: [], status: 'succeeded' })
    const byHand = await calling({ params: { announce: 'none' } })
    expect(byHand).toMatchObject({ requests: [], logs: [{ message: 'Address for the answer: https://maillon.example/api/answers/test' }] })
  })

  it('needs an address where it is to call', async () => {
    expect((await calling({ params: {} })).error).toMatchObject({ code: 'CALLBACK_ADDRESS_MISSING', field: '/url' })
  })
})
