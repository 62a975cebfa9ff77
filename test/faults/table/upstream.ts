import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { effectBox, lineOf, onceBox } from '../rig/flows.js'
import { effectsOf, errorCodeOf, holds, outcomesOf, same } from './expect.js'
import type { Fault } from './fault.js'

export const upstreamFaults: readonly Fault[] = [
  {
    id: 'F56', title: 'an API that everybody calls answers 500', isShort: true, expected: 'tried again with waits; all succeed when it is well',
    inject: async ({ house, allOver }) => {
      await house.publish(lineOf('retries', [effectBox('effect', house.oracle.url, { retry: { attempts: 12, wait: { kind: 'exponential', firstMs: 300, maxMs: 2_000, jitter: true } } })]))
      house.oracle.feel('failing')
      const runs = await house.book.trigger('retries', 20)
      await pause(3_000)
      house.oracle.feel('well')
      await allOver()
      const outcomes = await outcomesOf(house, runs[0] ?? '', 1)
      holds(outcomes.length > 1 && outcomes.at(-1) === 'succeeded', outcomes.join(' '))
    },
  },
  {
    id: 'F57', title: 'an API does its work and cuts the line before it answers', isShort: true, expected: 'sent again with the same key, as the flow says',
    inject: async ({ house, allOver }) => {
      await house.publish(lineOf('dropped', [effectBox('effect', house.oracle.url, { retry: { attempts: 12, wait: { kind: 'fixed', ms: 500 } } })]))
      house.oracle.feel('drop')
      const [run = ''] = await house.book.trigger('dropped', 1)
      await pause(1_500)
      house.oracle.feel('well')
      await allOver()
      holds(effectsOf(house, run, 1) > 1, 'It was sent once only')
    },
  },
  {
    id: 'F57b', title: 'the same, where the flow says to ask', isShort: true, expected: 'sent once; the run says that nobody knows',
    inject: async ({ house, allOver, mayFail }) => {
      await house.publish(lineOf('asks', [onceBox('effect', house.oracle.url)]))
      house.oracle.feel('drop')
      const [run = ''] = await house.book.trigger('asks', 1)
      mayFail([run])
      await allOver()
      house.oracle.feel('well')
      same([effectsOf(house, run, 1), await errorCodeOf(house, run)], [1, 'HTTP_SENDING_OUTCOME_UNKNOWN'])
    },
  },
  {
    id: 'F58', title: 'an API never answers', expected: 'the step’s time limit ends the attempt; the next one succeeds',
    inject: async ({ house, allOver }) => {
      await house.publish(lineOf('silent', [effectBox('effect', house.oracle.url, { timeoutMs: 2_000 })]))
      house.oracle.feel('silent')
      const run = await house.book.untilAccepted('silent', randomUUID())
      await pause(3_000)
      house.oracle.feel('well')
      await allOver()
      same((await outcomesOf(house, run, 1)).slice(0, 1), ['timed-out'])
    },
  },
]
