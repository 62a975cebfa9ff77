import { randomUUID } from 'node:crypto'
import { effectBox, lineOf, rowsBox } from '../rig/flows.js'
import type { House } from '../rig/house.js'
import type { Point } from '../server/fault-plan.js'
import { effectsOf, errorCodeOf, holds, outcomesOf, runsOfDelivery, same, secondsToNextStart, until } from './expect.js'
import type { Fault, Scene } from './fault.js'

/** Two boxes with effects, so that there is something before, at and after each point. */
export async function publishTwoEffects(house: House): Promise<string> {
  await house.publish(lineOf('two-effects', [effectBox('first', house.oracle.url, { ms: 30 }), effectBox('second', house.oracle.url)]))
  return 'two-effects'
}

interface StepPoint {
  readonly id: string
  readonly isShort: boolean
  readonly point: Point
  readonly title: string
  readonly outcomes: readonly string[]
  readonly effects: number
}

const cutOff = ['interrupted', 'succeeded']
const stepPoints: readonly StepPoint[] = [
  { id: 'F01', isShort: true, point: 'S2', title: 'kill -9 before the claim', outcomes: ['succeeded'], effects: 1 },
  { id: 'F02', isShort: true, point: 'S3', title: 'kill -9 after the claim, before the node', outcomes: cutOff, effects: 1 },
  { id: 'F03', isShort: true, point: 'S6', title: 'kill -9 after the effect, before it is recorded', outcomes: cutOff, effects: 2 },
  { id: 'F05', isShort: false, point: 'S8', title: 'kill -9 right before the result is written', outcomes: cutOff, effects: 2 },
  { id: 'F06', isShort: true, point: 'S9', title: 'kill -9 after the result is written, before the next bell', outcomes: ['succeeded'], effects: 1 },
  { id: 'F06b', isShort: false, point: 'S10', title: 'kill -9 after the next bell, before the job is done', outcomes: ['succeeded'], effects: 1 },
]

/** The worker lives and has forgotten the step: it gives it back after a lease. */
const thrown: readonly StepPoint[] = [
  { id: 'F02c', isShort: false, point: 'S3', title: 'the worker stumbles after the claim', outcomes: cutOff, effects: 1 },
  { id: 'F03c', isShort: false, point: 'S6', title: 'the worker stumbles after the effect', outcomes: cutOff, effects: 2 },
  { id: 'F05b', isShort: false, point: 'S8', title: 'the worker stumbles before it writes the result', outcomes: cutOff, effects: 2 },
  { id: 'F06c', isShort: false, point: 'S9', title: 'the worker stumbles after it has written the result', outcomes: ['succeeded'], effects: 1 },
]

export const pointFaults: readonly Fault[] = [
  ...stepPoints.map((step): Fault => ({
    id: step.id, title: step.title, ...(step.isShort ? { isShort: true as const } : {}),
    expected: `attempts ${step.outcomes.join(', ')}; ${step.effects} effects with one key; goes on within 20 s`,
    inject: (scene) => killAtStep(scene, step),
  })),
  {
    id: 'F01b', title: 'kill -9 before the claim, in a lane in which bells wait', expected: 'that step is not forgotten behind the others: it begins within 15 s', house: { env: { MAILLON_LANES: 'default=2' } },
    inject: async (scene) => {
      const { house } = scene
      await house.publish(lineOf('crowd', [effectBox('first', house.oracle.url, { ms: 1_000 })]))
      const [victim] = house.workers
      if (victim === undefined) return
      await house.book.trigger('crowd', 80, { concurrency: 20 })
      await victim.process.faultAt('S2:kill')
      const { runId, at } = await house.notes.hitIn(victim.process.pid)
      scene.died(victim, at)
      await scene.allOver(90_000)
      const seconds = await secondsToNextStart(house, runId, at)
      const { rows } = await house.db.query<{ seconds: number }>('SELECT extract(epoch FROM max(started_at) - to_timestamp($1 / 1000.0))::float8 AS seconds FROM step WHERE node = 1', [at])
      scene.say(`${seconds?.toFixed(1)} s; the lane was empty after ${rows[0]?.seconds.toFixed(1)} s`)
      same([await outcomesOf(house, runId, 1), effectsOf(house, runId, 1)], [['succeeded'], 1])
      holds(seconds !== null && seconds < 15, `It began after ${seconds} s`)
    },
  },
  {
    id: 'F02b', title: 'the worker exits by itself after the claim', expected: 'as F02',
    inject: (scene) => killAtStep(scene, { id: 'F02b', isShort: false, point: 'S5', title: '', outcomes: cutOff, effects: 1 }, 'exit'),
  },
  ...thrown.map((step): Fault => ({
    id: step.id, title: step.title, expected: `attempts ${step.outcomes.join(', ')}; ${step.effects} effects with one key; goes on within 20 s`,
    inject: (scene) => killAtStep(scene, step, 'throw'),
  })),
  {
    id: 'F37c', title: 'the worker itself never comes back from a call', expected: 'the run’s time limit ends it',
    inject: async (scene) => {
      const { house, mayFail, allOver } = scene
      const path = 'limited'
      await house.publish(lineOf(path, [effectBox('first', house.oracle.url)], { settings: { timeoutMs: 8_000 } }))
      const victim = await hitByRuns(scene, 'S5:hang', path, 4)
      const { runId } = await house.notes.hitIn(victim.process.pid)
      mayFail([runId])
      await allOver()
      same(await errorCodeOf(house, runId), 'ENGINE_RUN_TIMED_OUT')
    },
  },
  {
    id: 'F04', title: 'kill -9 while a large result is stored', isShort: true, expected: 'the result is stored whole by the next attempt; nothing refers to the half',
    inject: async (scene) => {
      const { house } = scene
      await house.publish(lineOf('large', [rowsBox('rows', house.oracle.url, 200), effectBox('after', house.oracle.url, { mode: 'all' })]))
      const victim = await hitByRuns(scene, 'S7:kill', 'large', 4)
      await scene.allOver()
      holds(!victim.process.isAlive)
      const { rows } = await house.db.query<{ outputs: readonly { readonly kind: string; readonly count: number }[] }>(`SELECT outputs FROM step WHERE node = 1 AND status = 'succeeded' AND outputs->0->>'kind' <> 'inline'`)
      holds(rows.length >= 4 && rows.every(({ outputs }) => outputs[0]?.count === 200), `Stored results: ${JSON.stringify(rows).slice(0, 300)}`)
    },
  },
  ...(['T2', 'T3'] as const).map((point): Fault => ({
    ...(point === 'T2' ? { id: 'F08', title: 'kill -9 of the front before a run is written' } : { id: 'F09', title: 'kill -9 of the front while a run is being written', isShort: true as const }),
    expected: 'the caller sees an error; no run; the same delivery later makes exactly one',
    inject: async ({ house }) => {
      const path = await publishTwoEffects(house)
      const delivery = randomUUID()
      await house.front.process.faultAt(`${point}:kill`)
      same((await house.book.call(path, delivery)).status, 0)
      same(await runsOfDelivery(house, delivery), [])
      await house.replaceFront()
      await house.book.untilAccepted(path, delivery)
      same((await runsOfDelivery(house, delivery)).length, 1)
    },
  })),
  {
    id: 'F08b', title: 'kill -9 of the front in the middle of a request', expected: 'no run',
    inject: async ({ house }) => {
      const path = await publishTwoEffects(house)
      const delivery = randomUUID()
      await halfACall(house, path, delivery)
      await house.front.process.kill()
      await house.replaceFront()
      same(await runsOfDelivery(house, delivery), [])
    },
  },
  {
    id: 'F10', title: 'kill -9 of the front after the commit, before the answer', isShort: true, expected: 'the run runs; the same delivery gets the same run',
    inject: async ({ house, allOver }) => {
      const path = await publishTwoEffects(house)
      const delivery = randomUUID()
      await house.front.process.faultAt('T4:kill')
      same((await house.book.call(path, delivery)).status, 0)
      const made = await runsOfDelivery(house, delivery)
      same(made.length, 1)
      await allOver()
      await house.replaceFront()
      same([await house.book.untilAccepted(path, delivery)], made)
    },
  },
  {
    id: 'F10b', title: 'kill -9 of the front right after its answer', expected: 'the run runs',
    inject: async ({ house }) => {
      const path = await publishTwoEffects(house)
      same((await house.book.call(path)).status, 200)
      await house.front.process.kill()
    },
  },
  ...(['T6', 'T7'] as const).map((point): Fault => ({
    ...(point === 'T6' ? { id: 'F11', title: 'kill -9 of the front before the first bell', isShort: true as const } : { id: 'F11b', title: 'kill -9 of the front after the first bell' }),
    expected: 'another process rings; the first step starts within 8 s; one attempt',
    inject: async ({ house, allOver, say }) => {
      const path = await publishTwoEffects(house)
      const delivery = randomUUID()
      const { process } = house.front
      await process.faultAt(`${point}:kill`)
      await house.book.call(path, delivery)
      const { at } = await house.notes.hitIn(process.pid)
      const [runId = ''] = await runsOfDelivery(house, delivery)
      await allOver()
      const seconds = (await secondsToNextStart(house, runId, at)) ?? 0
      say(`${seconds.toFixed(1)} s`)
      holds(seconds < 8, `The first step began after ${seconds} s`)
      same([await outcomesOf(house, runId, 1), effectsOf(house, runId, 1)], [['succeeded'], 1])
    },
  })),
]

/** Plans a fault in one worker and makes runs until it has happened there. */
export async function hitByRuns({ house, died }: Scene, plan: string, path: string, count: number): Promise<House['front']> {
  const victim = house.workers[0]
  if (victim === undefined) throw new Error('There is no worker')
  const { process } = victim
  const before = (await house.notes.hits()).length
  await process.faultAt(plan)
  const isHit = async (): Promise<boolean> => (await house.notes.hits()).length > before
  await until(`a hit at ${plan}`, async () => {
    await house.book.trigger(path, count)
    return isHit()
  })
  const { at } = await house.notes.hitIn(process.pid)
  if (plan.includes(':kill') || plan.includes(':exit')) died(victim, at)
  return victim
}

async function killAtStep(scene: Scene, { point, outcomes, effects }: StepPoint, action = 'kill'): Promise<void> {
  const { house } = scene
  const path = await publishTwoEffects(house)
  const victim = await hitByRuns(scene, `${point}:${action}`, path, 4)
  const { runId, node, at } = await house.notes.hitIn(victim.process.pid)
  await scene.allOver()
  same([await outcomesOf(house, runId, node), effectsOf(house, runId, node)], [outcomes, effects])
  const seconds = await secondsToNextStart(house, runId, at)
  if (seconds !== null) scene.say(`${seconds.toFixed(1)} s`)
  holds((seconds ?? 0) < 20, `It went on after ${seconds} s`)
}

/** The head of a call and half of its body. */
async function halfACall(house: House, path: string, delivery: string): Promise<void> {
  const { connect } = await import('node:net')
  const socket = connect({ port: Number(new URL(house.front.process.url).port), host: '127.0.0.1' })
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  await new Promise<void>((resolve) => socket.write(`POST /hooks/faults/${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-delivery-id: ${delivery}\r\ncontent-length: 100\r\n\r\n{"half":`, () => resolve()))
  await new Promise((resolve) => setTimeout(resolve, 200))
}
