import type { LiveEvent } from '@maillon/api-contract'
import type { Locale } from '@maillon/kernel'

/** Who listens: to one run with its steps, or to what happens to all runs and flows of a workspace. */
export interface LiveListener {
  readonly workspaceId: string
  /** Null: all runs, without their steps. */
  readonly runId: string | null
  readonly locale: Locale
  /** In their order. Those who hear the same are given the same list. */
  send(events: readonly LiveEvent[]): void
}

/** Hands live events of this process to those who listen. Each is a hint: who misses one asks the rows. */
export class LiveEvents {
  readonly #listeners = new Set<LiveListener>()

  /** Of a flow. */
  publish(workspaceId: string, event: LiveEvent): void {
    for (const listener of this.#listeners) if (listener.workspaceId === workspaceId && listener.runId === null) listener.send([event])
  }

  /** @returns the end of listening. */
  listen(listener: LiveListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Whether anybody listens to this run and its steps. */
  isWatched(runId: string): boolean {
    for (const listener of this.#listeners) if (listener.runId === runId) return true
    return false
  }

  /** Whether anybody would hear of the beginning or the end of this run. */
  isHeard(workspaceId: string, runId: string): boolean {
    for (const listener of this.#listeners) if (listener.workspaceId === workspaceId && (listener.runId === null || listener.runId === runId)) return true
    return false
  }

  /** The languages of those who listen in a workspace. */
  localesOf(workspaceId: string): ReadonlySet<Locale> {
    return new Set([...this.#listeners].filter((listener) => listener.workspaceId === workspaceId).map(({ locale }) => locale))
  }

  /** Of runs and steps, to those of one language: each is sent what concerns him in one piece. */
  publishIn(locale: Locale, workspaceId: string, events: readonly LiveEvent[]): void {
    const ofRuns = events.filter((event) => event.type === 'run')
    for (const listener of this.#listeners) {
      if (listener.locale !== locale || listener.workspaceId !== workspaceId) continue
      const heard = listener.runId === null ? ofRuns : events.filter((event) => runOf(event) === listener.runId)
      if (heard.length > 0) listener.send(heard)
    }
  }
}

function runOf(event: LiveEvent): string | null {
  switch (event.type) {
    case 'run':
      return event.run.id
    case 'step':
      return event.runId
    case 'flow':
      return null
  }
}
