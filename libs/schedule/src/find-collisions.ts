// 1. Schedules that start more often than once an hour on average are left out: whatever the others do, they would meet.
// 2. A meeting is a minute in which two or more of the others start. Meetings of the same schedules are one collision, told once.
// 3. Of those that meet one stays (one that can't be moved, else the first given); each other that has a time of day is offered another,
//    the nearest within an hour at which, over the whole stretch, nobody starts, the other proposals counted in.
import { fromCron } from './cron-of-schedule.js'
import { nextInstants } from './next-instants.js'
import type { ScheduleParam } from './schedule-param.js'
import { minutesOf } from './schedule-rule.js'

export interface ScheduleInUse {
  /** Any name by which the caller knows it. */
  readonly id: string
  readonly schedule: ScheduleParam
  readonly timeZone: string
  readonly except?: readonly string[] | undefined
  readonly anchorMs?: number | undefined
}

/** Another time of day for one schedule. */
export interface StaggerProposal {
  readonly id: string
  /** `HH:mm`, local. */
  readonly from: string
  readonly to: string
  readonly schedule: ScheduleParam
}

export interface Collision {
  /** Who meets, in the order given. */
  readonly ids: readonly string[]
  /** The first meeting, in milliseconds since the epoch. */
  readonly firstMs: number
  /** Meetings in the stretch looked at. */
  readonly count: number
  readonly proposals: readonly StaggerProposal[]
}

export interface Stretch {
  readonly fromMs: number
  /** 1 to 31. */
  readonly days: number
}

const minuteMs = 60_000
/** Round times first: five minutes apart is what a person would choose. */
const shifts: readonly number[] = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, -5, -10, -15, -20, -25, -30, ...Array.from({ length: 59 }, (_, index) => index + 1).filter((shift) => shift % 5 !== 0)]

/** Who starts in the same minute as others over a stretch of days, and when they could start instead. Pure. */
export function findCollisions(schedules: readonly ScheduleInUse[], stretch: Stretch): readonly Collision[] {
  const plans = schedules.map((schedule) => ({ schedule, instants: startsOf(schedule, stretch) })).filter(({ instants }) => instants.length <= stretch.days * 24)
  const starts = new Map<number, number>()
  for (const { instants } of plans) for (const instant of instants) starts.set(minuteOf(instant), (starts.get(minuteOf(instant)) ?? 0) + 1)
  const moved = new Set<string>()
  return meetingsOf(plans).map(({ members, ...meeting }) => {
    const stays = members.find(({ schedule }) => moved.has(schedule.id) || timeOf(schedule.schedule) === null) ?? members[0]
    const proposals = members.filter((plan) => plan !== stays && !moved.has(plan.schedule.id)).flatMap((plan) => stagger(plan, starts, stretch) ?? [])
    for (const { id } of proposals) moved.add(id)
    return { ...meeting, proposals }
  })
}

interface Plan {
  readonly schedule: ScheduleInUse
  readonly instants: readonly number[]
}

type Meeting = Omit<Collision, 'proposals'> & { readonly members: readonly Plan[] }

/** In the stretch; one more than rule 1 allows where there are more. */
function startsOf({ schedule, ...asked }: ScheduleInUse, { fromMs, days }: Stretch): readonly number[] {
  const found = nextInstants(schedule, { ...asked, afterMs: fromMs - 1, count: days * 24 + 1 })
  return found.ok ? found.value.filter((instant) => instant < fromMs + days * 24 * 60 * minuteMs) : []
}

function minuteOf(instant: number): number {
  return Math.floor(instant / minuteMs)
}

/** Rule 2, soonest first. */
function meetingsOf(plans: readonly Plan[]): readonly Meeting[] {
  const byMinute = new Map<number, Plan[]>()
  for (const plan of plans) {
    for (const minute of new Set(plan.instants.map(minuteOf))) {
      const there = byMinute.get(minute)
      if (there === undefined) byMinute.set(minute, [plan])
      else there.push(plan)
    }
  }
  const meetings = new Map<string, Meeting>()
  for (const [minute, members] of [...byMinute].sort(([a], [b]) => a - b)) {
    if (members.length < 2) continue
    const ids = members.map(({ schedule }) => schedule.id)
    const key = JSON.stringify(ids)
    const earlier = meetings.get(key)
    meetings.set(key, earlier === undefined ? { ids, members, firstMs: minute * minuteMs, count: 1 } : { ...earlier, count: earlier.count + 1 })
  }
  return [...meetings.values()]
}

/** Rule 3. Keeps `starts` as it would be with the proposal. Null: it has no time of day, or no free one is near. */
function stagger({ schedule, instants }: Plan, starts: Map<number, number>, stretch: Stretch): StaggerProposal | null {
  const from = timeOf(schedule.schedule)
  if (from === null) return null
  for (const shift of shifts) {
    const to = shiftedTime(from, shift)
    // Guessed first by adding minutes, which is wrong at most where the clocks change; then asked.
    if (to === null || instants.some((instant) => starts.has(minuteOf(instant) + shift))) continue
    const changed = withTime(schedule.schedule, to)
    const then = startsOf({ ...schedule, schedule: changed }, stretch)
    if (then.some((instant) => starts.has(minuteOf(instant)))) continue
    for (const instant of instants) leave(starts, minuteOf(instant))
    for (const instant of then) starts.set(minuteOf(instant), 1)
    return { id: schedule.id, from, to, schedule: changed }
  }
  return null
}

function leave(starts: Map<number, number>, minute: number): void {
  const rest = (starts.get(minute) ?? 1) - 1
  if (rest === 0) starts.delete(minute)
  else starts.set(minute, rest)
}

/** The minute and hour of a cron that names one of each. */
const cronTime = /^(\d{1,2}) (\d{1,2}) /

/** `HH:mm`; null: this kind of schedule has no time of day. */
function timeOf(schedule: ScheduleParam): string | null {
  if ('at' in schedule) return minutesOf(schedule.at) === null ? null : schedule.at
  const match = schedule.every === 'cron' ? cronTime.exec(`${schedule.cron.trim()} `) : null
  return match === null ? null : clock(Number(match[2]) * 60 + Number(match[1]))
}

/** Null: it would be on another day. */
function shiftedTime(from: string, shift: number): string | null {
  const minutes = (minutesOf(from) ?? 0) + shift
  return minutes < 0 || minutes >= 24 * 60 ? null : clock(minutes)
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function withTime(schedule: ScheduleParam, at: string): ScheduleParam {
  if ('at' in schedule) return { ...schedule, at }
  if (schedule.every !== 'cron') return schedule
  const minutes = minutesOf(at) ?? 0
  return fromCron(schedule.cron.trim().replace(cronTime, `${minutes % 60} ${Math.floor(minutes / 60)} `))
}
