import { Type, type Static } from 'typebox'

/** sent: done, and not done again; sending: going on; unknown: cut off, nobody knows; failed: surely not done, the next attempt does it. */
export const actionStates = ['sent', 'sending', 'unknown', 'failed'] as const

/** Something that a step did outside, as the ledger has it. */
export interface ActionView {
  readonly id: string
  readonly node: string
  /** '' outside loops; else the turn: `3`, or `3/0`. */
  readonly iteration: string
  /** Which row of its step it stands for, from 0; null: the step as a whole. */
  readonly index: number | null
  readonly state: (typeof actionStates)[number]
  readonly at: string
  /** In the caller's language: “Already sent at 09:04”. */
  readonly sentence: string
  /** What to do; '': nothing. */
  readonly hint: string
}

export const DecideActionRequest = Type.Object({
  id: Type.String({ maxLength: 300 }),
  /** What a person found out. */
  was: Type.Union([Type.Literal('sent'), Type.Literal('not-sent')]),
})
export type DecideActionRequest = Static<typeof DecideActionRequest>
