import { setTimeout as pause } from 'node:timers/promises'
import { nodeOf } from '../../bad-input/house.js'
import { effectBox, lineOf, onceBox } from '../rig/flows.js'
import { effectsOf, errorCodeOf, holds, outcomesOf, same, statusesOf, until } from './expect.js'
import type { Fault, Scene } from './fault.js'
import { hitByRuns, publishTwoEffects } from './points.js'
import { whileTriggering } from './postgres.js'

const slowPath = 'slow-effect'

async function publishSlowEffect({ house }: Scene, ms: number): Promise<string> {
  await house.publish(lineOf(`${slowPath}-${ms}`, [effectBox('slow', house.oracle.url, { ms }), effectBox('after', house.oracle.url)]))
  return `${slowPath}-${ms}`
}

/** A worker is stopped at a point for longer than its lease, then goes on as if nothing had been. */
function zombieAt(point: 'S3' | 'S6' | 'S8', expected: { readonly effects: number }): Fault {
  return {
    id: `F30${point === 'S3' ? '' : point === 'S6' ? 'b' : 'c'}`, title: `a worker stops at ${point} for two leases, then goes on`, ...(point === 'S6' ? { isShort: true as const } : {}),
    expected: 'another took over; what the first one brings is refused',
    inject: async (scene) => {
      const { house, allOver } = scene
      const victim = await hitByRuns(scene, `${point}:stop`, await publishTwoEffects(house), 4)
      const { runId, node } = await house.notes.hitIn(victim.process.pid)
      await until('another has taken over', async () => (await outcomesOf(house, runId, node)).includes('succeeded'), 25_000)
      const before = await outcomesOf(house, runId, node)
      victim.process.thaw()
      await pause(2_000)
      await allOver()
      same(await outcomesOf(house, runId, node), before)
      // A worker that is stopped before its node may still run it when it goes on: with the same key, and its result refused.
      holds(effectsOf(house, runId, node) <= expected.effects, `${effectsOf(house, runId, node)} effects`)
    },
  }
}

export const workerFaults: readonly Fault[] = [
  {
    id: 'F03b', title: 'kill -9 after an effect that must not be repeated', isShort: true, expected: 'the run stops and says that nobody knows; one effect',
    inject: async (scene) => {
      const { house, allOver, mayFail } = scene
      await house.publish(lineOf('once', [onceBox('once', house.oracle.url)]))
      const victim = await hitByRuns(scene, 'S6:kill', 'once', 4)
      const { runId, node } = await house.notes.hitIn(victim.process.pid)
      // Every step that the worker had at hand is in the same case.
      mayFail(house.book.accepted.filter(({ flowPath }) => flowPath === 'once').map((call) => call.runId))
      await allOver()
      const code = await errorCodeOf(house, runId)
      // Recorded as sent before the kill: skipped with its answer. Cut off in between: asked.
      holds(code === 'SEND_OUTCOME_UNKNOWN' || code === null, `The run ended with ${code}`)
      same(effectsOf(house, runId, node), 1)
    },
  },
  {
    id: 'F07', title: 'all workers are killed; they come back later', expected: 'the backlog drains, nothing lost',
    inject: async (scene) => {
      const { house, allOver } = scene
      const path = await publishSlowEffect(scene, 500)
      await house.book.trigger(path, 40, { concurrency: 20 })
      const dead = [...house.workers]
      // Not counted among the recoveries: nobody is there who could recover anything.
      await Promise.all(dead.map(({ process }) => process.kill()))
      await house.book.trigger(path, 20, { concurrency: 20 })
      await pause(30_000)
      for (const worker of dead) house.replaceLater(worker)
      await allOver(90_000)
    },
  },
  {
    id: 'F07b', title: 'the only worker is killed with claims ahead of their bells', expected: 'as F07', house: { workers: 1 },
    inject: async (scene) => {
      const { house } = scene
      const path = await publishSlowEffect(scene, 200)
      await house.book.trigger(path, 30, { concurrency: 20 })
      await pause(500)
      const [worker] = house.workers
      if (worker === undefined) return
      await worker.process.kill()
      house.replaceLater(worker)
    },
  },
  {
    id: 'F27', title: 'a dead worker’s jobs stand in the lane', expected: 'another worker starts new work within 2 s all the same',
    inject: async (scene) => {
      const { house, kill, say } = scene
      await house.book.trigger(await publishSlowEffect(scene, 4_000), 10, { concurrency: 10 })
      await pause(800)
      const [worker] = house.workers
      if (worker !== undefined) await kill(worker)
      const path = await publishTwoEffects(house)
      const from = Date.now()
      const [runId = ''] = await house.book.trigger(path, 1)
      await until('the new run has begun', async () => (await house.db.query('SELECT FROM run WHERE id = $1 AND started_at IS NOT NULL', [runId])).rowCount === 1)
      say(`${((Date.now() - from) / 1000).toFixed(1)} s`)
      holds(Date.now() - from < 2_000, `It began after ${Date.now() - from} ms`)
    },
  },
  zombieAt('S3', { effects: 2 }),
  zombieAt('S6', { effects: 2 }),
  zombieAt('S8', { effects: 2 }),
  {
    id: 'F31', title: 'servers restart over finished runs', expected: 'finished is finished: nothing moves',
    inject: async (scene) => {
      const { house, allOver, kill } = scene
      const runs = await house.book.trigger(await publishTwoEffects(house), 20)
      await allOver()
      const moves = async (): Promise<unknown> => (await house.db.query('SELECT count(*)::int AS n FROM public.move WHERE run_id = ANY($1)', [runs])).rows
      const before = [await moves(), house.oracle.effects.length]
      for (const worker of [...house.workers]) await kill(worker)
      await house.front.process.kill()
      await house.replaceFront()
      await pause(6_000)
      same([await moves(), house.oracle.effects.length], before)
    },
  },
  {
    id: 'F36', title: 'a node takes its worker down, each time', expected: 'given up after 3 interruptions; other runs go on', house: { workers: 3 },
    inject: async (scene) => {
      const { house, mayFail, allOver } = scene
      await house.publish(lineOf('poison', [nodeOf('poison', 'unruly.ends')]))
      const path = await publishTwoEffects(house)
      const [poison = ''] = await house.book.trigger('poison', 1)
      mayFail([poison])
      await house.book.trigger(path, 10)
      await until('three workers have died of it', async () => {
        for (const worker of [...house.workers]) if (!worker.process.isAlive) house.replaceLater(worker)
        return (await statusesOf(house, [poison]))[0] === 'failed'
      }, 60_000)
      await allOver()
      same([await errorCodeOf(house, poison), await outcomesOf(house, poison, 1)], ['ENGINE_STEP_INTERRUPTED', ['interrupted', 'interrupted', 'interrupted']])
    },
  },
  {
    id: 'F36b', title: 'the same, beside long steps', expected: 'that node is given up, and nothing that ran beside it', house: { workers: 3 },
    inject: async (scene) => {
      const { house, mayFail, allOver, say } = scene
      await house.publish(lineOf('poison', [nodeOf('poison', 'unruly.ends')]))
      const long = await publishSlowEffect(scene, 5_000)
      const beside = await house.book.trigger(long, 6)
      await until('they run', () => beside.every((run) => house.oracle.effects.some(({ key }) => key?.startsWith(run) === true)))
      const poison = await house.book.trigger('poison', 1)
      mayFail(poison)
      await until('it has been given up', async () => {
        for (const worker of [...house.workers]) if (!worker.process.isAlive) house.replaceLater(worker)
        return (await statusesOf(house, poison)).every((status) => status === 'failed')
      }, 120_000)
      await allOver(90_000)
      same(await statusesOf(house, beside), beside.map(() => 'succeeded'))
      say((await Promise.all(beside.map((run) => outcomesOf(house, run, 1)))).map((outcomes) => outcomes.length).join(' '))
    },
  },
  {
    id: 'F36c', title: 'two such nodes at once, beside long steps', expected: 'both are given up, and nothing that ran beside them', house: { workers: 3 },
    inject: async (scene) => {
      const { house, mayFail, allOver, say } = scene
      for (const name of ['poison', 'poison-too']) await house.publish(lineOf(name, [nodeOf('poison', 'unruly.ends')]))
      const long = await publishSlowEffect(scene, 5_000)
      const beside = await house.book.trigger(long, 6)
      await until('they run', () => beside.every((run) => house.oracle.effects.some(({ key }) => key?.startsWith(run) === true)))
      const poison = (await Promise.all(['poison', 'poison-too'].map((name) => house.book.trigger(name, 1)))).flat()
      mayFail(poison)
      await until('they have been given up', async () => {
        for (const worker of [...house.workers]) if (!worker.process.isAlive) house.replaceLater(worker)
        return (await statusesOf(house, poison)).every((status) => status === 'failed')
      }, 180_000)
      await allOver(90_000)
      same(await statusesOf(house, beside), beside.map(() => 'succeeded'))
      say((await Promise.all(beside.map((run) => outcomesOf(house, run, 1)))).map((outcomes) => outcomes.length).join(' '))
    },
  },
  {
    id: 'F47', title: 'SIGTERM while a long step runs', expected: 'the worker ends by itself; its step goes on elsewhere; no run fails',
    inject: async (scene) => {
      const { house, allOver, say } = scene
      const runs = await house.book.trigger(await publishSlowEffect(scene, 14_000), 4)
      await until('it runs', () => runs.every((run) => house.oracle.effects.some(({ key }) => key?.startsWith(run) === true)))
      const [worker] = house.workers
      if (worker === undefined) return
      const from = performance.now()
      holds(await worker.process.stop(25_000), 'The worker did not end by itself')
      say(`gone after ${((performance.now() - from) / 1000).toFixed(1)} s`)
      house.replaceLater(worker)
      await allOver(60_000)
    },
  },
  {
    id: 'F48', title: 'rolling restarts of all workers under load', expected: 'no run fails; work goes on all the time',
    inject: async (scene) => {
      const { house } = scene
      await whileTriggering(scene, await publishSlowEffect(scene, 200), async () => {
        for (let round = 0; round < 4; round += 1) {
          for (const worker of [...house.workers]) {
            await house.addWorker()
            holds(await worker.process.stop(), 'A worker did not end by itself')
            house.forgetWorker(worker)
          }
        }
      })
    },
  },
]
