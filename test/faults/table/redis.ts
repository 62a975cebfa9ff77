import { setTimeout as pause } from 'node:timers/promises'
import { nodeOf } from '../../bad-input/house.js'
import { effectBox, lineOf } from '../rig/flows.js'
import type { House } from '../rig/house.js'
import { holds, same, until } from './expect.js'
import type { Fault, Scene } from './fault.js'
import { publishTwoEffects } from './points.js'
import { worksAlone } from './postgres.js'

/** Runs whose bells wait: one slow box first, and more of them than there are workers' hands. */
async function publishSlow(house: House): Promise<string> {
  await house.publish(lineOf('slow-then-two', [effectBox('slow', house.oracle.url, { ms: 400 }), effectBox('first', house.oracle.url), effectBox('second', house.oracle.url)]))
  return 'slow-then-two'
}

async function wipeLanes(house: House): Promise<void> {
  if (house.backend === 'redis') return void (await house.redis.ask('FLUSHALL'))
  const { rows } = await house.db.query<{ name: string }>(`SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename LIKE '%job%'`)
  await house.db.query(`TRUNCATE ${rows.map(({ name }) => `bullmq.${name}`).join(', ')} CASCADE`)
}

/** So many runs like this one, whose bells nobody has rung; their ids stand in the table `copied`. */
async function copyRun({ db }: House, runId: string, count: number): Promise<void> {
  await db.query(`CREATE TABLE public.copied AS SELECT gen_random_uuid() AS id FROM generate_series(1, ${count})`)
  for (const [table, own, changed] of [['run', 'id', `jsonb_build_object('id', copied.id, 'key', NULL)`], ['step', 'run_id', `jsonb_build_object('run_id', copied.id)`]] as const) {
    await db.query(`INSERT INTO ${table} SELECT made.* FROM ${table} CROSS JOIN copied CROSS JOIN LATERAL jsonb_populate_record(NULL::${table}, to_jsonb(${table}) || ${changed}) AS made WHERE ${table}.${own} = $1`, [runId])
  }
  await db.query('ANALYZE run, step')
}

async function secondsUntil(from: number, mostSeconds: number, isTrue: () => Promise<boolean>): Promise<number> {
  await until(`it was seen within ${mostSeconds} s`, isTrue, mostSeconds * 1000)
  return (performance.now() - from) / 1000
}

async function backWithin(scene: Scene, seconds: number): Promise<void> {
  const from = performance.now()
  await scene.allOver((seconds + 30) * 1000)
  const took = (performance.now() - from) / 1000
  scene.say(`back after ${took.toFixed(1)} s`)
  holds(took <= seconds, `All was over only after ${took} s`)
}

export const redisFaults: readonly Fault[] = [
  {
    id: 'F22', title: 'Redis is killed with -9 and comes back empty', backends: ['redis'], isShort: true, expected: 'nothing lost; work goes on within 30 s',
    inject: async (scene) => {
      const { house } = scene
      await house.book.trigger(await publishSlow(house), 60, { concurrency: 20 })
      await house.redis.kill()
      await pause(1_000)
      await house.redis.start()
      await backWithin(scene, 30)
    },
  },
  {
    id: 'F22b', title: 'everything in Redis is deleted', backends: ['redis'], isShort: true, expected: 'as F22',
    inject: async (scene) => {
      const { house } = scene
      await house.book.trigger(await publishSlow(house), 60, { concurrency: 20 })
      await house.redis.ask('FLUSHALL')
      await backWithin(scene, 30)
    },
  },
  {
    id: 'F22c', title: 'the lanes’ tables in Postgres are emptied', backends: ['postgres'], isShort: true, expected: 'as F22',
    inject: async (scene) => {
      const { house } = scene
      await house.book.trigger(await publishSlow(house), 60, { concurrency: 20 })
      await wipeLanes(house)
      await backWithin(scene, 30)
    },
  },
  {
    id: 'F22d', title: 'the lanes are emptied while 100,000 steps wait', expected: 'work goes on within 30 s, and all of them are rung for again', house: {},
    inject: async (scene) => {
      const { house, say } = scene
      await house.publish(lineOf('light', [nodeOf('keep', 'core.set', { fields: [{ name: 'kept', value: 'x' }] }), nodeOf('note', 'core.log', { message: 'x' })]))
      for (const { process } of house.workers) process.freeze()
      const [runId = ''] = await house.book.trigger('light', 1)
      await copyRun(house, runId, 100_000)
      await wipeLanes(house)
      const from = performance.now()
      for (const { process } of house.workers) process.thaw()
      const begun = await secondsUntil(from, 60, async () => (await house.db.query(`SELECT FROM copied JOIN step ON step.run_id = copied.id WHERE step.attempt > 0 AND node > 0 LIMIT 1`)).rowCount === 1)
      const rung = await secondsUntil(from, 180, async () => (await house.db.query(`SELECT FROM copied JOIN step ON step.run_id = copied.id WHERE step.status = 'ready' AND node = 1 AND rung_at IS NULL LIMIT 1`)).rowCount === 0)
      say(`goes on after ${begun.toFixed(1)} s, all rung after ${rung.toFixed(1)} s`)
      // A hundred thousand runs would take minutes: what had to be seen was seen.
      await house.db.query('DELETE FROM step USING copied WHERE run_id = copied.id')
      await house.db.query('DELETE FROM run USING copied WHERE run.id = copied.id')
      await wipeLanes(house)
      holds(begun <= 30, `It went on after ${begun} s`)
    },
  },
  {
    id: 'F23', title: 'Redis comes back from its file without the last of it', backends: ['redis'], expected: 'repeated bells at most; nothing lost',
    inject: async (scene) => {
      const { house } = scene
      await house.redis.ask('CONFIG', 'SET', 'appendonly', 'yes')
      await house.book.trigger(await publishSlow(house), 60, { concurrency: 20 })
      await pause(1_200)
      await house.redis.kill()
      await house.redis.loseTail(4_000)
      await house.redis.start(true)
      await backWithin(scene, 30)
    },
  },
  {
    id: 'F24', title: 'Redis cannot be reached', backends: ['redis'], isShort: true, expected: 'calls are accepted all the same; work goes on within 10 s of its return',
    inject: async (scene) => {
      const { house, isShort } = scene
      const path = await publishTwoEffects(house)
      const lines = [house.front, ...house.workers].flatMap(({ toRedis }) => toRedis ?? [])
      for (const line of lines) {
        line.disturb({ refuse: true })
        line.reset()
      }
      const since = house.book.answers.length
      for (let call = 0; call < 10; call += 1) await house.book.call(path)
      same(house.book.answers.slice(since).map(({ status }) => status), Array.from({ length: 10 }, () => 200))
      await pause(isShort ? 5_000 : 60_000)
      for (const line of lines) line.disturb({})
      await backWithin(scene, 10)
    },
  },
  {
    id: 'F24b', title: 'Redis swallows everything: lines stay open', backends: ['redis'], expected: 'as F24; the first bells may take until their lines are given up',
    inject: async (scene) => {
      const { house } = scene
      const path = await publishTwoEffects(house)
      const lines = [house.front, ...house.workers].flatMap(({ toRedis }) => toRedis ?? [])
      for (const line of lines) line.disturb({ blackhole: ['up', 'down'] })
      await house.book.trigger(path, 10)
      await pause(10_000)
      for (const line of lines) {
        line.disturb({})
        line.reset()
      }
      await backWithin(scene, 15)
    },
  },
  {
    id: 'F25', title: 'Redis is frozen and goes on', backends: ['redis'], expected: 'leases hold, as they stand in Postgres; no step is interrupted',
    inject: async (scene) => {
      const { house, isShort, allOver } = scene
      await house.publish(lineOf('longer', [effectBox('longer', house.oracle.url, { ms: 3_000 }), effectBox('after', house.oracle.url)]))
      const runs = await house.book.trigger('longer', 6)
      await pause(500)
      house.redis.freeze()
      await pause(isShort ? 7_000 : 30_000)
      house.redis.thaw()
      await allOver()
      const { rows } = await house.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM attempt WHERE outcome = 'interrupted' AND run_id = ANY($1)`, [runs])
      same(rows[0]?.n, 0)
    },
  },
  {
    id: 'F26', title: 'Redis is full', backends: ['redis'], isShort: true, expected: 'calls are accepted; work goes on when there is room',
    inject: async (scene) => {
      const { house } = scene
      const path = await publishTwoEffects(house)
      await house.redis.ask('CONFIG', 'SET', 'maxmemory', '1mb')
      await house.book.trigger(path, 10)
      await pause(3_000)
      await house.redis.ask('CONFIG', 'SET', 'maxmemory', '0')
      await backWithin(scene, 30)
    },
  },
  {
    id: 'F26b', title: 'Redis may throw keys away', backends: ['redis'], expected: 'a server doesn’t start with it, and says why',
    inject: async ({ house }) => {
      await house.redis.ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
      const refused = await house.join({ roles: 'worker' }).then(() => null, (error: unknown) => String(error))
      await house.redis.ask('CONFIG', 'SET', 'maxmemory-policy', 'noeviction')
      holds(refused?.includes('QUEUE_REDIS_EVICTS') === true, `It said: ${refused?.slice(0, 500) ?? 'nothing: it started'}`)
    },
  },
  {
    id: 'F28', title: 'one worker cannot reach Redis', backends: ['redis'], isShort: true, expected: 'the others do the work; it works again when it can',
    inject: async (scene) => {
      const { house, allOver } = scene
      const path = await publishTwoEffects(house)
      const [worker] = house.workers
      if (worker?.toRedis == null) return
      worker.toRedis.disturb({ blackhole: ['up', 'down'] })
      await house.book.trigger(path, 20)
      await allOver()
      worker.toRedis.disturb({})
      worker.toRedis.reset()
      await worksAlone(scene, worker, path)
    },
  },
  {
    id: 'F29', title: 'one worker cannot reach Postgres', expected: 'what it had at hand is attempted by another with the same key; its late result is refused',
    inject: async (scene) => {
      const { house, allOver } = scene
      await house.publish(lineOf('cut-off', [effectBox('effect', house.oracle.url, { ms: 2_000 }), effectBox('after', house.oracle.url)]))
      const [worker] = house.workers
      if (worker === undefined) return
      const runs = await house.book.trigger('cut-off', 8)
      await until('the effects have begun', () => runs.every((run) => house.oracle.effects.some(({ key }) => key?.startsWith(run) === true)))
      worker.toPostgres.disturb({ refuse: true })
      worker.toPostgres.reset()
      await allOver()
      worker.toPostgres.disturb({})
      await worksAlone(scene, worker, 'cut-off')
    },
  },
]
