import type { LiveEvent } from '@maillon/api-contract'
import type { Locale } from '@maillon/kernel'

/** Who listens: the events of one workspace, or of one of its runs. */
export interface LiveListener {
  readonly workspaceId: string
  /** Null: all runs. */
  readonly runId: string | null
  readonly locale: Locale
  send(event: LiveEvent): void
}

/** Hands live events of this process to those who listen. Each is a hint: who misses one asks the rows. */
export class LiveEvents {
  readonly #listeners = new Set<LiveListener>()

  publish(workspaceId: string, event: LiveEvent): void {
    for (const listener of this.#listeners) {
      if (listener.workspaceId === workspaceId && (listener.runId === null || listener.runId === runOf(event))) listener.send(event)
    }
  }

  /** @returns the end of listening. */
  listen(listener: LiveListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The languages of those who would hear of a run; none where preparing an event is work for nothing. */
  localesFor(workspaceId: string, runId: string): ReadonlySet<Locale> {
    const heard = [...this.#listeners].filter((listener) => listener.workspaceId === workspaceId && (listener.runId === null || listener.runId === runId))
    return new Set(heard.map(({ locale }) => locale))
  }

  /** To those of one language. */
  publishIn(locale: Locale, workspaceId: string, event: LiveEvent): void {
    for (const listener of this.#listeners) {
      if (listener.locale === locale && listener.workspaceId === workspaceId && (listener.runId === null || listener.runId === runOf(event))) listener.send(event)
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
