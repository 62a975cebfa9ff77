import { beforeEach, describe, expect, it } from 'vitest'
import { BoxQueue, type Thing } from './box-queue.js'

/** A row of boxes from the left to the right, 100 apart. */
const boxes: readonly Thing[] = Array.from({ length: 1_000 }, (_, at) => ({ id: `b${at}`, kind: 'box', box: { x: at * 100, y: 0, width: 80, height: 40 } }))

let now = 1_000
let timers: { readonly at: number; readonly work: () => void }[] = []
let frames: (() => void)[] = []
let made: ReadonlySet<string> = new Set()
let focus = ''
let queue: BoxQueue

beforeEach(() => {
  timers = []
  frames = []
  made = new Set()
  focus = ''
  const clock = { now: () => now, later: (ms: number, work: () => void) => void timers.push({ at: now + ms, work }), nextFrame: (work: () => void) => void frames.push(work) }
  queue = new BoxQueue(clock, (ids) => (made = ids), (id) => id === focus)
  queue.draw(boxes)
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

function rest(): void {
  pass(200)
  for (let count = 0; frames.length > 0 && count < 100; count += 1) nextFrame()
}

/** `count` boxes are seen, from the one at `first` on. */
function look(first: number, count: number, zoom = 1): void {
  queue.look({ x: first * 100, y: -50, width: count * 100 - 20, height: 200 }, zoom)
}

/** By hand, in steps as frames bring them. */
function zoomOut(to: number, zoom = 1): void {
  queue.hold(true)
  for (let count = 20; count <= to; count += 20) {
    look(0, count, zoom)
    pass(50)
    nextFrame()
  }
}

const ids = (first: number, count: number) => Array.from({ length: count }, (_, at) => `b${first + at}`)

describe('the boxes of a large flow', () => {
  it('are made at once where the flow opens: those in view, no others', () => {
    look(0, 30)
    expect([...made].toSorted()).toEqual(ids(0, 30).toSorted())
  })

  it('wait while a hand moves the view, however long it stands still', () => {
    look(0, 20)
    rest()
    zoomOut(300)
    pass(5_000)
    nextFrame()
    expect(made.size).toBe(20)
  })

  it('come once the view rests, those in the middle first, some in each frame', () => {
    look(0, 20)
    rest()
    zoomOut(300)
    queue.hold(false)
    pass(200)
    nextFrame()
    const first = [...made].filter((id) => !ids(0, 20).includes(id))
    expect(first.length).toBe(40)
    expect(first.toSorted()).toEqual(ids(130, 40).toSorted())
    rest()
    expect(made.size).toBe(300)
  })

  it('stop coming as soon as the view moves on', () => {
    look(0, 20)
    rest()
    zoomOut(300)
    queue.hold(false)
    pass(200)
    nextFrame()
    zoomOut(300)
    nextFrame()
    expect(made.size).toBe(60)
  })

  it('are given back when they have left the view and it rests', () => {
    look(0, 20)
    rest()
    look(500, 20)
    rest()
    expect([...made].toSorted()).toEqual(ids(500, 20).toSorted())
  })

  it('come with an edit while the view rests', () => {
    look(0, 20)
    rest()
    const added: Thing = { id: 'new', kind: 'box', box: { x: 100, y: 60, width: 80, height: 40 } }
    queue.draw([...boxes, added])
    expect(made.has('new')).toBe(true)
  })
})

describe('the boxes of a large flow, seen from afar', () => {
  beforeEach(() => {
    look(0, 20)
    rest()
  })

  it('are given back to their shapes, but for the one with the focus', () => {
    focus = 'b7'
    zoomOut(400, 0.2)
    queue.hold(false)
    rest()
    expect([...made]).toEqual(['b7'])
  })

  it('are made under the pointer', () => {
    zoomOut(400, 0.2)
    queue.hold(false)
    rest()
    queue.point({ x: 33 * 100 + 10, y: 20 })
    queue.point({ x: 33 * 100 + 95, y: 20 })
    expect([...made]).toEqual(['b33'])
  })

  it('are all made where a key is about to reach them', () => {
    zoomOut(400, 0.2)
    queue.hold(false)
    rest()
    queue.wake()
    rest()
    expect(made.size).toBe(400)
  })

  it('are all there for a frame that is drawn around them', () => {
    zoomOut(400, 0.2)
    queue.hold(false)
    rest()
    queue.rush()
    expect(made.size).toBe(400)
  })
})
