import { beforeEach, describe, expect, it } from 'vitest'
import { DetailQueue } from './detail-queue.js'

let now = 1_000
let timers: { readonly at: number; readonly work: () => void }[] = []
let frames: (() => void)[] = []
let queue: DetailQueue

beforeEach(() => {
  timers = []
  frames = []
  queue = new DetailQueue({ now: () => now, later: (ms, work) => void timers.push({ at: now + ms, work }), nextFrame: (work) => void frames.push(work) })
})

function pass(ms: number): void {
  now += ms
  const due = timers.filter(({ at }) => at <= now)
  timers = timers.filter(({ at }) => at > now)
  for (const { work } of due) work()
}

function nextFrame(): void {
  for (const work of frames.splice(0)) work()
}

function move(steps: number, isFar = false): void {
  for (let step = 0; step < steps; step += 1) {
    queue.moved(isFar)
    pass(16)
  }
}

describe('the queue of details', () => {
  it('lets everything have its details at once while nothing moves, also where the view was set once', () => {
    expect(queue.isOpen).toBe(true)
    move(1)
    expect(queue.isOpen).toBe(true)
  })

  it('gives out nothing while the view moves, and some in each frame once it rests', () => {
    move(5)
    const drawn: number[] = []
    for (let box = 0; box < 20; box += 1) queue.wait(() => void drawn.push(box), 3)
    nextFrame()
    expect([queue.isOpen, drawn.length]).toEqual([false, 0])
    move(5)
    pass(120)
    expect(queue.isOpen).toBe(true)
    nextFrame()
    expect(drawn.length).toBe(8)
    nextFrame()
    nextFrame()
    expect(drawn.length).toBe(20)
    expect(frames).toEqual([])
  })

  it('stops between two frames where the view moves on, and forgets who has left', () => {
    move(5)
    const drawn: string[] = []
    queue.wait(() => void drawn.push('first'), 24)
    const leave = queue.wait(() => void drawn.push('gone'), 24)
    queue.wait(() => void drawn.push('last'), 24)
    pass(200)
    nextFrame()
    leave()
    move(3)
    nextFrame()
    expect(drawn).toEqual(['first'])
    pass(200)
    nextFrame()
    expect(drawn).toEqual(['first', 'last'])
  })

  it('leaves plain what is seen from afar until it is near again', () => {
    move(5, true)
    pass(200)
    const drawn: string[] = []
    queue.wait(() => void drawn.push('box'), 3)
    nextFrame()
    expect([queue.isOpen, drawn]).toEqual([false, []])
    move(1)
    nextFrame()
    expect([queue.isOpen, drawn]).toEqual([true, ['box']])
  })
})
