'use client'

import { useEffect, useLayoutEffect, useMemo, useRef, type DragEvent, type RefObject } from 'react'
import type { InsertTarget } from './form-context.js'
import { useFormSurroundings } from './form-surroundings.js'

/** Type of a dragged field; its data is the expression's text. */
export const fieldDragType = 'application/x-maillon-field'

type Insert = (text: string) => void

/**
 * Makes an input one that a click in the incoming data writes to. The target stays the same object from the first focus on
 * and always works on what the input holds then, so that nothing is lost between blur and click.
 */
export function useInsertTarget(insert: Insert): { readonly onFocus: () => void; readonly onDragOver: (event: DragEvent) => void; readonly onDrop: (event: DragEvent) => void } {
  const { context, releaseTarget, isReadOnly } = useFormSurroundings()
  const latest = useLatest(insert)
  const release = useLatest(releaseTarget)
  const target = useMemo<InsertTarget>(() => ({ insert: (text) => latest.current(text) }), [latest])
  useEffect(
    () => () => {
      release.current(target)
    },
    [target, release],
  )
  return {
    onFocus: () => {
      if (!isReadOnly) context.registerTarget(target)
    },
    onDragOver: (event) => {
      if (!isReadOnly && event.dataTransfer.types.includes(fieldDragType)) event.preventDefault()
    },
    onDrop: (event) => {
      const text = event.dataTransfer.getData(fieldDragType)
      if (text === '' || isReadOnly) return
      event.preventDefault()
      context.registerTarget(target)
      insert(text)
    },
  }
}

/** The newest value for handlers that outlive a drawing. */
export function useLatest<T>(value: T): RefObject<T> {
  const ref = useRef(value)
  useLayoutEffect(() => {
    ref.current = value
  })
  return ref
}
