'use client'

import { createContext, useContext } from 'react'
import type { CanvasCommand } from './canvas-keys.js'

export const CommandsContext = createContext<((command: CanvasCommand) => void) | null>(null)

/** Runs a command of the canvas on what is selected. */
export function useCommand(): (command: CanvasCommand) => void {
  const command = useContext(CommandsContext)
  if (command === null) throw new Error('useCommand outside a canvas')
  return command
}
