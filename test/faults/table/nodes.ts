import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FlowNode } from '@maillon/flow-document'
import { nodeOf } from '../../bad-input/house.js'
import { effectBox, lineOf, rowsBox } from '../rig/flows.js'
import { errorCodeOf, holds, outcomesOf, same, statusesOf, until } from './expect.js'
import type { Fault, Scene } from './fault.js'
import { publishTwoEffects } from './points.js'

const once = { attempts: 1, wait: { kind: 'fixed', ms: 0 } } as const

/** A run of one unruly node beside ordinary ones, which must not mind. @returns how it ended and after how many seconds */
async function besideOthers(scene: Scene, box: FlowNode, patienceMs = 30_000): Promise<{ readonly runId: string; readonly status: string; readonly code: string | null; readonly seconds: number }> {
  const { house, mayFail, allOver } = scene
  await house.publish(lineOf(box.id, [box]))
  const path = await publishTwoEffects(house)
  const from = performance.now()
  const [runId = ''] = await house.book.trigger(box.id, 1)
  mayFail([runId])
  await house.book.trigger(path, 5)
  await until(`${box.id} is over`, async () => (await house.db.query('SELECT FROM run WHERE id = $1 AND ended_at IS NOT NULL', [runId])).rowCount === 1, patienceMs)
  const seconds = (performance.now() - from) / 1000
  await allOver()
  scene.say(`${seconds.toFixed(1)} s`)
  return { runId, status: (await statusesOf(house, [runId]))[0] ?? '', code: await errorCodeOf(house, runId), seconds }
}

export const nodeFaults: readonly Fault[] = [
  {
    id: 'F33', title: 'a node blocks the worker’s own thread for two leases', expected: 'others take its runs over; contained after 3 interruptions; never a second result',
    inject: async (scene) => {
      const { house } = scene
      const { runId, status, code } = await besideOthers(scene, nodeOf('blocks', 'unruly.blocks', { ms: 12_000 }, { retry: once }), 90_000)
      const outcomes = await outcomesOf(house, runId, 1)
      scene.say(outcomes.join(' '))
      holds(status === 'succeeded' || code === 'ENGINE_STEP_INTERRUPTED', `It ended ${status} with ${code}`)
      holds(outcomes.filter((one) => one === 'succeeded').length <= 1)
    },
  },
  {
    id: 'F33b', title: 'a heavy node computes for ever', isShort: true, expected: 'its thread is ended within 5 s of its time limit; the worker keeps its lease',
    inject: async (scene) => {
      const { runId, code, seconds } = await besideOthers(scene, nodeOf('spins', 'unruly.spins', {}, { timeoutMs: 2_000, retry: once }))
      same([code, await outcomesOf(scene.house, runId, 1)], ['ENGINE_STEP_TIMED_OUT', ['timed-out']])
      holds(seconds < 8, `It took ${seconds} s`)
    },
  },
  {
    id: 'F35', title: 'a node eats memory without end', expected: 'that attempt fails; the worker lives',
    inject: async (scene) => {
      const { house } = scene
      const pids = house.workers.map(({ process }) => process.pid)
      const { status, code } = await besideOthers(scene, nodeOf('eats', 'unruly.eats', {}, { retry: once }), 60_000)
      scene.say(code ?? '')
      same(status, 'failed')
      holds(house.workers.every(({ process }) => process.isAlive && pids.includes(process.pid)), 'A worker died')
    },
  },
  {
    id: 'F37', title: 'a node never returns and doesn’t listen', isShort: true, expected: 'left behind within 5 s of its time limit',
    inject: async (scene) => {
      const { code, seconds } = await besideOthers(scene, nodeOf('hangs', 'unruly.hangs', {}, { timeoutMs: 2_000, retry: once }))
      same(code, 'ENGINE_STEP_TIMED_OUT')
      holds(seconds < 8, `It took ${seconds} s`)
    },
  },
  {
    id: 'F37b', title: 'a run is cancelled while its node computes for ever', isShort: true, expected: 'cancelled within 5 s, thread and all',
    inject: async (scene) => {
      const { house, mayFail } = scene
      await house.publish(lineOf('spins-on', [nodeOf('spins-on', 'unruly.spins', {}, { timeoutMs: 600_000, retry: once })]))
      const [runId = ''] = await house.book.trigger('spins-on', 1)
      mayFail([runId])
      await until('it runs', async () => (await outcomesOf(house, runId, 1))[0] === 'running')
      const from = performance.now()
      await house.user.client.call('cancelRun', { params: { id: runId } })
      await until('it is cancelled', async () => (await statusesOf(house, [runId]))[0] === 'cancelled', 5_000)
      // Both workers take ordinary work again: no thread is held.
      await house.book.trigger(await publishTwoEffects(house), 10)
      await scene.allOver()
      holds(performance.now() - from < 15_000)
    },
  },
  {
    id: 'F38', title: 'a node gives what can’t be kept', isShort: true, expected: 'it fails and says so; nothing half is kept',
    inject: async (scene) => {
      const { runId, status, code } = await besideOthers(scene, nodeOf('nonsense', 'unruly.nonsense', {}, { retry: once }))
      scene.say(code ?? '')
      same([status, await outcomesOf(scene.house, runId, 1)], ['failed', ['failed']])
    },
  },
  {
    id: 'F38b', title: 'a node gives 60 MB of rows', expected: 'kept as a file, in little memory',
    inject: async (scene) => {
      const { status } = await besideOthers(scene, nodeOf('floods', 'unruly.floods', { rows: 60_000 }, { retry: once }), 60_000)
      same(status, 'succeeded')
    },
  },
  {
    id: 'F40', title: 'a stored result is gone when it is needed', expected: 'that run fails and names it; others go on',
    inject: async (scene) => {
      const { house, mayFail } = scene
      await house.publish(lineOf('loses-file', [rowsBox('rows', house.oracle.url, 200), effectBox('wait', house.oracle.url, { mode: 'all', ms: 3_000 }), nodeOf('again', 'table.limit', { count: 5 })], { edges: [{ from: 'rows.main', to: 'again.main' }] }))
      const [runId = ''] = await house.book.trigger('loses-file', 1)
      mayFail([runId])
      await until('the rows are stored', async () => (await outcomesOf(house, runId, 1)).includes('succeeded'))
      const folder = join(house.dataFolder, 'files')
      for (const name of await readdir(folder)) if (name !== '.tmp') await rm(join(folder, name), { recursive: true, force: true })
      await house.book.trigger(await publishTwoEffects(house), 5)
      await scene.allOver()
      same([await statusesOf(house, [runId]), await errorCodeOf(house, runId)], [['failed'], 'BLOB_FILE_MISSING'])
    },
  },
]
