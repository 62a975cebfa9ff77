import type { StoredLane } from '@maillon/storage'
import { expect, it } from 'vitest'
import { effectiveLanes } from './effective-lanes.js'

const configured = [{ name: 'default', concurrency: 10, timeoutMs: null, heapMiB: null }, { name: 'reports', concurrency: 3, timeoutMs: 300_000, heapMiB: null }]
const decided = (name: string, more: Partial<StoredLane> = {}): StoredLane => ({ name, isAdded: false, limits: null, state: 'open', since: new Date(), by: null, revision: 0, ...more })

it('serves what is configured where nobody decided anything', () => {
  expect(effectiveLanes(configured, [], false)).toEqual({ lanes: configured, paused: [] })
})

it('takes the limits that people set as they stand, also where they lift one', () => {
  const { lanes } = effectiveLanes(configured, [decided('reports', { limits: { concurrency: 1, timeoutMs: null, heapMiB: 256 } })], true)
  expect(lanes[1]).toEqual({ name: 'reports', concurrency: 1, timeoutMs: null, heapMiB: 256 })
})

it('serves an added lane, but not where the process has a list of its own', () => {
  const added = decided('night', { isAdded: true, limits: { concurrency: 2, timeoutMs: 1_000, heapMiB: null } })
  expect(effectiveLanes(configured, [added], false).lanes.at(-1)).toEqual({ name: 'night', concurrency: 2, timeoutMs: 1_000, heapMiB: null })
  expect(effectiveLanes(configured, [added], true).lanes).toEqual(configured)
})

it('lets rest what was paused, and go on what is only being drained', () => {
  expect(effectiveLanes(configured, [decided('default', { state: 'paused' }), decided('reports', { state: 'draining' }), decided('gone', { state: 'paused' })], false).paused).toEqual(['default', 'gone'])
})
