import { expect, it } from 'vitest'
import { readLanes } from './read-lanes.js'

it('serves the usual lanes where nothing is said', () => {
  expect(readLanes(null, 10)).toEqual([
    ...['default', 'critical', 'bulk'].map((name) => ({ name, concurrency: 10, timeoutMs: null, heapMiB: null })),
    ...['notifications', 'reports'].map((name) => ({ name, concurrency: 3, timeoutMs: 300_000, heapMiB: null })),
  ])
})

it('reads lanes with their own workers and limits', () => {
  expect(readLanes('default, reports=3 time=300s heap=512 , night time=2h', 10)).toEqual([
    { name: 'default', concurrency: 10, timeoutMs: null, heapMiB: null },
    { name: 'reports', concurrency: 3, timeoutMs: 300_000, heapMiB: 512 },
    { name: 'night', concurrency: 10, timeoutMs: 7_200_000, heapMiB: null },
  ])
})

it.each(['Reports', 'a=0', 'a time=5', 'a heap=x', 'a=3=4', 'a, a', 'a memory=3'])('refuses "%s" with a sentence', (text) => {
  expect(() => readLanes(text, 10)).toThrow(/MAILLON_LANES/)
})
