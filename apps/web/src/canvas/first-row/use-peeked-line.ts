import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'

/** A line that is looked at, and where on the surface, in pixels from its corner. */
export interface PeekedLine {
  /** `from→to`. */
  readonly line: string
  readonly x: number
  readonly y: number
}

/** The pointer has to rest that long; when it leaves, it may come back or go over to what is shown. */
const restMs = 250

/**
 * The line under the resting pointer, or the one that the keyboard is on. Lines are many and come and go:
 * the surface listens for all of them, and nothing of the diagram is drawn anew.
 */
export function usePeekedLine(surface: RefObject<HTMLElement | null>): { readonly peeked: PeekedLine | null; readonly keep: () => void; readonly leave: () => void } {
  const [peeked, setPeeked] = useState<PeekedLine | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const soon = useCallback((next: PeekedLine | null) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setPeeked(next), restMs)
  }, [])
  const keep = useCallback(() => clearTimeout(timer.current), [])
  const leave = useCallback(() => soon(null), [soon])

  useEffect(() => {
    const area = surface.current
    if (area === null) return
    const now = (next: PeekedLine | null) => {
      clearTimeout(timer.current)
      setPeeked(next)
    }
    const onOver = ({ target, clientX, clientY, buttons }: PointerEvent) => {
      const line = buttons === 0 ? lineAt(target) : null
      if (line !== null) soon(placeOf(area, line, { clientX, clientY }))
    }
    const onOut = ({ target }: PointerEvent) => {
      if (lineAt(target) !== null) soon(null)
    }
    const onFocus = ({ target }: FocusEvent) => {
      const line = target instanceof Element && target.matches(':focus-visible') ? lineAt(target) : null
      now(line === null || !(target instanceof Element) ? null : placeOf(area, line, middleOf(area, line) ?? middle(target)))
    }
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') now(null)
    }
    const onDown = () => now(null)
    area.addEventListener('pointerover', onOver)
    area.addEventListener('pointerout', onOut)
    area.addEventListener('pointerdown', onDown)
    area.addEventListener('wheel', onDown, { passive: true })
    area.addEventListener('focusin', onFocus)
    area.addEventListener('focusout', onDown)
    area.addEventListener('keydown', onKey)
    return () => {
      clearTimeout(timer.current)
      area.removeEventListener('pointerover', onOver)
      area.removeEventListener('pointerout', onOut)
      area.removeEventListener('pointerdown', onDown)
      area.removeEventListener('wheel', onDown)
      area.removeEventListener('focusin', onFocus)
      area.removeEventListener('focusout', onDown)
      area.removeEventListener('keydown', onKey)
    }
  }, [surface, soon])
  return { peeked, keep, leave }
}

/** The line that something belongs to: itself, or the count on it. */
function lineAt(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null
  const label = target.closest<HTMLElement>('[data-line]')
  return label?.dataset['line'] ?? target.closest('.react-flow__edge')?.getAttribute('data-id') ?? null
}

interface Point {
  readonly clientX: number
  readonly clientY: number
}

function middleOf(area: Element, line: string): Point | null {
  const label = area.querySelector(`[data-line="${CSS.escape(line)}"]`)
  return label === null ? null : middle(label)
}

function middle(element: Element): Point {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { clientX: left + width / 2, clientY: top + height / 2 }
}

function placeOf(area: Element, line: string, { clientX, clientY }: Point): PeekedLine {
  const { left, top } = area.getBoundingClientRect()
  return { line, x: clientX - left, y: clientY - top }
}
