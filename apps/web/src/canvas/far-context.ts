'use client'

import { createContext, useContext } from 'react'

/** Below this zoom small texts and buttons can be neither read nor hit, and aren't drawn. */
export const farZoom = 0.38

export const FarContext = createContext(false)

/** Whether the canvas is seen from so far that boxes show their names only. */
export function useIsFar(): boolean {
  return useContext(FarContext)
}
