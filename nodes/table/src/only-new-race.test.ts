import type { Json, NodeState } from '@maillon/node-sdk'
import { expect, it } from 'vitest'
import { hashOf, SeenMemory } from './seen-memory.js'

/** Compare-and-set over a map, shared by several runs. */
function sharedState(): NodeState {
  const entries = new Map<string, { value: Json; revision: number }>()
  return {
    get: async (key) => entries.get(key) ?? null,
    async set(key, value, expected) {
      if ((entries.get(key)?.revision ?? null) !== expected) return false
      entries.set(key, { value, revision: (expected ?? 0) + 1 })
      return true
    },
  }
}

const open = (state: NodeState, idempotencyKey: string) => SeenMemory.load({ state, idempotencyKey, now: 0, remember: 10_000, forgetAfterDays: null })

it('lets of two runs that saw a row at the same time one end; the other finds it known at its next attempt', async () => {
  const state = sharedState()
  const [one, two] = [await open(state, 'one'), await open(state, 'two')]
  const row = hashOf('row')
  expect([one.has(row), two.has(row)]).toEqual([false, false])
  await one.remember([row])
  await expect(two.remember([hashOf('mine'), row])).rejects.toMatchObject({ info: { code: 'TABLE_SEEN_RACED', retryable: true } })
  const again = await open(state, 'two')
  expect([again.has(row), again.has(hashOf('mine'))]).toEqual([true, false])
  await again.remember([hashOf('mine')])
  const third = await open(state, 'three')
  expect([third.has(row), third.has(hashOf('mine'))]).toEqual([true, true])
})

it('lets two runs with different rows both end', async () => {
  const state = sharedState()
  const [one, two] = [await open(state, 'one'), await open(state, 'two')]
  const hashes = (name: string) => Array.from({ length: 500 }, (_, n) => hashOf(`${name}${n}`))
  await Promise.all([one.remember(hashes('a')), two.remember(hashes('b'))])
  const third = await open(state, 'three')
  expect([...hashes('a'), ...hashes('b')].every((hash) => third.has(hash))).toBe(true)
})
