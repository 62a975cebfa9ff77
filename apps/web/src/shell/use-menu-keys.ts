'use client'

import { useEffect, useState, type KeyboardEvent } from 'react'

export interface MenuKeys {
  readonly opened: boolean
  readonly onChange: (opened: boolean) => void
  /** For the button that opens the menu. */
  readonly onKeyDown: (event: KeyboardEvent) => void
  /** For the part that holds the items: its `ref`. */
  readonly onDropdown: (element: HTMLDivElement | null) => void
}

/**
 * A menu button as people who don't use a mouse know it: arrow down opens the menu at its first item, arrow up at its last, and both go into a
 * menu that is open already. (Mantine's own listens to arrows only within the menu, where a drawer around it may have kept the focus.)
 */
export function useMenuKeys(): MenuKeys {
  const [opened, setOpened] = useState(false)
  // The items come into the page some moments after the menu was opened.
  const [dropdown, setDropdown] = useState<HTMLDivElement | null>(null)
  const [entering, setEntering] = useState<'first' | 'last' | null>(null)
  useEffect(() => {
    if (entering === null || !opened || dropdown === null) return
    // After the menu's own focus trap, which takes the focus on its first frame.
    const soon = setTimeout(() => {
      const items = [...dropdown.querySelectorAll<HTMLElement>('[data-menu-item]:not(:disabled)')]
      // Who types quickly is further on by now: the trap had put them on the first item.
      if (entering === 'last' || !items.some((item) => item === document.activeElement)) items.at(entering === 'first' ? 0 : -1)?.focus()
      setEntering(null)
    }, 30)
    return () => clearTimeout(soon)
  }, [entering, opened, dropdown])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    setOpened(true)
    setEntering(event.key === 'ArrowDown' ? 'first' : 'last')
  }
  return { opened, onChange: setOpened, onKeyDown, onDropdown: setDropdown }
}
