import { expect, it } from 'vitest'
import { SharedReading } from './shared-reading.js'

function sharedOver(tookMs: number, answers: (number | Error)[] = []) {
  let now = 0
  let reads = 0
  const reading = new SharedReading(async () => {
    reads += 1
    now += tookMs
    await Promise.resolve()
    const answer = answers.shift() ?? reads
    if (answer instanceof Error) throw answer
    return answer
  }, 1_500, () => now)
  return { reading, wait: (ms: number) => (now += ms), get reads() { return reads } }
}

it('is read once for all who look within its time, also while it is being read', async () => {
  const shared = sharedOver(10)
  expect(await Promise.all([shared.reading.get(), shared.reading.get()])).toEqual([1, 1])
  shared.wait(1_400)
  expect(await shared.reading.get()).toBe(1)
  shared.wait(200)
  expect(await shared.reading.get()).toBe(2)
  shared.reading.forget()
  expect(await shared.reading.get()).toBe(3)
})

it('rests for twenty times as long as it took', async () => {
  const shared = sharedOver(400)
  await shared.reading.get()
  shared.wait(7_500)
  expect(await shared.reading.get()).toBe(1)
  shared.wait(200)
  expect(await shared.reading.get()).toBe(2)
})

it('reads again at once where it failed', async () => {
  const shared = sharedOver(10, [new Error('away'), 7])
  await expect(shared.reading.get()).rejects.toThrow('away')
  expect(await shared.reading.get()).toBe(7)
})
