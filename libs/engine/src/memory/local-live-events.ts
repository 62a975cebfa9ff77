import type { LiveEvents, RunEvent } from '../live-events.port.js'

type Listener = (event: RunEvent) => void

/** Live events within one process. The adapters that reach other processes build on it. */
export class LocalLiveEvents implements LiveEvents {
  private readonly byRun = new Map<string, Set<Listener>>()
  private readonly ofAll = new Set<Listener>()

  publish(event: RunEvent): void {
    for (const listener of this.byRun.get(event.runId) ?? []) callSafely(listener, event)
    for (const listener of this.ofAll) callSafely(listener, event)
  }

  subscribe(runId: string | null, listener: Listener): () => void {
    if (runId === null) {
      this.ofAll.add(listener)
      return () => this.ofAll.delete(listener)
    }
    const listeners = this.byRun.get(runId) ?? new Set()
    listeners.add(listener)
    this.byRun.set(runId, listeners)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.byRun.get(runId) === listeners) this.byRun.delete(runId)
    }
  }

  close(): Promise<void> {
    this.byRun.clear()
    this.ofAll.clear()
    return Promise.resolve()
  }
}

/** A listener that throws must not keep the event from the others, nor fail the change that it tells of. */
function callSafely(listener: Listener, event: RunEvent): void {
  try {
    listener(event)
  } catch {
    // Its own problem: whoever listens handles its errors.
  }
}
