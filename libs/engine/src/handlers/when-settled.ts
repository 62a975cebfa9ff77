import { isTerminalRun, isTerminalStep } from '@maillon/plan'
import type { SettledView } from '../engine.js'
import type { LiveEvents } from '../live-events.port.js'
import type { RunState } from '../run-state.js'
import type { RunStore } from '../run-store.port.js'
import type { RunCells } from './run-cells.js'

/** Somebody else's run may end without a word; our own tells us. */
const firstPollMs = 1_000
const longestPollMs = 2_000

interface Waiting {
  readonly runId: string
  readonly target: number | 'run'
  readonly timeoutMs: number
}

/** Wait for the end of a run or of one of its steps: told by live events, and by looking now and then in case one is lost. */
export function waitUntilSettled(ports: { readonly store: RunStore; readonly cells: RunCells; readonly events: LiveEvents }, waiting: Waiting): Promise<SettledView | null> {
  return new Promise((resolve) => {
    let pollTimer: NodeJS.Timeout | undefined
    let pollMs = firstPollMs
    const finish = (view: SettledView | null): void => {
      clearTimeout(pollTimer)
      clearTimeout(deadline)
      unsubscribe()
      resolve(view)
    }
    const look = (): boolean => {
      const state = ports.cells.peek(waiting.runId)
      const view = state === undefined ? null : viewOf(state, waiting.target)
      if (view !== null) finish(view)
      return view !== null
    }
    const read = (): void => {
      clearTimeout(pollTimer)
      void ports.store.load(waiting.runId).catch(() => null).then((state) => {
        const view = state === null ? null : viewOf(state, waiting.target)
        if (view !== null) return finish(view)
        pollMs = Math.min(longestPollMs, pollMs * 2)
        pollTimer = setTimeout(read, pollMs)
      })
    }
    const deadline = setTimeout(() => finish(null), waiting.timeoutMs)
    const unsubscribe = ports.events.subscribe(waiting.runId, (event) => {
      // What happened here is known here; what happened in another process has to be read.
      const isEnd = event.kind === 'run' ? isTerminalRun(event.status) : event.kind === 'step' && event.node === waiting.target && isTerminalStep(event.status)
      if (isEnd && !look()) read()
    })
    if (!look()) pollTimer = setTimeout(read, ports.cells.peek(waiting.runId) === undefined ? 0 : firstPollMs)
  })
}

function viewOf(state: RunState, target: number | 'run'): SettledView | null {
  if (target === 'run') return isTerminalRun(state.status) ? { of: 'run', status: state.status, error: state.error } : null
  const step = state.steps.get(target)
  if (step !== undefined && isTerminalStep(step.status)) return { of: 'step', status: step.status, outputs: step.outputs, error: step.error }
  return isTerminalRun(state.status) ? { of: 'step', status: 'skipped', outputs: null, error: null } : null
}
