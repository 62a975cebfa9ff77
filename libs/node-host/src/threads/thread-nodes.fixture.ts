import { threadId } from 'node:worker_threads'
import { defineNode, out, Type } from '@maillon/node-sdk'

const text = { fr: 'x', en: 'x' }
const about = {
  title: text,
  description: text,
  words: text,
  icon: 'x',
  group: 'excel' as const,
  effects: 'none' as const,
  heavy: true,
  params: Type.Object({}),
}

/** What a thread's node sees and may do, as an item. */
export const looker = defineNode({
  ...about,
  type: 'heavy.looker',
  effects: 'write',
  credentials: [{ slot: 'auth', types: ['http-bearer'], label: text, required: false }],
  run: async ({ input, emit, files, state, log, credential, progress }) => {
    let rows = 0
    for await (const item of input()) rows += Number(item.json['n'] ?? 0)
    const known = await credential('auth')
    await state.set('cursor', rows, (await state.get('cursor'))?.revision ?? null)
    const file = await files.create({ name: 'report.txt', mediaType: 'text/plain' }, Buffer.from(`rows ${rows}`))
    const published = await files.publish(file)
    log.info(`the token is ${JSON.stringify(known?.values['token'])}`)
    progress(1, 1)
    await emit({
      json: { rows, isThread: threadId !== 0, environment: Object.keys(process.env), token: known?.values['token'] ?? null },
      files: { file, published },
    })
  },
})

/** Waits for an answer once, with its link in the question; then gives the answer. */
export const waiter = defineNode({
  ...about,
  type: 'heavy.waiter',
  run: ({ resumed, suspend, answerLinks, emit }) => {
    if (resumed === null) return suspend({ for: 'answer', about: { title: answerLinks().callback, choices: [] } })
    return emit({ json: { ...resumed } })
  },
})

export const many = defineNode({
  ...about,
  type: 'heavy.many',
  run: async ({ emit }) => {
    for (let n = 0; n < 5000; n += 1) await emit({ json: { n, text: 'some text that makes it large' } })
  },
})

export const spinning = defineNode({
  ...about,
  type: 'heavy.spinning',
  run: () => {
    for (;;);
  },
})

export const heapEater = defineNode({
  ...about,
  type: 'heavy.heap',
  run: () => {
    const kept: object[] = []
    for (let n = 0; ; n += 1) kept.push({ n, list: Array.from({ length: 100 }, () => n) })
  },
})

export const bufferEater = defineNode({
  ...about,
  type: 'heavy.buffers',
  run: async () => {
    const kept: Buffer[] = []
    for (let n = 0; n < 4000; n += 1) {
      kept.push(Buffer.alloc(4 * 1024 * 1024, 1))
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  },
})

export const leaver = defineNode({ ...about, type: 'heavy.leaver', run: () => process.exit(7) })

export const failing = defineNode({
  ...about,
  type: 'heavy.failing',
  runItem: ({ item }) => {
    if (item.json['bad'] === true) throw new TypeError('no good')
    return out({ ok: true })
  },
})
