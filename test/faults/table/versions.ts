import { setTimeout as pause } from 'node:timers/promises'
import { nodeOf } from '../../bad-input/house.js'
import { effectBox, lineOf, rowsBox } from '../rig/flows.js'
import type { House } from '../rig/house.js'
import { olderBuild } from '../rig/older-build.js'
import { effectsOf, errorCodeOf, holds, same, statusesOf, until } from './expect.js'
import type { Fault } from './fault.js'
import { publishTwoEffects } from './points.js'
import { whileTriggering } from './postgres.js'
import { loopOf } from './waits.js'

/** Changes the stored plan of a published flow before any worker has read it. */
async function changePlan(house: House, flowId: string, sql: string): Promise<void> {
  const { rowCount } = await house.db.query(`UPDATE flow_version SET plan = (${sql})::json WHERE flow_id = $1`, [flowId])
  same(rowCount, 1)
}

/** As the first version of the program stored it. */
const firstFormat = `jsonb_set(jsonb_set((plan::jsonb - 'errorFlowId' - 'returns'), '{format}', '"maillon.plan/1"'), '{nodes}',
  (SELECT jsonb_agg(node - 'untilFound' - 'loop' - 'spawn' ORDER BY at) FROM jsonb_array_elements(plan::jsonb->'nodes') WITH ORDINALITY AS n(node, at)))`

/** The front of today in the place of the older one, which goes on SIGTERM once it is there: the tables are migrated under load. */
async function deployFront(house: House): Promise<void> {
  const { front } = house
  house.build = 'today'
  await house.replaceFront()
  await front.process.stop()
}

async function deployWorker(house: House): Promise<void> {
  const [worker] = house.workers
  if (worker === undefined) return
  house.forgetWorker(worker)
  await house.addWorker()
  await worker.process.stop()
}

export const versionFaults: readonly Fault[] = [
  {
    id: 'F49', title: 'a plan of the first format', isShort: true, expected: 'it is read and run',
    inject: async ({ house, allOver }) => {
      const flow = await house.publish(lineOf('first-format', [effectBox('first', house.oracle.url), effectBox('second', house.oracle.url)]))
      await changePlan(house, flow, firstFormat)
      const [run = ''] = await house.book.trigger('first-format', 1)
      await allOver()
      same(effectsOf(house, run, 2), 1)
    },
  },
  {
    id: 'F49b', title: 'a plan of a later format, in a fleet that doesn’t know it yet', isShort: true, expected: 'it waits for a newer worker; nobody else is held up, and kills are mended as ever',
    inject: async (scene) => {
      const { house, kill, allOver } = scene
      const flow = await house.publish(lineOf('later-format', [effectBox('effect', house.oracle.url)]))
      for (const { process } of house.workers) process.freeze()
      const [waits = ''] = await house.book.trigger('later-format', 1)
      await changePlan(house, flow, `jsonb_set(plan::jsonb, '{format}', '"maillon.plan/99"')`)
      // It has begun, and its worker is gone: every sweep comes across it.
      await house.db.query(`UPDATE step SET status = 'running', attempt = 1, outcome = 'running', worker = gen_random_uuid(), started_at = now() WHERE run_id = $1 AND node = 1`, [waits])
      for (const { process } of house.workers) process.thaw()
      // A kill in the middle of work, which the sweeps of the others have to mend although they come across the other run.
      const path = await publishTwoEffects(house)
      await house.publish(lineOf('beside-it', [effectBox('slow', house.oracle.url, { ms: 1_000 })]))
      const cutOff = await house.book.trigger('beside-it', 10)
      const [worker] = house.workers
      if (worker !== undefined) await kill(worker)
      const others = await house.book.trigger(path, 10)
      await until('all others are over', async () => (await statusesOf(house, [...cutOff, ...others])).every((status) => status === 'succeeded'), 25_000)
      // The worker comes that knows it: here, a new one that finds a plan of today.
      await changePlan(house, flow, `jsonb_set(plan::jsonb, '{format}', '"maillon.plan/2"')`)
      await house.addWorker()
      await allOver(40_000)
    },
  },
  {
    id: 'F49c', title: 'a run whose node type was uninstalled', isShort: true, expected: 'it fails and names the type; the worker goes on',
    inject: async ({ house, mayFail, allOver, say }) => {
      const flow = await house.publish(lineOf('uninstalled', [nodeOf('gone', 'core.log', { message: 'x' }), effectBox('after', house.oracle.url)]))
      await changePlan(house, flow, `jsonb_set(plan::jsonb, '{nodes,1,type}', '"gone.node"')`)
      const [run = ''] = await house.book.trigger('uninstalled', 1)
      mayFail([run])
      await house.book.trigger(await publishTwoEffects(house), 5)
      await allOver()
      say((await errorCodeOf(house, run)) ?? '')
      same([await statusesOf(house, [run]), effectsOf(house, run, 2)], [['failed'], 0])
    },
  },
  {
    id: 'F49d', title: 'a run whose version was deleted', expected: 'it ends and says so; the workers go on',
    inject: async ({ house, mayFail, allOver }) => {
      await house.publish(lineOf('deleted', [effectBox('effect', house.oracle.url)]))
      for (const { process } of house.workers) process.freeze()
      const [run = ''] = await house.book.trigger('deleted', 1)
      mayFail([run])
      await house.db.query('UPDATE run SET flow_version_id = gen_random_uuid() WHERE id = $1', [run])
      for (const { process } of house.workers) process.thaw()
      await house.book.trigger(await publishTwoEffects(house), 5)
      await allOver()
      same(await errorCodeOf(house, run), 'ENGINE_PLAN_LOST')
    },
  },
  {
    id: 'F49e', title: 'a build of today is deployed beside an older one, with its migrations, under load', expected: 'nobody complains; what the older one began the newer one ends, and the other way round', house: { build: 'older', workers: 3, postgres: { max_connections: '250' } },
    inject: async (scene) => {
      const { house, allOver, say } = scene
      const { url } = house.oracle
      say(`older: ${(await olderBuild())?.commit ?? ''}`)
      const waits = [effectBox('before', url), nodeOf('wait', 'core.wait', { how: 'delay', amount: 6, unit: 'seconds' }), effectBox('after', url)]
      for (const flow of [lineOf('v-waits', waits), loopOf('v-loop', url, 6), lineOf('v-large', [rowsBox('rows', url, 150), effectBox('after', url, { mode: 'all' })])]) await house.publish(flow)
      const paths = ['v-waits', 'v-loop', 'v-large', await publishTwoEffects(house)]
      const load = paths.reduce<() => Promise<void>>((rest, path) => () => whileTriggering(scene, path, rest), async () => {
        await pause(3_000)
        await deployFront(house)
        await deployWorker(house)
        // One worker of each build is killed while both are at work.
        await pause(3_000)
        for (const worker of [house.workers.at(0), house.workers.at(-1)]) {
          await worker?.process.kill()
          if (worker !== undefined) house.replaceLater(worker)
        }
        await pause(8_000)
        await deployWorker(house)
      })
      await load()
      await allOver(90_000)
      same(house.complaints(), [])
    },
  },
  {
    id: 'F50', title: 'a server of an older version comes to a newer database', isShort: true, expected: 'it refuses to start and says why; those that run go on',
    inject: async ({ house }) => {
      await house.db.query(`INSERT INTO schema_migration (timestamp, name) VALUES (9999999999999, 'Future9999999999999')`)
      const refused = await house.join({ roles: 'worker' }).then(() => null, (error: unknown) => String(error))
      await house.db.query(`DELETE FROM schema_migration WHERE name = 'Future9999999999999'`)
      holds(refused?.includes('STORAGE_SCHEMA_NEWER') === true, `It said: ${refused?.slice(0, 300) ?? 'nothing: it started'}`)
      await house.book.trigger(await publishTwoEffects(house), 5)
    },
  },
]
