import { centreOf, isInside, type Box, type Position } from '../layout/node-size.js'
import { restMs, type PageClock } from './detail-queue.js'

/**
 * Which boxes and lines of a large flow are made, and when. The others are seen as shapes (`Shapes`), so that none is missing.
 *
 * B1. While the view moves nothing is made: a frame must not wait for the dozens of boxes that it brings.
 * B2. Once it rests, what is in view is made, nearest to the middle first, some in each frame.
 * B3. Where the view was set in one step, not by hand (the flow opens, a button), a screenful is made at once.
 * B4. From so far off that nothing can be read, shapes will do: at rest all are given back to them. The box under the pointer is made at
 *     once, since it may be pressed, and all in view where a key is about to reach them; those with the pointer or the focus on
 *     them stay.
 * B5. Who draws a frame around boxes to choose them finds all of them.
 * B6. What has left the view is given back once it rests.
 */

export interface Thing {
  /** Id of a box or a line. */
  readonly id: string
  readonly kind: 'box' | 'line'
  /** Where it is seen, in flow coordinates; of a line, between its boxes. */
  readonly box: Box
}

/** How much drawing they are. */
const weights = { box: 3, line: 1 } as const
/** What is made in one frame, and where the view was set in one step; in weights. */
const room = { frame: 120, screenful: 700 } as const
/** Below this zoom the names of boxes can't be read. */
const shapeZoom = 0.25

export class BoxQueue {
  private things: readonly Thing[] = []
  private made: ReadonlySet<string> = new Set()
  private view: Box | null = null
  private movedAt = -Infinity
  private isMoving = false
  private isHeld = false
  private pointed: string | null = null
  private isFar = false
  private isAsked = false

  /**
   * @param tell is given the ids of what is made, at each change
   * @param isNeeded whether it has the focus
   */
  constructor(
    private readonly clock: PageClock,
    private readonly tell: (made: ReadonlySet<string>) => void,
    private readonly isNeeded: (id: string) => boolean,
  ) {}

  /** The things of the picture, at each change of it. */
  draw(things: readonly Thing[]): void {
    this.things = things
    if (!this.isMoving && !this.isFar) this.make(room.screenful)
  }

  /** The view has moved. @param view what is seen now, in flow coordinates */
  look(view: Box, zoom: number): void {
    this.view = view
    this.isFar = zoom < shapeZoom
    this.movedAt = this.clock.now()
    if (this.isMoving) return
    if (!this.isHeld && !this.isFar) this.make(room.screenful)
    this.isMoving = true
    this.clock.later(restMs, () => this.lookForRest())
  }

  /** Whether a hand moves the view: then it doesn't rest, however long it stands still. */
  hold(isHeld: boolean): void {
    this.isHeld = isHeld
  }

  /** The box at this place is made at once. */
  point(place: Position): void {
    const box = this.isHeld ? undefined : this.things.find((thing) => thing.kind === 'box' && isInside(place, thing.box))
    this.pointed = box?.id ?? null
    if (box !== undefined && !this.made.has(box.id)) this.set(new Set([...this.made, box.id]))
  }

  /** A key is about to reach what is in view. */
  wake(): void {
    if (!this.isMoving) this.work()
  }

  /** All that is in view, now. */
  rush(): void {
    this.make(Infinity)
  }

  private lookForRest(): void {
    const left = this.isHeld ? restMs : this.movedAt + restMs - this.clock.now()
    if (left > 0) return this.clock.later(left, () => this.lookForRest())
    this.isMoving = false
    this.giveBack()
    if (!this.isFar) this.work()
  }

  /** Rule B2. */
  private work(): void {
    if (this.isAsked) return
    this.isAsked = true
    this.clock.nextFrame(() => {
      this.isAsked = false
      if (!this.isMoving && this.make(room.frame)) this.work()
    })
  }

  /** @returns whether there was something to make */
  private make(upTo: number): boolean {
    const { view } = this
    const wanted = this.inView().filter(({ id }) => !this.made.has(id))
    if (view === null || wanted.length === 0) return false
    const middle = centreOf(view)
    const made = new Set(this.made)
    let left = upTo
    for (const { id, kind } of wanted.toSorted((one, two) => distance(one.box, middle) - distance(two.box, middle))) {
      if (left <= 0) break
      left -= weights[kind]
      made.add(id)
    }
    this.set(made)
    return true
  }

  /** Rules B4 and B6. */
  private giveBack(): void {
    const kept = this.inView().filter(({ id }) => this.made.has(id) && (!this.isFar || id === this.pointed || this.isNeeded(id)))
    if (kept.length < this.made.size) this.set(new Set(kept.map(({ id }) => id)))
  }

  private set(made: ReadonlySet<string>): void {
    this.made = made
    this.tell(made)
  }

  private inView(): readonly Thing[] {
    const { view } = this
    return view === null ? [] : this.things.filter(({ box }) => overlap(box, view))
  }
}

function overlap(one: Box, two: Box): boolean {
  return one.x < two.x + two.width && two.x < one.x + one.width && one.y < two.y + two.height && two.y < one.y + one.height
}

function distance(box: Box, to: Position): number {
  const { x, y } = centreOf(box)
  return Math.max(Math.abs(x - to.x), Math.abs(y - to.y))
}
