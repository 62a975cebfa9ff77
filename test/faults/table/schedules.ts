import { setTimeout as pause } from 'node:timers/promises'
import { nodeOf } from '../../bad-input/house.js'
import { effectBox, everyMinute } from '../rig/flows.js'
import type { House } from '../rig/house.js'
import { same, until } from './expect.js'
import type { Fault, Scene } from './fault.js'
import { publishTwoEffects } from './points.js'
import { whileTriggering } from './postgres.js'

/** What became of the instants of some flows. */
interface Fired {
  readonly runs: number
  readonly instants: number
}

async function firedOf(house: House, flows: readonly string[], from: Date, to: Date): Promise<Fired> {
  const { rows } = await house.db.query<Fired>(
    `SELECT count(*)::int AS runs, count(DISTINCT (flow_id, key))::int AS instants FROM run WHERE origin = 'schedule' AND flow_id = ANY($1) AND instant >= $2 AND instant <= $3`, [flows, from, to])
  return rows[0] ?? { runs: 0, instants: 0 }
}

/** The start of the minute that we are in, by the database's clock; not close to its end, so that it stays this one for a while. */
async function thisMinute(house: House): Promise<Date> {
  for (;;) {
    const { rows } = await house.db.query<{ minute: Date; second: number }>(`SELECT date_trunc('minute', now()) AS minute, extract(second FROM now())::float8 AS second`)
    const [now] = rows
    if (now !== undefined && now.second < 45) return now.minute
    await pause(1_000)
  }
}

/** As if nobody had looked since then. */
async function moveBack(house: House, flows: readonly string[], to: Date): Promise<void> {
  await house.db.query('UPDATE trigger_schedule SET next_at = $2, anchored_at = least(anchored_at, $2) WHERE flow_id = ANY($1)', [flows, to])
}

const schedulesAt = 4
const instantsEach = 30

/** A scheduler dies while it fires thirty instants of each of four schedules; another one does it. */
async function dieWhileFiring(scene: Scene, plan: string): Promise<void> {
  const { house, scheduled } = scene
  const flows = await Promise.all(Array.from({ length: schedulesAt }, (_, at) => house.publish(everyMinute(`late ${plan} ${at}`, [effectBox('effect', house.oracle.url)], 'all'))))
  const now = await thisMinute(house)
  const from = new Date(now.getTime() - (instantsEach - 1) * 60_000)
  await house.front.process.faultAt(plan)
  await moveBack(house, flows, from)
  await house.notes.hitIn(house.front.process.pid)
  const second = await house.join({ roles: 'scheduler' })
  const wanted = schedulesAt * instantsEach
  await until('every instant is fired', async () => (await firedOf(house, flows, from, now)).instants >= wanted, 40_000).catch(() => undefined)
  await pause(1_500)
  const fired = await firedOf(house, flows, from, now)
  scheduled(wanted, fired.instants)
  same(fired, { runs: wanted, instants: wanted })
  await second.process.stop()
}

export const scheduleFaults: readonly Fault[] = [
  {
    id: 'F46', title: 'the scheduler is killed while it fires 120 instants', isShort: true, expected: 'another one fires all 120, each once',
    inject: (scene) => dieWhileFiring(scene, 'T3:kill:17'),
  },
  { id: 'F46b', title: 'the scheduler is killed right after it has fired', expected: 'as F46', inject: (scene) => dieWhileFiring(scene, 'T4:kill') },
  {
    id: 'F44', title: 'five schedulers see 1,000 schedules come due at the same second', expected: 'exactly 1,000 runs',
    inject: async (scene) => {
      const { house } = scene
      const clocks = (flow: number) => Array.from({ length: 50 }, (_, at) => nodeOf(`clock-${flow}-${at}`, 'core.schedule', { schedule: { every: 'day', at: '03:33' }, catchUp: 'one' }))
      const flows: string[] = []
      for (let flow = 0; flow < 20; flow += 1) {
        const nodes = [...clocks(flow), nodeOf('note', 'core.log', { message: 'fired' })]
        const edges = nodes.slice(0, -1).map(({ id }) => ({ from: `${id}.main`, to: 'note.main' }))
        flows.push(await house.publish({ ...everyMinute(`crowd ${flow}`, [], 'one'), nodes, edges }))
      }
      const more = await Promise.all(Array.from({ length: 4 }, () => house.join({ roles: 'scheduler' })))
      const due = new Date((await thisMinute(house)).getTime())
      await house.db.query('UPDATE trigger_schedule SET next_at = $2 WHERE flow_id = ANY($1)', [flows, due])
      await until('1,000 runs', async () => (await firedOf(house, flows, due, due)).runs >= 1_000, 60_000)
      await pause(2_000)
      scene.scheduled(1_000, (await firedOf(house, flows, due, due)).instants)
      same(await firedOf(house, flows, due, due), { runs: 1_000, instants: 1_000 })
      await Promise.all(more.map(({ process }) => process.stop()))
      await scene.allOver(90_000)
    },
  },
  {
    id: 'F45', title: 'nobody looks at schedules over three instants', isShort: true, expected: '`skip` runs none of them, `one` runs one, `all` runs three',
    inject: async (scene) => {
      const { house } = scene
      const now = await thisMinute(house)
      // Half an hour from any instant, so that none is on time.
      const minute = (now.getUTCMinutes() + 30) % 60
      const flowOf = (catchUp: 'skip' | 'one' | 'all') => {
        const document = everyMinute(`missed ${catchUp} ${minute}`, [nodeOf('note', 'core.log', { message: 'fired' })], catchUp)
        return { ...document, nodes: document.nodes.map((node) => (node.id === 'clock' ? { ...node, params: { ...node.params, schedule: { every: 'cron', cron: `${minute} * * * *` } } } : node)) }
      }
      const policies = ['skip', 'one', 'all'] as const
      const flows = await Promise.all(policies.map((policy) => house.publish(flowOf(policy))))
      const last = new Date(now.getTime() - 30 * 60_000)
      const first = new Date(last.getTime() - 2 * 3_600_000)
      await moveBack(house, flows, first)
      await until('they are looked at', async () => (await house.db.query('SELECT FROM trigger_schedule WHERE flow_id = ANY($1) AND next_at <= now()', [flows])).rowCount === 0)
      const counts = await Promise.all(flows.map(async (flow) => (await firedOf(house, [flow], first, last)).runs))
      scene.scheduled(4, counts.reduce((sum, count) => sum + count, 0))
      same(counts, [0, 1, 3])
    },
  },
  {
    id: 'F14b', title: '24 schedules fire for five minutes while Postgres restarts and processes are killed', expected: '120 of 120 instants, none twice',
    inject: async (scene) => {
      const { house, fraction, allOver } = scene
      const flows = await Promise.all(Array.from({ length: 24 }, (_, at) => house.publish(everyMinute(`each minute ${at}`, [effectBox('effect', house.oracle.url)], 'all'))))
      const second = await house.join({ roles: 'scheduler' })
      const from = new Date((await thisMinute(house)).getTime() + 60_000)
      const to = new Date(from.getTime() + 4 * 60_000)
      await whileTriggering(scene, await publishTwoEffects(house), async () => {
        while (Date.now() < to.getTime() + 5_000) {
          await pause(5_000 + fraction() * 5_000)
          await house.postgres.stopAtOnce()
          await pause(fraction() * 2_000)
          await house.postgres.start()
          const [worker] = house.workers
          // Not counted among the recoveries, since the restarts delay it.
          if (fraction() > 0.3 || worker === undefined) continue
          await worker.process.kill()
          house.replaceLater(worker)
        }
      })
      await until('every instant is fired', async () => (await firedOf(house, flows, from, to)).instants >= 120, 30_000).catch(() => undefined)
      await pause(2_000)
      const fired = await firedOf(house, flows, from, to)
      scene.scheduled(120, fired.instants)
      same(fired, { runs: 120, instants: 120 })
      await house.db.query('UPDATE flow SET active = false WHERE id = ANY($1)', [flows])
      await allOver(60_000)
      await second.process.stop()
    },
  },
  {
    id: 'F41b', title: 'the clock of the only scheduler is a day ahead', expected: 'nothing is fired before its time',
    inject: async (scene) => {
      const { house } = scene
      const flow = await house.publish(everyMinute('not early', [nodeOf('note', 'core.log', { message: 'fired' })], 'all'))
      house.front.process.freeze()
      const ahead = await house.join({ roles: 'scheduler', skewFile: await house.skewFile('scheduler', 86_400_000) })
      await pause(4_000)
      const { rows } = await house.db.query<{ n: number }>('SELECT count(*)::int AS n FROM run WHERE flow_id = $1 AND instant > accepted_at', [flow])
      house.front.process.thaw()
      await ahead.process.stop()
      same(rows[0]?.n, 0)
    },
  },
]

