import { expect, it } from 'vitest'
import { restAfterFailure } from './rest-after-failure.js'

/** A backend whose client was closed under it: it fails at once, without asking anybody. */
class ClosedBackend {
  asked = 0

  constructor(private readonly answers: readonly string[]) {}

  async moveToActive(token: string): Promise<string> {
    const answer = this.answers[this.asked]
    this.asked += 1
    if (answer === undefined) throw new Error(`Client was closed and is not queryable (${token})`)
    return answer
  }
}

it('a failure takes its time by a timer, so that whoever asks again at once gives way to everything else', async () => {
  const backend = restAfterFailure((answers: readonly string[]) => new ClosedBackend(answers), 60)([])
  const startedAt = performance.now()
  let ticks = 0
  const ticking = setInterval(() => (ticks += 1), 10)
  for (let times = 0; times < 3; times += 1) await expect(backend.moveToActive('t')).rejects.toThrow('Client was closed and is not queryable (t)')
  clearInterval(ticking)
  expect(performance.now() - startedAt).toBeGreaterThan(150)
  expect(ticks).toBeGreaterThan(3)
  expect(backend.asked).toBe(3)
})

it('an answer is handed on at once', async () => {
  const backend = restAfterFailure((answers: readonly string[]) => new ClosedBackend(answers), 60_000)(['job'])
  expect(await backend.moveToActive('t')).toBe('job')
})
