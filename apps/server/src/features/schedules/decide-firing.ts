/**
 * Which instants of a schedule are run now, and when it is due next. Pure.
 *
 * 1. Every instant up to now is accounted for: run, or passed over by the person's choice.
 * 2. An instant that came less than a minute ago is on time, whatever the choice.
 * 3. What is later than that was missed: `skip` passes it over, `one` runs the latest for all, `all` runs the latest `limit`.
 */
import type { CatchUpPolicy } from '@maillon/storage'

/** Milliseconds since the epoch throughout. */
export interface FiringAsked {
  /** The instant that is due. */
  readonly dueAt: number
  readonly now: number
  readonly catchUp: CatchUpPolicy
  /** Runs at most with `all`. */
  readonly limit: number
  /** The next `count` instants after one, in order; fewer where there are no more. */
  readonly after: (instant: number, count: number) => readonly number[]
}

export interface Firing {
  /** To be run, oldest first. */
  readonly instants: readonly number[]
  /** The latest instant that is accounted for. */
  readonly last: number
  /** Null: never again. */
  readonly next: number | null
}

const onTimeMs = 60_000
const batch = 1000
/** Beyond so many missed instants only the latest days are looked at: a schedule of every minute that was off for years. */
const mostInstants = 20_000
const dayMs = 86_400_000

export function decideFiring(asked: FiringAsked): Firing {
  const { dueAt, now, catchUp, limit } = asked
  const passed = passedInstants(asked)
  const last = passed.at(-1) ?? dueAt
  const [next] = asked.after(last, 1)
  const isLate = (instant: number): boolean => now - instant > onTimeMs
  const onTime = passed.filter((instant) => !isLate(instant))
  const missed = passed.filter(isLate)
  const instants = { skip: onTime, one: onTime.length > 0 ? onTime : missed.slice(-1), all: [...missed.slice(-limit), ...onTime] }[catchUp]
  return { instants, last, next: next ?? null }
}

/** The due instant and all that came after it, up to now. */
function passedInstants({ dueAt, now, after }: FiringAsked): readonly number[] {
  const instants = [dueAt]
  for (;;) {
    const more = after(instants.at(-1) ?? dueAt, batch)
    const passed = more.filter((instant) => instant <= now)
    instants.push(...passed)
    if (passed.length < batch) return instants
    if (instants.length > mostInstants) return after(Math.max(now - 7 * dayMs, instants.at(-1) ?? dueAt), mostInstants).filter((instant) => instant <= now)
  }
}
