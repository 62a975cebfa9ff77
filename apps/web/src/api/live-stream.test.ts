import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLiveStream, parseEvent } from './live-stream.js'

class FakeSource {
  static readonly opened: FakeSource[] = []
  onopen: (() => void) | null = null
  onmessage: ((message: { data: string }) => void) | null = null
  onerror: (() => void) | null = null
  isClosed = false
  constructor(readonly url: string) {
    FakeSource.opened.push(this)
  }
  addEventListener(): void {
    // Named events arrive the same way as unnamed ones.
  }
  close(): void {
    this.isClosed = true
  }
}

describe('the line of live events', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('EventSource', FakeSource)
    FakeSource.opened.length = 0
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('opens again after a loss, waiting longer each time, and soon again once it stood', () => {
    const states: boolean[] = []
    const stream = openLiveStream({ url: '/api/events', onEvent: () => undefined, onState: (isLive) => states.push(isLive) })
    for (const waitMs of [1000, 2000, 4000]) {
      FakeSource.opened.at(-1)?.onerror?.()
      const before = FakeSource.opened.length
      vi.advanceTimersByTime(waitMs - 1)
      expect(FakeSource.opened).toHaveLength(before)
      vi.advanceTimersByTime(1)
      expect(FakeSource.opened).toHaveLength(before + 1)
    }
    FakeSource.opened.at(-1)?.onopen?.()
    FakeSource.opened.at(-1)?.onerror?.()
    vi.advanceTimersByTime(1000)
    expect(FakeSource.opened).toHaveLength(5)
    expect(states).toEqual([false, false, false, true, false])
    stream.close()
  })

  it('stays closed once it is closed', () => {
    const stream = openLiveStream({ url: '/api/events', onEvent: () => undefined, onState: () => undefined })
    FakeSource.opened[0]?.onerror?.()
    stream.close()
    vi.advanceTimersByTime(120_000)
    expect(FakeSource.opened).toHaveLength(1)
  })

  it('hears only events of ours', () => {
    expect(parseEvent('{"type":"flow","flowId":"f","revision":2,"by":"x"}')).toEqual({ type: 'flow', flowId: 'f', revision: 2, by: 'x' })
    for (const data of ['', 'null', '3', '{"type":"other"}', '{']) expect(parseEvent(data)).toBeNull()
  })
})
