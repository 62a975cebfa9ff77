'use client'

import { createContext, useContext } from 'react'
import type { AwaitedCallView } from '@maillon/api-contract'

/** late: nothing came in time. elsewhere: this person waits in another window by now, or the wait is known no longer. */
export type NextCallEnd = 'late' | 'elsewhere'

export interface NextCall {
  /** Null: nobody waits here. */
  readonly call: AwaitedCallView | null
  /** When the wait is over, by this browser's clock, milliseconds. */
  readonly until: number
  /** The server wasn't reached just now: the wait may be over there. */
  readonly isCut: boolean
  /** Why the last wait came to nothing; null: it didn't, or it was read. */
  readonly end: NextCallEnd | null
  readonly isStarting: boolean
  readonly begin: () => void
  /** Wait no longer, or put the notice away. */
  readonly stop: () => void
}

export const NextCallContext = createContext<NextCall | null>(null)

/** The wait for the next call of the flow that is drawn here. */
export function useNextCall(): NextCall {
  const call = useContext(NextCallContext)
  if (call === null) throw new Error('useNextCall outside a canvas')
  return call
}
