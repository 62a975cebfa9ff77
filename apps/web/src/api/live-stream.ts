import type { LiveEvent } from '@maillon/api-contract'

export interface LiveStream {
  close(): void
}

export interface LiveStreamOptions {
  readonly url: string
  readonly onEvent: (event: LiveEvent) => void
  /** Called with true when the line stands, false when it is lost. */
  readonly onState: (isLive: boolean) => void
}

const firstWaitMs = 1_000
const longestWaitMs = 30_000
const eventTypes: readonly LiveEvent['type'][] = ['run', 'step', 'flow']

/**
 * Server-sent events with our own reconnection: the browser's gives up for good on an answer that is no event stream (502 of a proxy, 401).
 * Waits 1 s, then twice as long each time up to 30 s.
 */
export function openLiveStream(options: LiveStreamOptions): LiveStream {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let waitMs = firstWaitMs
  let isClosed = false

  const read = (message: MessageEvent<string>) => {
    const event = parseEvent(message.data)
    if (event !== null) options.onEvent(event)
  }

  const connect = () => {
    source = new EventSource(options.url)
    source.onopen = () => {
      waitMs = firstWaitMs
      options.onState(true)
    }
    source.onmessage = read
    for (const type of eventTypes) source.addEventListener(type, read)
    source.onerror = () => {
      source?.close()
      options.onState(false)
      if (isClosed) return
      timer = setTimeout(connect, waitMs)
      waitMs = Math.min(waitMs * 2, longestWaitMs)
    }
  }
  connect()

  return {
    close() {
      isClosed = true
      clearTimeout(timer)
      source?.close()
    },
  }
}

/** Null for anything that is no event of ours (heartbeats, later kinds). */
export function parseEvent(data: string): LiveEvent | null {
  try {
    const value = JSON.parse(data) as Partial<LiveEvent> | null
    return eventTypes.includes(value?.type as LiveEvent['type']) ? (value as LiveEvent) : null
  } catch {
    return null
  }
}
