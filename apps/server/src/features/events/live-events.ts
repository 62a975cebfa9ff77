import type { LiveEvent } from '@maillon/api-contract'

/** Who listens: the events of one workspace, or of one of its runs. */
export interface LiveListener {
  readonly workspaceId: string
  /** Null: all runs. */
  readonly runId: string | null
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

  /** Whether anybody listens at all: preparing an event for nobody is work for nothing. */
  get isHeard(): boolean {
    return this.#listeners.size > 0
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
