import { setTimeout as pause } from 'node:timers/promises'
import { ApiError } from '@maillon/api-contract'
import { effectBox, formOf, lineOf } from '../rig/flows.js'
import { occupyConnections } from '../rig/occupy-connections.js'
import { sendForm } from '../rig/send-form.js'
import { holds, same, until } from './expect.js'
import type { Fault, Scene } from './fault.js'
import { publishTwoEffects } from './points.js'

/** A scene is about going on, not about a backlog that grows for as long as the machine is slower than the callers: beyond this they wait. */
const mostOpen = 300

async function openRuns({ db }: Scene['house']): Promise<number> {
  const asked = db.query<{ n: number }>('SELECT count(*)::int AS n FROM run WHERE ended_at IS NULL')
  // A database that is frozen or gone doesn't say; the callers go on calling, for that is what is looked at.
  return Promise.race([asked.then(({ rows }) => rows[0]?.n ?? 0, () => 0), pause(500, 0)])
}

/** Calls at a steady pace while something is done to the stores; each is made again until it is accepted. */
export async function whileTriggering({ house }: Scene, path: string, disturb: () => Promise<void>): Promise<void> {
  let isOver = false
  const calling = (async () => {
    while (!isOver) {
      while (!isOver && (await openRuns(house)) > mostOpen) await pause(100)
      await house.book.trigger(path, 4, { concurrency: 4, patienceMs: 180_000 })
      await pause(60)
    }
  })()
  // It is told at the end; until then a call that failed must not end everything.
  calling.catch(() => undefined)
  try {
    await disturb()
  } finally {
    isOver = true
    await calling
  }
}

async function everySoOften(seconds: number, everyMs: number, doIt: () => Promise<void> | void): Promise<void> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await pause(everyMs)) await doIt()
}

/** P2: accepted, or refused with a time to come back, and never after more than the two seconds (and what a busy machine adds). */
export function refusalsAreQuick({ house }: Scene, since: number): void {
  const answers = house.book.answers.slice(since)
  const odd = answers.filter(({ status }) => ![200, 503, 429].includes(status))
  same(odd, [])
  const slowest = Math.max(0, ...answers.map(({ tookMs }) => tookMs))
  holds(slowest < 3_500, `The slowest answer took ${Math.round(slowest)} ms`)
  const withoutTime = answers.filter(({ status, retryAfter }) => status === 503 && retryAfter === null)
  same(withoutTime, [])
}

export const postgresFaults: readonly Fault[] = [
  {
    id: 'F12', title: '5 % of the store’s calls fail, half of these after they were done', isShort: true, expected: 'nothing is lost, nothing done twice without its key',
    house: { env: { FAULT_STORE_PERCENT: '5' } },
    inject: async ({ house, isShort, allOver }) => {
      await house.book.trigger(await publishTwoEffects(house), isShort ? 100 : 1000, { concurrency: 20 })
      await allOver(90_000)
    },
  },
  {
    id: 'F13', title: 'sessions of Postgres are terminated at random, every 200 ms', isShort: true, expected: 'every call is accepted in the end, or refused at once; nothing lost',
    inject: async (scene) => {
      const { house, isShort } = scene
      await whileTriggering(scene, await publishTwoEffects(house), () => everySoOften(isShort ? 4 : 20, 200, async () => {
        await house.db.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name LIKE 'maillon%' ORDER BY random() LIMIT 2`)
      }))
    },
  },
  {
    id: 'F13b', title: 'all lines to Postgres are reset, again and again', expected: 'as F13',
    inject: async (scene) => {
      const { house } = scene
      const all = [house.front, ...house.workers]
      await whileTriggering(scene, await publishTwoEffects(house), () => everySoOften(8, 700, () => all.forEach(({ toPostgres }) => toPostgres.reset())))
    },
  },
  {
    id: 'F13c', title: 'lines are cut right after a write was sent: its answer is lost', isShort: true, expected: 'what was written is found again, and not written twice',
    inject: async (scene) => {
      const { house, isShort } = scene
      const all = [house.front, ...house.workers]
      const cutsBefore = all.map(({ toPostgres }) => toPostgres.cuts)
      await whileTriggering(scene, await publishTwoEffects(house), () => everySoOften(isShort ? 4 : 15, 250, () => {
        for (const { toPostgres } of all) toPostgres.disturb({ cutAtText: { direction: 'up', text: 'run-write', isHandedOn: true } })
      }))
      const cuts = all.reduce((sum, { toPostgres }, index) => sum + toPostgres.cuts - (cutsBefore[index] ?? 0), 0)
      scene.say(`${cuts} cuts`)
      holds(cuts > 5, 'Lines were cut')
    },
  },
  {
    id: 'F13d', title: 'lines are cut in the middle of a write', expected: 'a half statement is none: it is written again',
    inject: async (scene) => {
      const { house } = scene
      const all = [house.front, ...house.workers]
      await whileTriggering(scene, await publishTwoEffects(house), async () => {
        await everySoOften(10, 300, () => {
          for (const { toPostgres } of all) toPostgres.disturb({ cutAfterBytes: { direction: 'up', bytes: 2_000 + Math.floor(scene.fraction() * 20_000) } })
        })
        // Until then no connection can ever carry more than that, and a caller would call for ever.
        for (const { toPostgres } of all) toPostgres.disturb({})
      })
    },
  },
  {
    id: 'F14', title: 'Postgres stops at once and comes back, every 5 to 10 s', isShort: true, expected: 'every accepted run is right; calls are refused within 2 s meanwhile',
    inject: async (scene) => {
      const { house, isShort, fraction } = scene
      const since = house.book.answers.length
      await whileTriggering(scene, await publishTwoEffects(house), async () => {
        for (let restart = 0; restart < (isShort ? 2 : 15); restart += 1) {
          await pause(isShort ? 2_000 : 5_000 + fraction() * 5_000)
          await house.postgres.stopAtOnce()
          await pause(fraction() * 2_000)
          await house.postgres.start()
        }
      })
      refusalsAreQuick(scene, since)
      await scene.allOver(60_000)
    },
  },
  {
    id: 'F15', title: 'Postgres is killed with -9 under load and recovers from its log', isShort: true, expected: 'what was accepted is there',
    inject: async (scene) => {
      const { house } = scene
      await whileTriggering(scene, await publishTwoEffects(house), async () => {
        await pause(1_500)
        await house.postgres.kill()
        await pause(500)
        await house.postgres.start()
      })
    },
  },
  {
    id: 'F16', title: 'Postgres is frozen and goes on', isShort: true, expected: 'calls are refused within 2 s; afterwards all goes on',
    inject: async (scene) => {
      const { house, isShort } = scene
      const since = house.book.answers.length
      await whileTriggering(scene, await publishTwoEffects(house), async () => {
        await house.postgres.freeze()
        await pause(isShort ? 8_000 : 30_000)
        await house.postgres.thaw()
      })
      refusalsAreQuick(scene, since)
      holds(house.book.answers.slice(since).some(({ status }) => status === 503), 'Nothing was refused')
    },
  },
  {
    id: 'F16b', title: 'Postgres is away for longer than a result is kept (75 s)', expected: 'steps that were at hand are attempted again when it is back',
    inject: async (scene) => {
      const { house, allOver } = scene
      await house.publish(lineOf('slow', [effectBox('slow', house.oracle.url, { ms: 1_000 }), effectBox('after', house.oracle.url)]))
      await house.book.trigger('slow', 8)
      await pause(300)
      await house.postgres.stopAtOnce()
      await pause(75_000)
      await house.postgres.start()
      await allOver(40_000)
    },
  },
  {
    id: 'F16c', title: 'Postgres is frozen while a person starts a run, and while a form is sent', isShort: true, expected: 'refused in time, with a time to come back; afterwards it starts, once',
    inject: async ({ house }) => {
      const id = await house.publish(lineOf('by-hand', [effectBox('first', house.oracle.url)]))
      const form = await house.publish(formOf('by-form', [effectBox('first', house.oracle.url)]))
      const start = () => house.user.client.call('startRun', { params: { id }, body: { what: 'published' } })
      const send = (filling: string, cookie = '') => sendForm(house.front.process.url, 'by-form', { filling, cookie })
      await start()
      await house.postgres.freeze()
      const from = performance.now()
      // Two of the form: by a stranger, and by somebody whose session has to be found first.
      const [refused, ...forms] = await Promise.all([start().then(() => null, (error: unknown) => error), send('by-stranger'), send('by-member', house.user.cookie)])
      const tookMs = performance.now() - from
      await house.postgres.thaw()
      same([refused instanceof ApiError ? refused.status : refused, tookMs < 4_500], [503, true])
      same(forms.map(({ status, retryAfter }) => [status, retryAfter === null]), [[503, false], [503, false]])
      await until('it starts', () => start().then(() => true, () => false))
      for (const filling of ['by-stranger', 'by-member']) for (let times = 0; times < 2; times += 1) await until('the form is taken', async () => (await send(filling)).status === 201)
      const { rows } = await house.db.query<{ n: number }>('SELECT count(*)::int AS n FROM run WHERE flow_id = $1', [form])
      same(rows[0]?.n, 2)
    },
  },
  {
    id: 'F17', title: 'Postgres is slow: 200 ms more each way, 50 KB/s', expected: 'slower, and no lease is lost',
    inject: async (scene) => {
      const { house, allOver } = scene
      const path = await publishTwoEffects(house)
      for (const { toPostgres } of [house.front, ...house.workers]) toPostgres.disturb({ latencyMs: 100, bytesPerSecond: 50_000 })
      await house.book.trigger(path, 20, { concurrency: 5, patienceMs: 60_000 })
      await allOver(90_000)
      const { rows } = await house.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM attempt WHERE outcome = 'interrupted' AND run_id = ANY($1)`, [house.book.accepted.slice(-20).map(({ runId }) => runId)])
      same(rows[0]?.n, 0)
    },
  },
  {
    id: 'F18', title: 'Postgres is at its connection limit', isShort: true, expected: 'calls and forms are refused, not hung; it goes on when there is room again',
    house: { postgres: { max_connections: '110' } },
    inject: async (scene) => {
      const { house } = scene
      const path = await publishTwoEffects(house)
      await house.publish(formOf('at-limit', [effectBox('first', house.oracle.url)]))
      const since = house.book.answers.length
      const occupied = await occupyConnections(house.postgres.connectionString())
      try {
        for (let call = 0; call < 6; call += 1) await house.book.call(path)
        const { status, retryAfter, tookMs } = await sendForm(house.front.process.url, 'at-limit', { filling: 'at-the-limit' })
        same([status, retryAfter === null, tookMs < 3_500], [503, false, true])
      } finally {
        await occupied.release()
      }
      refusalsAreQuick(scene, since)
      await until('a call is accepted again', async () => (await house.book.call(path)).status === 200)
      await until('a form is accepted again', async () => (await sendForm(house.front.process.url, 'at-limit', { filling: 'at-the-limit' })).status === 201)
    },
  },
  {
    id: 'F19', title: 'the lines of a worker to Postgres are half open: nothing comes, nothing is closed', expected: 'others take over; the worker finds it out, and works again',
    inject: async (scene) => {
      const { house, allOver } = scene
      const path = await publishTwoEffects(house)
      const [worker] = house.workers
      if (worker === undefined) return
      worker.toPostgres.disturb({ blackhole: ['down'] })
      await house.book.trigger(path, 6)
      await pause(8_000)
      // What was swallowed never comes: only new lines are good.
      worker.toPostgres.disturb({})
      await allOver()
      const ids = await house.notes.workersOf(worker.process.pid)
      await until('its lease holds again', async () => (await house.db.query('SELECT FROM worker WHERE id = ANY($1) AND alive_until > now()', [[...ids]])).rowCount === 1, 40_000)
      await worksAlone(scene, worker, path)
    },
  },
  {
    id: 'F21', title: 'other programs lock rows of runs in any order', expected: 'deadlocks are tried again; no run fails',
    inject: async (scene) => {
      const { house, fraction } = scene
      await whileTriggering(scene, await publishTwoEffects(house), () => everySoOften(8, 50, async () => {
        const client = await house.db.connect()
        try {
          await client.query('BEGIN')
          const { rows } = await client.query<{ id: string }>('SELECT id FROM run WHERE ended_at IS NULL ORDER BY random() LIMIT 4')
          for (const { id } of rows) {
            await client.query('SELECT FROM run WHERE id = $1 FOR UPDATE', [id])
            await pause(fraction() * 60)
          }
          await client.query('COMMIT')
          client.release()
        } catch {
          client.release(true)
        }
      }))
    },
  },
]

/** Every other worker rests: whether this one still takes work. */
export async function worksAlone({ house }: Scene, worker: Scene['house']['front'], path: string): Promise<void> {
  const others = house.workers.filter((one) => one !== worker)
  for (const { process } of others) process.freeze()
  try {
    const [runId] = await house.book.trigger(path, 1)
    await until('the worker takes work again', async () => {
      const { rows } = await house.db.query<{ status: string }>('SELECT status FROM run WHERE id = $1', [runId])
      return rows[0]?.status === 'succeeded'
    }, 40_000)
  } finally {
    for (const { process } of others) process.thaw()
  }
}
