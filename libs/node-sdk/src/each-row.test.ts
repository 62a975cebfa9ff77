import { describe, expect, it } from 'vitest'
import { eachRow, eachRowStreamed } from './each-row.js'
import { defineNode } from './define-node.js'
import { retryableError, userError } from './errors.js'
import { testNode } from './testing/test-node.js'
import { Type } from 'typebox'

const text = { fr: 'Essai', en: 'Trial' }
const bad = (code: string) => userError({ code, text })
const lost = retryableError({ code: 'TRIAL_CONNECTION_LOST', text })
const about = { title: text, description: text, icon: 'x', group: 'data', params: Type.Object({}), effects: 'none', words: text } as const

/** A row of `bad` fails, one of `lost` loses the connection; each asks once. */
const asked: unknown[] = []
const rowByRow = defineNode({
  ...about,
  type: 'trial.rows',
  run: (context) =>
    eachRow(context, async ({ json }) => {
      asked.push(json['n'])
      if (json['bad'] === true) throw bad('TRIAL_ROW_BAD')
      if (json['lost'] === true) throw lost
      return [{ json: { n: json['n'] ?? null } }, { json: { n: json['n'] ?? null } }]
    }),
})
const rows = [{ n: 1 }, { n: 2, bad: true }, { n: 3 }]

describe('a node that works row by row over all rows', () => {
  it('does with a row that fails what the person chose, and goes on with the others', async () => {
    expect(await testNode(rowByRow, { items: rows })).toMatchObject({ status: 'failed', error: { code: 'TRIAL_ROW_BAD', row: 1 } })
    expect(await testNode(rowByRow, { items: rows, onError: { choice: 'skip' } })).toMatchObject({ status: 'warned', json: { main: [{ n: 1 }, { n: 1 }, { n: 3 }, { n: 3 }] }, failedItems: { count: 1, first: { row: 1 } } })
    expect(await testNode(rowByRow, { items: rows, onError: { choice: 'replace', value: { n: 0 } } })).toMatchObject({ json: { main: [{ n: 1 }, { n: 1 }, { n: 0 }, { n: 3 }, { n: 3 }] } })
    const aside = await testNode(rowByRow, { items: rows, onError: { choice: 'set-aside' } })
    expect(aside.setAside).toEqual([{ json: { error: { code: 'TRIAL_ROW_BAD', message: 'Trial', hint: '' }, item: { n: 2, bad: true } } }])
    expect((await testNode(rowByRow, { items: rows, onError: { choice: 'branch' } })).json['error']).toMatchObject([{ item: { n: 2 } }])
  })

  it('tries a lost connection again, and does not wait for it at each of the rows that remain', async () => {
    const items = [{ n: 1 }, { n: 2, lost: true }, { n: 3 }, { n: 4 }]
    expect(await testNode(rowByRow, { items, onError: { choice: 'set-aside' }, isLastAttempt: false })).toMatchObject({ status: 'failed', error: { code: 'TRIAL_CONNECTION_LOST', retryable: true }, setAside: [] })
    asked.length = 0
    const last = await testNode(rowByRow, { items, onError: { choice: 'set-aside' } })
    expect(last.json['main']).toEqual([{ n: 1 }, { n: 1 }])
    expect(last.setAside.map(({ json }) => json['item'])).toMatchObject([{ n: 2 }, { n: 3 }, { n: 4 }])
    expect(asked).toEqual([1, 2])
  })

  it('forgets the rows that it refused where it then fails as a whole', async () => {
    const half = defineNode({
      ...about,
      type: 'trial.half',
      run: async (context) => {
        for await (const item of context.input()) await context.refuse(bad('TRIAL_ROW_BAD'), { item, index: 0 })
        throw bad('TRIAL_ALL_BAD')
      },
    })
    expect(await testNode(half, { items: rows, onError: { choice: 'set-aside' } })).toMatchObject({
      failedItems: { count: rows.length, first: { code: 'TRIAL_ALL_BAD' } },
      setAside: rows.map((item) => ({ json: { error: { code: 'TRIAL_ALL_BAD' }, item } })),
    })
  })
})

describe('a node that streams what a row brings', () => {
  const streamed = defineNode({
    ...about,
    type: 'trial.streamed',
    run: (context) =>
      eachRowStreamed(context, async ({ json }, _row, emit) => {
        if (json['bad'] === true) throw bad('TRIAL_ROW_BAD')
        await emit({ json: { n: json['n'] ?? null } })
        if (json['half'] === true) throw bad('TRIAL_ROW_HALF')
      }),
  })

  it('refuses a row of which nothing has left, and fails where a part of it has', async () => {
    expect(await testNode(streamed, { items: rows, onError: { choice: 'set-aside' } })).toMatchObject({ status: 'warned', json: { main: [{ n: 1 }, { n: 3 }] }, failedItems: { count: 1 } })
    expect(await testNode(streamed, { items: [{ n: 1, half: true }, { n: 2 }], onError: { choice: 'set-aside' } })).toMatchObject({ json: { main: [] }, setAside: [{ json: { error: { code: 'TRIAL_ROW_HALF' }, item: { n: 1 } } }, { json: { item: { n: 2 } } }] })
  })
})
