'use client'

import { createContext, useContext } from 'react'
import { lineKey, type ChangeMark, type Comparison } from './compare-documents.js'

export type ChangeMarks = Pick<Comparison, 'nodes' | 'lines'>

export const ChangeContext = createContext<ChangeMarks | null>(null)

/** What became of a node between the two versions that are shown. Undefined: nothing, or no two versions are compared. */
export function useChangeOf(node: string): ChangeMark | undefined {
  return useContext(ChangeContext)?.nodes.get(node)
}

/** The same for a line, by its ends. */
export function useChangeOfLine(from: string, to: string): ChangeMark | undefined {
  return useContext(ChangeContext)?.lines.get(lineKey(from, to))
}
