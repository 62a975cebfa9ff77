'use client'

import { createContext, useContext } from 'react'

/** true inside rows, where inputs stand side by side. */
export const CompactContext = createContext(false)

export function useIsCompact(): boolean {
  return useContext(CompactContext)
}
