/**
 * What becomes of the instants of a schedule that is due, and when it is due next. Pure.
 *
 * 1. Every instant up to now gets one outcome; those that have one already (`settled`) keep it.
 * 2. An instant that came less than a minute ago is on time and runs, whatever the trigger says about late ones.
 * 3. A late one within the trigger's days: `skip` skips it; `one` runs the latest and lets it stand for the others (an instant on time
 *    stands for all of them); `all` runs the latest `limit`, and what is more was missed.
 * 4. A late one beyond the days was missed, except where the trigger skips late ones anyhow.
 * 5. Only the latest thousand are told one by one; of those before, neighbours with the same outcome share a row.
 */
import { lateAfterMs, type InstantReason, type InstantStatus } from '@maillon/plan'
import type { CatchUpPolicy } from '@maillon/storage'

/** Milliseconds since the epoch throughout. */
export interface FiringAsked {
  /** The instant that is due. */
  readonly dueAt: number
  readonly now: number
  readonly catchUp: CatchUpPolicy
  /** Runs at most with `all`. */
  readonly limit: number
  /** How far back is caught up, in milliseconds. */
  readonly windowMs: number
  readonly settled: ReadonlySet<number>
  /** The next `count` instants after one, in order; fewer where there are no more. */
  readonly after: (instant: number, count: number) => readonly number[]
}

export interface InstantOutcome {
  readonly instant: number
  readonly status: Exclude<InstantStatus, 'expected'>
  readonly reason: InstantReason | null
  /** More than one: the row stands for so many, up to `through`. */
  readonly instants: number
  readonly through: number | null
}

export interface Firing {
  /** Oldest first. */
  readonly outcomes: readonly InstantOutcome[]
  /** Null: never again. */
  readonly next: number | null
}

const batch = 1000
const toldOneByOne = 1000
/** Beyond so many only the latest are reckoned: a schedule of every minute that was off for weeks. The row before says "so many, at least". */
const mostInstants = 20_000

export function decideFiring(asked: FiringAsked): Firing {
  const passed = passedInstants(asked)
  const [next] = asked.after(Math.max(passed.at(-1) ?? asked.dueAt, asked.now), 1)
  const open = passed.filter((instant) => !asked.settled.has(instant))
  return { outcomes: folded(outcomesOf(open, asked)), next: next ?? null }
}

/** The due instant and all that came after it, up to now. */
function passedInstants({ dueAt, now, after }: FiringAsked): readonly number[] {
  const instants = [dueAt]
  for (;;) {
    const more = after(instants.at(-1) ?? dueAt, batch)
    const passed = more.filter((instant) => instant <= now)
    instants.push(...passed)
    if (passed.length < batch) return instants
    if (instants.length > mostInstants) return [...instants, ...latest(instants.at(-1) ?? dueAt, now, after)]
  }
}

/** The latest thousand or more up to now, found by going back from it ever further. */
function latest(from: number, now: number, after: FiringAsked['after']): readonly number[] {
  for (let back = 3_600_000; ; back *= 2) {
    const start = Math.max(from, now - back)
    const passed = after(start, mostInstants).filter((instant) => instant <= now)
    if (passed.length >= toldOneByOne || start === from) return passed
  }
}

function outcomesOf(instants: readonly number[], { now, catchUp, limit, windowMs }: FiringAsked): readonly InstantOutcome[] {
  const late = instants.filter((instant) => now - instant >= lateAfterMs)
  const within = late.filter((instant) => now - instant <= windowMs)
  const hasOneOnTime = late.length < instants.length
  const caughtUp = new Set(catchUp === 'skip' ? [] : catchUp === 'all' ? within.slice(-limit) : hasOneOnTime ? [] : within.slice(-1))
  return instants.map((instant) => {
    const outcome = (status: InstantOutcome['status'], reason: InstantReason | null): InstantOutcome => ({ instant, status, reason, instants: 1, through: null })
    if (now - instant < lateAfterMs) return outcome('fired', null)
    if (caughtUp.has(instant)) return outcome('fired', 'caught-up')
    if (catchUp === 'skip') return outcome('skipped', 'not-caught-up')
    if (now - instant > windowMs) return outcome('missed', 'too-old')
    return catchUp === 'one' ? outcome('skipped', 'stood-for') : outcome('missed', 'over-limit')
  })
}

/** Rule 5. */
function folded(outcomes: readonly InstantOutcome[]): readonly InstantOutcome[] {
  const rows: InstantOutcome[] = []
  for (const outcome of outcomes.slice(0, -toldOneByOne)) {
    const before = rows.at(-1)
    const isSame = before !== undefined && before.status !== 'fired' && before.status === outcome.status && before.reason === outcome.reason
    if (isSame) rows[rows.length - 1] = { ...before, instants: before.instants + 1, through: outcome.instant }
    else rows.push(outcome)
  }
  return [...rows, ...outcomes.slice(-toldOneByOne)]
}
