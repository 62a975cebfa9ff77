import type { StepAssignment } from '@maillon/engine'
import { silentLogger } from '@maillon/kernel'
import type { OpenedCredential } from '@maillon/vault'
import { expect, it } from 'vitest'
import type { PaceKeeper, PaceRequest } from './pace-keeper.port.js'
import { PacedCalls } from './paced-calls.js'

/** Gives the waits that it is told, then lets everything through. */
function keeperOf(...waits: readonly number[]): PaceKeeper & { readonly asked: PaceRequest[]; readonly released: string[]; readonly blocks: number[] } {
  const left = [...waits]
  const [asked, released, blocks]: [PaceRequest[], string[], number[]] = [[], [], []]
  return {
    asked, released, blocks,
    take: (request) => (asked.push(request), Promise.resolve(left.shift() ?? 0)),
    release: (_, holder) => (released.push(holder), Promise.resolve()),
    block: (_, ms) => (blocks.push(ms), Promise.resolve()),
  }
}

const assignment = { ownRunId: 'run', node: 0, attempt: 2, signal: new AbortController().signal, plan: { timeZone: 'UTC', nodes: [{ timeoutMs: 1_000 }] } } as unknown as StepAssignment
const credential = (values: OpenedCredential['values']): OpenedCredential => ({ id: 'c', name: 'c', type: 't', hosts: [], values })
const paced = credential({ perMinute: 60, token: 'x' })
const calls = (keeper: PaceKeeper, now = 0) => new PacedCalls({ keeper, assignment, logger: silentLogger, clock: { now: () => now } })

it('asks nobody for a credential without a pace', async () => {
  const keeper = keeperOf()
  const one = calls(keeper)
  expect(await one.begin([credential({ token: 'x' })])).toBe(0)
  await one.next(credential({ token: 'x' }))
  expect(keeper.asked).toEqual([])
})

it('asks once before the attempt and once for each further call, in the name of the attempt', async () => {
  const keeper = keeperOf(0, 0, 0)
  const one = calls(keeper)
  expect(await one.begin([paced])).toBe(0)
  for (let call = 0; call < 3; call += 1) await one.next(paced)
  expect(keeper.asked.map(({ holder, pace, holdMs }) => [holder, pace, holdMs])).toEqual(Array.from({ length: 3 }, () => ['run-0-2', { perMinute: 60, atOnce: null }, 11_000]))
  await one.end()
  expect(keeper.released).toEqual(['run-0-2'])
})

it('puts an attempt off that would wait long, and gives back what it holds; waits a moment itself', async () => {
  const keeper = keeperOf(30, 0)
  expect(await calls(keeper).begin([paced])).toBe(0)
  expect(keeper.asked).toHaveLength(2)
  const busy = keeperOf(5_000)
  expect(await calls(busy).begin([paced])).toBe(5_000)
  expect(busy.released).toEqual(['run-0-2'])
})

it('puts an attempt off in the quiet hours of its credential without asking for a place', async () => {
  const keeper = keeperOf()
  const quiet = credential({ perMinute: 60, quietFrom: '22:00', quietUntil: '06:00' })
  expect(await calls(keeper, Date.parse('2026-01-16T05:40:00Z')).begin([paced, quiet])).toBe(20 * 60_000)
  expect(keeper.asked).toEqual([])
  expect(await calls(keeper, Date.parse('2026-01-16T06:00:00Z')).begin([paced, quiet])).toBe(0)
})

it('passes on that a service wants to be left alone', async () => {
  const keeper = keeperOf()
  const one = calls(keeper)
  await one.begin([paced])
  await one.blocked(paced, 7_000)
  expect(keeper.blocks).toEqual([7_000])
})

it('goes on where the keeper cannot be asked', async () => {
  const broken: PaceKeeper = { take: () => Promise.reject(new Error('away')), release: () => Promise.reject(new Error('away')), block: () => Promise.reject(new Error('away')) }
  const one = calls(broken)
  expect(await one.begin([paced])).toBe(0)
  await one.next(paced)
  await one.end()
})
