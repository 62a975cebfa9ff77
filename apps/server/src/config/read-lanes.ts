import type { LaneService } from '@maillon/engine'
import { ConfigError } from './config-error.js'

const usual = ['default', 'critical', 'bulk']
/** Work beside people's: mails of another program, reports that may take their time. A few workers each, so that it holds up nothing else. */
const aside = ['notifications', 'reports']
const expected = 'lanes are expected as name, name=steps at once, and limits, for example: default=10, reports=3 time=300s heap=512'

/**
 * `MAILLON_LANES`: lanes separated by commas, each a name, how many steps at once (`=3`), and limits for its steps: `time=300s`
 * (or `ms`, `min`), `heap=512` (MiB). Null: the usual three, each with `concurrency`, and
 * `notifications` and `reports` with three workers and 300 seconds each.
 *
 * @throws ConfigError
 */
export function readLanes(text: string | null, concurrency: number): readonly LaneService[] {
  if (text === null) {
    const lanes = usual.map((name) => ({ name, concurrency, timeoutMs: null, heapMiB: null }))
    return [...lanes, ...aside.map((name) => ({ name, concurrency: Math.min(3, concurrency), timeoutMs: 300_000, heapMiB: null }))]
  }
  const lanes = text.split(',').map((part) => part.trim()).filter((part) => part !== '').map((part) => readLane(part, concurrency))
  if (new Set(lanes.map(({ name }) => name)).size !== lanes.length) throw new ConfigError(`MAILLON_LANES=${text}: a lane stands there twice`)
  return lanes
}

function readLane(text: string, concurrency: number): LaneService {
  const [head = '', ...limits] = text.split(/\s+/)
  const match = /^([a-z0-9][a-z0-9_-]{0,49})(?:=(\d{1,4}))?$/.exec(head)
  const atOnce = match?.[2] === undefined ? concurrency : Number(match[2])
  if (match?.[1] === undefined || atOnce < 1) throw wrong(text)
  const lane = { name: match[1], concurrency: atOnce, timeoutMs: null, heapMiB: null }
  return limits.reduce<LaneService>((known, limit) => ({ ...known, ...readLimit(limit, text) }), lane)
}

const unitMs: { readonly [unit: string]: number } = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 }

function readLimit(limit: string, text: string): Partial<LaneService> {
  const time = /^time=(\d{1,9})(ms|s|min|h)$/.exec(limit)
  if (time !== null && Number(time[1]) > 0) return { timeoutMs: Number(time[1]) * (unitMs[time[2] ?? ''] ?? 1) }
  const heap = /^heap=(\d{2,6})$/.exec(limit)
  if (heap !== null) return { heapMiB: Number(heap[1]) }
  throw wrong(text)
}

function wrong(text: string): ConfigError {
  return new ConfigError(`MAILLON_LANES, "${text}": ${expected}`)
}
