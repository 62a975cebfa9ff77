'use client'

import { useEffect, useRef } from 'react'
import { create } from 'zustand'

/** Something that the page at hand offers in the command palette. */
export interface PageCommand {
  readonly id: string
  readonly label: string
  readonly description?: string
  /** Keys as shown beside it. */
  readonly keys?: string
  readonly run: () => void
}

export interface PageCommands {
  /** Heading in the palette. */
  readonly group: string
  readonly commands: readonly PageCommand[]
}

/** What the page at hand adds to the command palette; empty on most pages. */
export const usePageCommands = create<{ readonly groups: readonly PageCommands[] }>(() => ({ groups: [] }))

/** Offers commands as long as the component stands; `groups` are asked for when the palette opens. */
export function useOfferCommands(groups: readonly PageCommands[]): void {
  const latest = useRef(groups)
  useEffect(() => {
    latest.current = groups
    usePageCommands.setState({ groups })
  }, [groups])
  useEffect(() => () => usePageCommands.setState({ groups: [] }), [])
}
