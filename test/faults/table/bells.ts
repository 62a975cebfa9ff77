import { silentLogger } from '@maillon/kernel'
import { BullMqStepQueue } from '@maillon/queue'
import type { Doorbell } from '@maillon/engine'
import type { House } from '../rig/house.js'
import { effectsOf, outcomesOf, same } from './expect.js'
import type { Fault } from './fault.js'
import { publishTwoEffects } from './points.js'

/** Rings by hand, past every server. */
async function ring(house: House, bells: readonly Doorbell[]): Promise<void> {
  const backend = house.backend === 'redis' ? ({ kind: 'redis', url: `redis://127.0.0.1:${house.redis.port}` } as const) : ({ kind: 'postgres', connectionString: house.postgres.connectionString() } as const)
  const queue = new BullMqStepQueue({ backend, logger: silentLogger })
  for (const bell of bells) await queue.ring('default', [bell])
  await queue.close()
}

const bellOf = (runId: string, node: number, more: Partial<Doorbell> = {}): Doorbell => ({ runId, node, iteration: '', attempt: 1, priority: 5, version: 0, ...more })

export const bellFaults: readonly Fault[] = [
  {
    id: 'F32', title: 'bells come ten times, late, early and in any order', isShort: true, expected: 'each step has one effect (a claim ahead that lost its bell is given back, uncounted)',
    inject: async ({ house, allOver, fraction }) => {
      const path = await publishTwoEffects(house)
      const old = await house.book.trigger(path, 5)
      await allOver()
      const young = await house.book.trigger(path, 10)
      const bells = [...old, ...young].flatMap((run) => [0, 1, 2].flatMap((node) => Array.from({ length: 10 }, (_, at) => bellOf(run, node, { again: `x${at}`, attempt: 1 + (at % 3), version: at }))))
      await ring(house, bells.map((bell) => ({ bell, order: fraction() })).sort((a, b) => a.order - b.order).map(({ bell }) => bell))
      await allOver()
      for (const run of [...old, ...young]) {
        for (const node of [1, 2]) same([(await outcomesOf(house, run, node)).filter((one) => one !== 'interrupted'), effectsOf(house, run, node)], [['succeeded'], 1])
      }
    },
  },
  {
    id: 'F32b', title: 'bells are forged: no such run, no such node, nonsense', isShort: true, expected: 'dropped; the workers go on',
    inject: async ({ house }) => {
      const path = await publishTwoEffects(house)
      const [run = ''] = await house.book.trigger(path, 1)
      await ring(house, [
        bellOf('01a1fe12-568f-7a40-bf32-000000000000', 1), bellOf(run, 99), bellOf(run, -1), bellOf('not-an-id', 1), bellOf("'; DROP TABLE run; --", 1),
        bellOf(run, 1, { attempt: 1_000_000, again: 'a' }), bellOf(run, 1, { iteration: '3/0', again: 'b' }), bellOf(run, 1.5, { again: 'c' }), bellOf(run, 'x' as never, { again: 'd' }), bellOf(null as never, 1, { again: 'e' }),
      ])
      await house.book.trigger(path, 20)
    },
  },
]
