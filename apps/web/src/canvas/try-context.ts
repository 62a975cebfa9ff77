'use client'

import { createContext, useContext } from 'react'
import type { JsonObject } from '@maillon/kernel'

/** How the draft is tried. Absent: the whole flow, for real, with what its trigger gives by itself. */
export interface TryAsked {
  /** Show what would be sent instead of sending it. */
  readonly isDryRun?: boolean
  /** Only this node and what it needs. */
  readonly upTo?: string
  /** Begin at this trigger, with these rows. */
  readonly trigger?: string
  readonly rows?: JsonObject[]
  /** The run that these rows are from. */
  readonly of?: string
}

export const TryContext = createContext<((asked: TryAsked) => void) | null>(null)

export function useTry(): (asked: TryAsked) => void {
  const tryIt = useContext(TryContext)
  if (tryIt === null) throw new Error('useTry outside a canvas')
  return tryIt
}
