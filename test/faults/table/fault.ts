import type { Backend, House, HouseOptions, Member } from '../rig/house.js'

/** One row of the table: what is done to the house, and what must hold afterwards besides K1 to K6. */
export interface Fault {
  /** As in docs/faults.md; a letter tells variants apart. */
  readonly id: string
  readonly title: string
  /** What `inject` asserts, in words. */
  readonly expected: string
  /** Also in the short set. */
  readonly isShort?: true
  /** Default: both. */
  readonly backends?: readonly Backend[]
  /** Skipped, and said so, where we aren't root. */
  readonly needsRoot?: true
  /** It gets a house of its own with these; default: the one that the others share. */
  readonly house?: Omit<HouseOptions, 'backend'>
  /** @throws Error that says what did not hold */
  inject(scene: Scene): Promise<void>
}

export interface Scene {
  readonly house: House
  /** 0 <= x < 1, from the seed that is printed at the start. */
  readonly fraction: () => number
  readonly isShort: boolean
  /** These runs may end in failure or by cancelling. */
  mayFail(runs: readonly string[]): void
  /** Resolves when every run is over. @throws Error that names those that aren't after `patienceMs`, default 45,000 */
  allOver(patienceMs?: number): Promise<void>
  /** kill -9 of a worker, counted for the recovery times; another one is started in its place. */
  kill(member: Member): Promise<void>
  /** A worker died at a planned fault: counted like a kill. */
  died(member: Member, at: number): void
  /** Schedule instants that had to be fired, and those that were. */
  scheduled(wanted: number, fired: number): void
  /** A short remark in the table. */
  say(text: string): void
}
