import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { nodeOf } from '../../bad-input/house.js'
import { effectBox, lineOf } from '../rig/flows.js'
import { holds, same, until } from './expect.js'
import type { Fault } from './fault.js'
import { publishTwoEffects } from './points.js'

const light = (name: string, more: { readonly priority?: number } = {}) =>
  lineOf(name, [nodeOf('keep', 'core.set', { fields: [{ name: 'kept', value: 'x' }] }), nodeOf('note', 'core.log', { message: 'x' })], { settings: more })

export const loadFaults: readonly Fault[] = [
  {
    id: 'F51', title: 'a backlog of 4,000 runs, then the workers come back', expected: 'it drains; an urgent run begins within 2 s all the same',
    inject: async ({ house, allOver, say }) => {
      await house.publish(light('backlog'))
      await house.publish(light('urgent', { priority: 1 }))
      for (const { process } of house.workers) process.freeze()
      await house.book.trigger('backlog', 4_000, { concurrency: 50 })
      for (const { process } of house.workers) process.thaw()
      const from = performance.now()
      await pause(1_000)
      const [urgent = ''] = await house.book.trigger('urgent', 1)
      const calledAt = performance.now()
      await until('the urgent run is over', async () => (await house.db.query('SELECT FROM run WHERE id = $1 AND ended_at IS NOT NULL', [urgent])).rowCount === 1)
      const waited = performance.now() - calledAt
      await allOver(120_000)
      say(`${Math.round(4_000 / ((performance.now() - from) / 1000))} runs/s, urgent after ${(waited / 1000).toFixed(1)} s`)
      holds(waited < 2_000, `The urgent run took ${waited} ms`)
    },
  },
  {
    id: 'F52', title: 'a burst of 3,000 calls, 400 at once', expected: 'each accepted or told to come back; accepted = stored',
    inject: async ({ house, allOver, say }) => {
      const flow = await house.publish(light('burst'))
      const [answersBefore, acceptedBefore] = [house.book.answers.length, house.book.accepted.length]
      await Promise.all(Array.from({ length: 400 }, async () => {
        for (let call = 0; call < 7; call += 1) await house.book.call('burst')
      }))
      const answers = house.book.answers.slice(answersBefore)
      same([...new Set(answers.map(({ status }) => status))].filter((status) => ![200, 429, 503].includes(status)), [])
      await allOver(120_000)
      const { rows } = await house.db.query<{ n: number }>('SELECT count(*)::int AS n FROM run WHERE flow_id = $1', [flow])
      const accepted = house.book.accepted.length - acceptedBefore
      say(`${accepted} accepted of ${answers.length}`)
      // A call that was told to come back may have been written after all; a delivery that nobody repeats is then a run more, never one less.
      holds((rows[0]?.n ?? 0) >= accepted && (rows[0]?.n ?? 0) <= answers.length)
    },
  },
  {
    id: 'F55', title: '300 watchers of live events don’t read', expected: 'runs go on as without them',
    inject: async ({ house, allOver }) => {
      const path = await publishTwoEffects(house)
      const sockets = await Promise.all(Array.from({ length: 300 }, () => stalledWatcher(house.front.process.url, house.user.cookie)))
      try {
        const from = performance.now()
        await house.book.trigger(path, 200, { concurrency: 20 })
        await allOver()
        holds(performance.now() - from < 30_000, `200 runs took ${performance.now() - from} ms`)
      } finally {
        for (const socket of sockets) socket.destroy()
      }
    },
  },
  {
    id: 'F62', title: 'runs that must come one at a time, while a worker and the front are killed', isShort: true, expected: 'all run, never two at once',
    inject: async ({ house, allOver, kill }) => {
      const flow = await house.publish(lineOf('one-at-a-time', [effectBox('effect', house.oracle.url, { ms: 200 })], { settings: { overlap: 'queue' } }))
      await house.book.trigger('one-at-a-time', 10)
      const [worker] = house.workers
      if (worker !== undefined) await kill(worker)
      await house.front.process.kill()
      await allOver(60_000)
      await house.replaceFront()
      const { rows } = await house.db.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM run a JOIN run b ON a.flow_id = b.flow_id AND a.id <> b.id AND a.started_at < b.ended_at AND b.started_at < a.ended_at WHERE a.flow_id = $1`, [flow])
      same(rows[0]?.n, 0)
    },
  },
]

/** Asks for the live events and never reads. */
async function stalledWatcher(url: string, cookie: string): Promise<Socket> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' })
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  socket.pause()
  socket.write(`GET /api/events HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${cookie}\r\naccept: text/event-stream\r\n\r\n`)
  return socket
}
