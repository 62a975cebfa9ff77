// 1. A local time that exists once is that instant. 2. One that exists twice (clocks go back) has two instants, in order.
// 3. One that doesn't exist (clocks go forward) is the first instant after the gap.
import { IANAZone } from 'luxon'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Further than any zone is from UTC, and nearer than two changes of one zone's clock ever were. */
const probeMs = 38 * hourMs

const zoneShape = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/

/** Null: no such zone. Only names of the IANA database are zones (`Europe/Paris`, `UTC`), no offsets. */
export function findZone(name: unknown): IANAZone | null {
  if (typeof name !== 'string' || !zoneShape.test(name) || !IANAZone.isValidZone(name)) return null
  return IANAZone.create(name)
}

const mostKnown = 20_000
const known = new WeakMap<IANAZone, Map<number, number>>()

/** Offset from UTC in milliseconds, at an instant. Remembered: many schedules ask for the same days, and Intl takes its time. */
export function offsetMs(zone: IANAZone, instant: number): number {
  let offsets = known.get(zone)
  if (offsets === undefined || offsets.size >= mostKnown) known.set(zone, (offsets = new Map()))
  let offset = offsets.get(instant)
  if (offset === undefined) offsets.set(instant, (offset = zone.offset(instant) * minuteMs))
  return offset
}

/** The local clock at an instant, as milliseconds of the same reading in UTC. */
export function localOf(zone: IANAZone, instant: number): number {
  return instant + offsetMs(zone, instant)
}

/**
 * The offset where the clock isn't changed anywhere near a stretch of local time. Null: it may be; ask for each minute.
 */
export function steadyOffset(zone: IANAZone, local: { readonly from: number; readonly to: number }): number | null {
  const before = offsetMs(zone, local.from - probeMs)
  return before === offsetMs(zone, local.to + probeMs) ? before : null
}

/** The instants of a local time (ms of the same reading in UTC): one, two in order, or the end of the gap that it falls into. */
export function instantsOfLocal(zone: IANAZone, local: number): readonly number[] {
  const before = offsetMs(zone, local - probeMs)
  const after = offsetMs(zone, local + probeMs)
  if (before === after) return [local - before]
  const real = [local - before, local - after].filter((instant) => localOf(zone, instant) === local)
  return real.length > 0 ? real.sort((a, b) => a - b) : [endOfGap(zone, { before, from: local - after, to: local - before })]
}

/** The first instant at which the offset is no longer `before`; it lies after `from` and not after `to`. */
function endOfGap(zone: IANAZone, gap: { readonly before: number; readonly from: number; readonly to: number }): number {
  let [last, first] = [gap.from, gap.to]
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2)
    if (offsetMs(zone, middle) === gap.before) last = middle
    else first = middle
  }
  return first
}
