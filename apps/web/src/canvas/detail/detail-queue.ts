/**
 * Which boxes and lines of a canvas are drawn with everything that belongs to them, and when they get it.
 *
 * D1. While the view moves, what comes into it comes plain: a frame must not wait for hundreds of buttons and texts.
 * D2. At rest, and seen from near, those that are plain get their details, some in each frame.
 * D3. From afar details can be neither read nor hit: what came plain stays plain.
 * D4. What has its details keeps them.
 */

/** Below this zoom small texts and buttons can be neither read nor hit. */
export const farZoom = 0.38

/** How long the view stands still until it rests, in milliseconds. */
export const restMs = 120
/** What one frame takes on, in weights as given to `wait`. */
const perFrame = 24

/** The time of the page. */
export interface PageClock {
  /** Milliseconds. */
  now(): number
  later(ms: number, work: () => void): void
  nextFrame(work: () => void): void
}

export class DetailQueue {
  private readonly waiting = new Map<() => void, number>()
  private movedAt = -Infinity
  private isMoving = false
  private isFar = false
  private isAsked = false

  constructor(private readonly clock: PageClock) {}

  /** Whether what is drawn now may have its details at once. */
  get isOpen(): boolean {
    return !this.isMoving && !this.isFar
  }

  /** The view has moved. One step alone (the place where a canvas opens, a button) is no movement yet. */
  moved(isFar: boolean): void {
    const now = this.clock.now()
    const isNext = now - this.movedAt < restMs
    this.movedAt = now
    this.isFar = isFar
    if (!isNext) this.work()
    else if (!this.isMoving) {
      this.isMoving = true
      this.clock.later(restMs, () => this.lookForRest())
    }
  }

  /** @param weight how much drawing it is. @returns gives the place in the queue up */
  wait(draw: () => void, weight: number): () => void {
    this.waiting.set(draw, weight)
    this.work()
    return () => void this.waiting.delete(draw)
  }

  private lookForRest(): void {
    const left = this.movedAt + restMs - this.clock.now()
    if (left > 0) return this.clock.later(left, () => this.lookForRest())
    this.isMoving = false
    this.work()
  }

  /** Rule D2. */
  private work(): void {
    if (!this.isOpen || this.isAsked || this.waiting.size === 0) return
    this.isAsked = true
    this.clock.nextFrame(() => {
      this.isAsked = false
      if (!this.isOpen) return
      let left = perFrame
      for (const [draw, weight] of this.waiting) {
        if (left <= 0) break
        left -= weight
        this.waiting.delete(draw)
        draw()
      }
      this.work()
    })
  }
}
