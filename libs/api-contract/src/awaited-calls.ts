/** waiting: the next call goes to the draft. taken: it came. over: nobody waits any more; calls go to the published version, as always. */
export const awaitedCallStates = ['waiting', 'taken', 'over'] as const
export type AwaitedCallState = (typeof awaitedCallStates)[number]

/** Somebody waits for the next call of a flow's webhook or form: it goes, once, to a trial of the draft. */
export interface AwaitedCallView {
  readonly id: string
  readonly state: AwaitedCallState
  /** Milliseconds until the wait is over; 0 unless it is waiting. */
  readonly leftMs: number
  /** Of the draft that the call goes to. */
  readonly revision: number
  readonly addresses: readonly AwaitedAddress[]
  /** The trial, once the call has come; otherwise null. */
  readonly runId: string | null
}

/** Where the call may come. */
export interface AwaitedAddress {
  readonly nodeId: string
  readonly kind: 'webhook' | 'form'
  /** `POST`, …; empty for a form. */
  readonly method: string
  /** Behind `/hooks/` or `/forms/`. */
  readonly path: string
}
