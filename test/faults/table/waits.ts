import type { FlowDocument } from '@maillon/flow-document'
import { nodeOf } from '../../bad-input/house.js'
import { effectBox, lineOf, rowsBox } from '../rig/flows.js'
import { effectsOf, holds, same, until } from './expect.js'
import type { Fault } from './fault.js'
import { hitByRuns } from './points.js'

/** Rows, and an effect for each of them in a loop, four turns at once. */
export function loopOf(name: string, oracle: string, rows: number): FlowDocument {
  const line = lineOf(name, [])
  const turn = effectBox('turn', oracle, { parent: 'loop', ms: 50 })
  return {
    ...line,
    nodes: [...line.nodes, rowsBox('rows', oracle, rows), nodeOf('loop', 'core.for-each', { batchSize: 1, concurrency: 4 }), turn, effectBox('after', oracle, { mode: 'all' })],
    edges: [{ from: 'hook.main', to: 'rows.main' }, { from: 'rows.main', to: 'loop.main' }, { from: 'loop.each', to: 'turn.main' }, { from: 'loop.done', to: 'after.main' }],
  }
}

export const waitFaults: readonly Fault[] = [
  {
    id: 'F59', title: '200 waits come due while nobody is there', expected: 'each goes on once, when somebody is there again: one effect each, nothing cut off',
    inject: async ({ house, allOver }) => {
      await house.publish(lineOf('waits', [effectBox('before', house.oracle.url), nodeOf('wait', 'core.wait', { how: 'delay', amount: 15, unit: 'seconds' }), effectBox('after', house.oracle.url)]))
      const runs = await house.book.trigger('waits', 200, { concurrency: 20 })
      await until('all of them wait', async () => (await house.db.query(`SELECT FROM step WHERE run_id = ANY($1) AND status = 'suspended'`, [runs])).rowCount === 200)
      for (const worker of [...house.workers]) {
        await worker.process.kill()
        house.replaceLater(worker)
      }
      await allOver(60_000)
      // Nobody may have begun with what came due before the kill. (A claim ahead whose bell a worker took that joined meanwhile is given back, uncounted: nothing began.)
      const { rows } = await house.db.query(
        `SELECT step.run_id, step.status, step.attempt, step.started_at, step.interruptions, (SELECT json_agg(past) FROM attempt AS past WHERE past.run_id = step.run_id AND past.node = step.node) AS earlier
         FROM step WHERE run_id = ANY($1) AND node = 3 AND NOT (status = 'succeeded' AND interruptions = 0 AND failures = 0)`, [runs])
      same(rows, [])
      same(runs.filter((run) => effectsOf(house, run, 3) !== 1), [])
    },
  },
  {
    id: 'F60', title: 'a worker is killed in the middle of loops', isShort: true, expected: 'every turn is done, each with a key of its own; the results stay in order',
    inject: async (scene) => {
      const { house, allOver } = scene
      const path = 'loops'
      await house.publish(loopOf(path, house.oracle.url, 10))
      await hitByRuns(scene, 'S6:kill:12', path, 4)
      await allOver(60_000)
      const { rows } = await house.db.query<{ turns: number; runs: number }>(
        `SELECT count(*)::int AS turns, count(DISTINCT parent_id)::int AS runs FROM run WHERE parent_id IS NOT NULL AND status = 'succeeded'`)
      holds(rows[0] !== undefined && rows[0].turns === rows[0].runs * 10, JSON.stringify(rows))
    },
  },
]
