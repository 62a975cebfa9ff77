import type { RunEvent } from '@maillon/engine'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SharedLiveEvents, type EventTransport } from './shared-live-events.js'

/** Everybody hears everything, himself included, as on a channel of Redis. */
class Channel {
  readonly sent: string[] = []
  private readonly listeners = new Set<SharedLiveEvents>()

  join(origin: string, maxBytes = 10_000): SharedLiveEvents {
    const events = new SharedLiveEvents(origin)
    const transport: EventTransport = {
      maxBytes,
      send: (text) => {
        this.sent.push(text)
        for (const listener of this.listeners) listener.receive(text)
        return Promise.resolve()
      },
      close: () => Promise.resolve(void this.listeners.delete(events)),
    }
    this.listeners.add(events)
    events.connect(transport)
    return events
  }

  get batches(): number {
    return this.sent.filter((text) => !text.endsWith(' hello')).length
  }
}

const event = (runId: string): RunEvent => ({ kind: 'run', workspaceId: 'w', flowId: 'f', runId, status: 'succeeded' })
const heard = (events: SharedLiveEvents): RunEvent[] => {
  const list: RunEvent[] = []
  events.subscribe(null, (one) => list.push(one))
  return list
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

it('tells its own listeners at once and the other processes in one batch, each event once', () => {
  const channel = new Channel()
  const [one, other] = [channel.join('one'), channel.join('other')]
  const [mine, theirs] = [heard(one), heard(other)]
  one.publish(event('a'))
  one.publish(event('b'))
  expect(mine).toEqual([event('a'), event('b')])
  expect(theirs).toEqual([])
  vi.advanceTimersByTime(30)
  expect(theirs).toEqual([event('a'), event('b')])
  expect(mine).toHaveLength(2)
  expect(channel.batches).toBe(1)
})

it('sends nothing while it is alone, and hears of a newcomer at once', () => {
  const channel = new Channel()
  const one = channel.join('one')
  one.publish(event('a'))
  vi.advanceTimersByTime(1_000)
  expect(channel.batches).toBe(0)
  const theirs = heard(channel.join('other'))
  one.publish(event('b'))
  vi.advanceTimersByTime(30)
  expect(theirs).toEqual([event('b')])
})

it('stops sending some time after the last of the others is gone', async () => {
  const channel = new Channel()
  const one = channel.join('one')
  const other = channel.join('other')
  vi.advanceTimersByTime(60_000)
  one.publish(event('a'))
  vi.advanceTimersByTime(30)
  expect(channel.batches).toBe(1)
  await other.close()
  vi.advanceTimersByTime(20_000)
  one.publish(event('b'))
  vi.advanceTimersByTime(30)
  expect(channel.batches).toBe(1)
})

it('cuts a batch into texts that the transport takes, and drops what is no text of ours', () => {
  const channel = new Channel()
  const [one, other] = [channel.join('one', 300), channel.join('other')]
  const theirs = heard(other)
  for (let n = 0; n < 10; n += 1) one.publish(event(`run-${n}`))
  vi.advanceTimersByTime(30)
  expect(theirs).toHaveLength(10)
  expect(channel.batches).toBeGreaterThan(1)
  for (const text of channel.sent) expect(text.length).toBeLessThanOrEqual(300)
  for (const text of ['', 'x', 'third [', 'third {"a":1']) other.receive(text)
  expect(theirs).toHaveLength(10)
})
