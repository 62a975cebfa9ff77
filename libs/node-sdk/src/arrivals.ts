/**
 * Which files of a folder have arrived: are there whole, as far as a listing can tell. Pure.
 *
 * 1. A file has arrived once its size and time have stayed the same for `settleMs`, by the looker's own clock (the clocks of file servers
 *    are often wrong), seen in two looks at least; with `settleMs` 0 at once.
 * 2. One that changes begins to wait anew; one that is gone is forgotten.
 * 3. At most 2,000 wait at once; the rest is looked at when these have arrived.
 */
import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'

/** A file as a listing gives it. */
export interface ListedFile {
  readonly path: string
  /** Bytes; null where the server doesn't say. */
  readonly size: number | null
  /** ISO 8601; null where the server doesn't say it exactly. */
  readonly modifiedAt: string | null
}

/** A file that is watched until it stays as it is. Plain JSON, to be stored. */
interface WaitingFile extends ListedFile {
  /** Milliseconds since the epoch: since when it looks like this. */
  readonly since: number
}

export interface Arrivals {
  readonly arrived: readonly ListedFile[]
  /** To be given to the next decision. */
  readonly waiting: Json
  /** Milliseconds until the first of the waiting ones may have arrived; null: none waits. */
  readonly nextInMs: number | null
}

const mostWaiting = 2000

export function decideArrivals(listed: readonly ListedFile[], before: Json | null, { now, settleMs }: { readonly now: number; readonly settleMs: number }): Arrivals {
  if (settleMs === 0) return { arrived: listed, waiting: [], nextInMs: null }
  const known = new Map(readWaiting(before).map((file) => [file.path, file]))
  const arrived: ListedFile[] = []
  const waiting: WaitingFile[] = []
  for (const file of listed) {
    const seen = known.get(file.path)
    const isSame = seen !== undefined && looksTheSame(seen, file)
    // A clock that was set back must not make a file wait for ever.
    const since = isSame ? Math.min(seen.since, now) : now
    if (isSame && now - since >= settleMs) arrived.push(file)
    else if (waiting.length < mostWaiting) waiting.push({ path: file.path, size: file.size, modifiedAt: file.modifiedAt, since })
  }
  const nextInMs = waiting.length === 0 ? null : Math.max(0, Math.min(...waiting.map(({ since }) => since)) + settleMs - now)
  return { arrived, waiting: waiting.map((file) => ({ ...file })), nextInMs }
}

/** Whether two listings speak of the same content, as far as they can tell. */
export function looksTheSame(one: Pick<ListedFile, 'size' | 'modifiedAt'>, other: Pick<ListedFile, 'size' | 'modifiedAt'>): boolean {
  return one.size === other.size && one.modifiedAt === other.modifiedAt
}

function readWaiting(value: Json | null): readonly WaitingFile[] {
  if (!isJsonArray(value)) return []
  return value.flatMap((one) => {
    if (!isJsonObject(one)) return []
    const { path, size, modifiedAt, since } = one
    if (typeof path !== 'string' || typeof since !== 'number') return []
    return [{ path, size: typeof size === 'number' ? size : null, modifiedAt: typeof modifiedAt === 'string' ? modifiedAt : null, since }]
  })
}
