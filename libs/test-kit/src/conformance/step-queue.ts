import { setTimeout as pause } from 'node:timers/promises'
import type { Doorbell, LaneWorker, StepQueue } from '@maillon/engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemRandom } from '../engine/engine-world.js'

/** What a conformance run needs of an adapter. */
export interface StepQueueUnderTest {
  readonly queue: StepQueue
  /** A queue over a backend that can't be reached; null where there is nothing to reach. */
  unreachable(): Promise<StepQueue | null>
  close(): Promise<void>
}

/** The contract of `StepQueue` (rules Q1 to Q5), the same for every adapter. Call it in a test file. */
export function stepQueueConformance(name: string, make: () => Promise<StepQueueUnderTest>): void {
  describe(`${name} keeps the contract of a step queue`, () => {
    let made: StepQueueUnderTest | undefined
    const underTest = (): StepQueueUnderTest => made ?? failUnmade()
    beforeAll(async () => { made = await make() }, 60_000)
    afterAll(() => made?.close(), 30_000)
    ringsOnce(underTest)
    carriesBells(underTest)
    forgivesAndForgets(underTest)
    keepsLimits(underTest)
    rests(underTest)
  })
}

function ringsOnce(underTest: () => StepQueueUnderTest): void {
  it('Q1: makes one job of a bell that is rung again while it waits, by itself or in a bunch', async () => {
    const { queue } = underTest()
    const [lane, bell] = [newLane(), bellOf()]
    await queue.ring(lane, [bell])
    await queue.ring(lane, [bell])
    await queue.ring(lane, [bell, bellOf(), bell])
    expect(await queue.depth(lane)).toBe(2)
    const heard = await listen(queue, lane)
    await expect.poll(() => heard.bells.length, { timeout: 10_000 }).toBe(2)
    await pause(300)
    expect(heard.bells.filter((one) => one.runId === bell.runId)).toHaveLength(1)
    await heard.stop()
  }, 20_000)

  it('Q1: tells attempts, nodes and repeated bells of the sweep apart', async () => {
    const { queue } = underTest()
    const [lane, bell] = [newLane(), bellOf()]
    await queue.ring(lane, [bell, { ...bell, attempt: 2 }, { ...bell, node: 2 }, { ...bell, again: 'sweep1' }])
    expect(await queue.depth(lane)).toBe(4)
  })
}

function carriesBells(underTest: () => StepQueueUnderTest): void {
  it('brings a bell as it was rung, to a worker that was there before and to one that comes later', async () => {
    const { queue } = underTest()
    const lane = newLane()
    const early = { ...bellOf(), node: 7, attempt: 3, version: 12, priority: 8, again: 'sweep2', isRepeated: true as const }
    await queue.ring(lane, [early])
    const heard = await listen(queue, lane)
    await expect.poll(() => heard.bells, { timeout: 10_000 }).toEqual([early])
    const late = bellOf()
    await queue.ring(lane, [late])
    await expect.poll(() => heard.bells, { timeout: 10_000 }).toEqual([early, late])
    await heard.stop()
  }, 25_000)

  it('keeps lanes apart', async () => {
    const { queue } = underTest()
    const [mine, other] = [newLane(), newLane()]
    const bell = bellOf()
    await queue.ring(other, [bellOf()])
    await queue.ring(mine, [bell])
    const heard = await listen(queue, mine)
    await expect.poll(() => heard.bells, { timeout: 10_000 }).toEqual([bell])
    expect(await queue.depth(other)).toBe(1)
    await heard.stop()
  }, 20_000)
}

function forgivesAndForgets(underTest: () => StepQueueUnderTest): void {
  it('Q3: leaves nothing of a bell that was answered: the same one can be rung again', async () => {
    const { queue } = underTest()
    const [lane, bell] = [newLane(), bellOf()]
    const heard = await listen(queue, lane)
    for (const times of [1, 2, 3]) {
      await queue.ring(lane, [bell])
      await expect.poll(() => heard.bells.length, { timeout: 10_000 }).toBe(times)
      expect(await queue.depth(lane)).toBe(0)
      // The answer is given; its job is taken away just after.
      await pause(200)
    }
    await heard.stop()
  }, 35_000)

  it('Q4: loses the bell of a handler that rejects, goes on with the next, and takes the bell when it is rung again', async () => {
    const { queue } = underTest()
    const [lane, bad, good] = [newLane(), bellOf(), bellOf()]
    let isBroken = true
    const heard = await listen(queue, lane, { answer: (bell) => (isBroken && bell.runId === bad.runId ? Promise.reject(new Error('broken')) : Promise.resolve()) })
    await queue.ring(lane, [bad])
    await queue.ring(lane, [good])
    await expect.poll(() => heard.bells.length, { timeout: 10_000 }).toBe(2)
    await pause(700)
    expect(heard.bells.map((bell) => bell.runId)).toEqual([bad.runId, good.runId])
    expect(await queue.depth(lane)).toBe(0)
    isBroken = false
    await queue.ring(lane, [bad])
    await expect.poll(() => heard.bells.length, { timeout: 10_000 }).toBe(3)
    await heard.stop()
  }, 35_000)
}

function keepsLimits(underTest: () => StepQueueUnderTest): void {
  it('Q2: refuses within seconds where it cannot be reached', async (test) => {
    const away = await underTest().unreachable()
    if (away === null) return test.skip('there is nothing to reach')
    const from = performance.now()
    await expect(away.ring(newLane(), [bellOf()])).rejects.toThrow()
    expect(performance.now() - from).toBeLessThan(8_000)
    await away.close()
  }, 30_000)

  it('answers no more at once than it was asked to, and takes nothing new after a stop', async () => {
    const { queue } = underTest()
    const lane = newLane()
    let [now, most] = [0, 0]
    const heard = await listen(queue, lane, {
      concurrency: 3,
      answer: async () => {
        now += 1
        most = Math.max(most, now)
        await pause(60)
        now -= 1
      },
    })
    await queue.ring(lane, Array.from({ length: 12 }, bellOf))
    await expect.poll(() => heard.bells.length, { timeout: 10_000 }).toBe(12)
    expect(most).toBe(3)
    await heard.stop()
    expect(now).toBe(0)
    await queue.ring(lane, [bellOf()])
    await pause(300)
    expect(heard.bells).toHaveLength(12)
    expect(await queue.depth(lane)).toBe(1)
  }, 25_000)
}

function rests(underTest: () => StepQueueUnderTest): void {
  it('Q5: keeps every bell of a lane whose worker is paused, counts them, and hands them out when it is resumed', async () => {
    const { queue } = underTest()
    const lane = newLane()
    const heard = await listen(queue, lane)
    await queue.ring(lane, [bellOf()])
    await expect.poll(() => heard.bells.length, { timeout: 10_000 }).toBe(1)
    await heard.worker.pause()
    await heard.worker.pause()
    // A worker that waited for a bell at that moment may still take one.
    const late = Array.from({ length: 4 }, bellOf)
    await queue.ring(lane, late)
    await pause(700)
    const taken = heard.bells.length - 1
    expect(taken).toBeLessThanOrEqual(1)
    expect(await queue.counts(lane)).toEqual({ waiting: late.length - taken, active: 0 })
    await heard.worker.resume()
    await expect.poll(() => new Set(heard.bells.map(({ runId }) => runId)).size, { timeout: 10_000 }).toBe(5)
    await expect.poll(() => queue.counts(lane), { timeout: 10_000 }).toEqual({ waiting: 0, active: 0 })
    await heard.stop()
  }, 35_000)

  it('Q5: finishes the bell at hand while it is paused, and another worker takes what waits', async () => {
    const { queue } = underTest()
    const lane = newLane()
    const held = gate()
    const heard = await listen(queue, lane, { answer: () => held.opened })
    await queue.ring(lane, [bellOf()])
    await expect.poll(() => heard.bells.length, { timeout: 10_000 }).toBe(1)
    await heard.worker.pause()
    await queue.ring(lane, [bellOf()])
    await expect.poll(() => queue.counts(lane), { timeout: 10_000 }).toEqual({ waiting: 1, active: 1 })
    const other = await listen(queue, lane)
    await expect.poll(() => other.bells.length, { timeout: 10_000 }).toBe(1)
    held.open()
    await expect.poll(() => queue.counts(lane), { timeout: 10_000 }).toEqual({ waiting: 0, active: 0 })
    await heard.stop()
    await other.stop()
  }, 35_000)

  it('does more at once from the moment on that it is asked to, also where all its hands are full', async () => {
    const { queue } = underTest()
    const lane = newLane()
    const held = gate()
    const heard = await listen(queue, lane, { answer: () => held.opened })
    await queue.ring(lane, Array.from({ length: 4 }, bellOf))
    await expect.poll(() => heard.bells.length, { timeout: 10_000 }).toBe(1)
    await pause(200)
    expect(heard.bells).toHaveLength(1)
    heard.worker.resize(3)
    await expect.poll(() => heard.bells.length, { timeout: 10_000 }).toBe(3)
    held.open()
    await expect.poll(() => heard.bells.length, { timeout: 10_000 }).toBe(4)
    await heard.stop()
  }, 35_000)
}

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => { open = resolve })
  return { opened, open: () => open() }
}

interface Heard {
  readonly lane: string
  readonly worker: LaneWorker
  /** In the order in which their answers began. */
  readonly bells: readonly Doorbell[]
  stop(): Promise<void>
}

interface Listening {
  /** Default: answered at once. */
  readonly answer?: (bell: Doorbell) => Promise<void>
  /** Bells at once. Default 1. */
  readonly concurrency?: number
}

async function listen(queue: StepQueue, lane: string, { answer = () => Promise.resolve(), concurrency = 1 }: Listening = {}): Promise<Heard> {
  const bells: Doorbell[] = []
  const worker = await queue.work(lane, concurrency, (bell) => {
    bells.push(bell)
    return answer(bell)
  })
  return { lane, worker, bells, stop: () => worker.stop(2_000) }
}

function bellOf(): Doorbell {
  return { runId: systemRandom.id(), node: 1, iteration: '', attempt: 1, priority: 5, version: 0 }
}

function newLane(): string {
  return `lane-${systemRandom.id()}`
}

function failUnmade(): never {
  throw new Error('The queue under test could not be made')
}
