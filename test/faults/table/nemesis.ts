import { setTimeout as pause } from 'node:timers/promises'
import { nodeOf } from '../../bad-input/house.js'
import { effectBox, lineOf, rowsBox } from '../rig/flows.js'
import type { Fault, Scene } from './fault.js'
import { whileTriggering } from './postgres.js'

type Deed = { readonly name: string; readonly do: (scene: Scene, pick: <T>(from: readonly T[]) => T | undefined) => Promise<void>; readonly on?: 'redis' }

/** What the nemesis can do. Each leaves the house such that it can mend itself. */
const deeds: readonly Deed[] = [
  { name: 'kill a worker', do: async ({ house }, pick) => {
    const worker = pick(house.workers)
    // One has to be left: this is about going on, not about starting anew. Not counted among the recoveries, since other deeds delay it.
    if (worker === undefined || house.workers.length < 2) return
    await worker.process.kill()
    house.replaceLater(worker)
  } },
  { name: 'stop a worker for 7 s', do: async ({ house }, pick) => {
    const worker = pick(house.workers)
    worker?.process.freeze()
    await pause(7_000)
    worker?.process.thaw()
  } },
  { name: 'cut lines to Postgres', do: ({ house }, pick) => Promise.resolve(pick([house.front, ...house.workers])?.toPostgres.reset()) },
  { name: 'lose the answer of a write', do: ({ house }, pick) => Promise.resolve(pick([house.front, ...house.workers])?.toPostgres.disturb({ cutAtText: { direction: 'up', text: 'run-write', isHandedOn: true } })) },
  { name: 'slow lines for 3 s', do: async ({ house }, pick) => {
    const member = pick([house.front, ...house.workers])
    member?.toPostgres.disturb({ latencyMs: 150 })
    await pause(3_000)
    member?.toPostgres.disturb({})
  } },
  { name: 'part a worker from Postgres for 6 s', do: async ({ house }, pick) => {
    const line = pick(house.workers)?.toPostgres
    line?.disturb({ refuse: true })
    line?.reset()
    await pause(6_000)
    line?.disturb({})
  } },
  { name: 'restart Postgres', do: async ({ house, fraction }) => {
    await (fraction() < 0.5 ? house.postgres.stopAtOnce() : house.postgres.kill())
    await pause(fraction() * 1_500)
    await house.postgres.start()
  } },
  { name: 'restart the front', do: async ({ house }) => {
    await house.front.process.kill()
    await house.replaceFront()
  } },
  { name: 'SIGTERM to a worker', do: async ({ house }, pick) => {
    const worker = pick(house.workers)
    if (worker === undefined || house.workers.length < 2) return
    house.replaceLater(worker)
    await worker.process.stop()
  } },
  { name: 'empty Redis', on: 'redis', do: async ({ house }) => void (await house.redis.ask('FLUSHALL')) },
  { name: 'restart Redis', on: 'redis', do: async ({ house }) => {
    await house.redis.kill()
    await pause(500)
    await house.redis.start()
  } },
  { name: 'freeze Redis for 4 s', on: 'redis', do: async ({ house }) => {
    house.redis.freeze()
    await pause(4_000)
    house.redis.thaw()
  } },
]

async function rage(scene: Scene, seconds: number): Promise<void> {
  const { house, fraction, say } = scene
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(fraction() * from.length)]
  const mine = deeds.filter(({ on }) => on === undefined || on === house.backend)
  const done: string[] = []
  for (const end = performance.now() + seconds * 1000; performance.now() < end; await pause(1_000 + fraction() * 3_000)) {
    const deed = pick(mine)
    if (deed === undefined) return
    done.push(deed.name)
    await deed.do(scene, pick)
  }
  say(`${done.length} deeds`)
}

export const nemesisFaults: readonly Fault[] = [
  {
    id: 'F61', title: 'a nemesis: kills, stops, cuts, restarts and losses at random', isShort: true, expected: 'nothing lost, nothing twice without its key; the same seed does the same again', house: { workers: 3 },
    inject: async (scene) => {
      const { house, isShort } = scene
      const { url } = house.oracle
      const flows = [
        lineOf('n-two', [effectBox('first', url, { ms: 30 }), effectBox('second', url)]),
        lineOf('n-slow', [effectBox('slow', url, { ms: 1_500 }), effectBox('after', url)]),
        lineOf('n-large', [rowsBox('rows', url, 150), effectBox('after', url, { mode: 'all' })]),
        lineOf('n-light', [nodeOf('keep', 'core.set', { fields: [{ name: 'kept', value: 'x' }] }), effectBox('effect', url), nodeOf('note', 'core.log', { message: 'x' })]),
        lineOf('n-queue', [effectBox('effect', url, { ms: 20 })], { settings: { overlap: 'queue' } }),
      ]
      for (const flow of flows) await house.publish(flow)
      const seconds = isShort ? 15 : 240
      await flows.reduce<() => Promise<void>>((rest, { name }) => () => whileTriggering(scene, name, rest), () => rage(scene, seconds))()
      await scene.allOver(120_000)
    },
  },
]
