'use client'

import { useEffect } from 'react'

/**
 * For dialogs that are taken away as soon as they are closed: the focus goes back to where it was before, unless something else
 * has taken it by then. (Mantine's own return only works for dialogs that stay and are hidden.)
 */
export function useReturningFocus(): void {
  useEffect(() => {
    const before = document.activeElement
    return () => {
      setTimeout(() => {
        if (isNowhere(document.activeElement) && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
      })
    }
  }, [])
}

/** Whether the focus is on nothing. */
export function isNowhere(element: Element | null): boolean {
  return element === null || element === document.body
}
