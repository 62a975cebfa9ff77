'use client'

import { useEffect } from 'react'
import { thingOf } from './box-ids.js'
import { commandOfKey, isCharacterKey, type CanvasCommand } from './canvas-keys.js'
import { useEditorStore } from './editor-context.js'
import { deleteThings } from './use-diagram-state.js'
import { useCanvasActions, type CommandHandlers } from './use-canvas-actions.js'
import type { CatalogueRead } from './use-catalogue.js'
import { useReactFlow } from '@xyflow/react'

/** Whether the person is typing: keys and the clipboard then belong to the field. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('[role="dialog"]') !== null)
}

/** Whether a key pressed there is for the canvas: single characters only on the diagram (or nowhere, or on what is around it: a click on its ground focuses the page), the others on its toolbar too. */
function isForCanvas(event: KeyboardEvent): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement) || target.querySelector('[data-canvas]') !== null) return true
  return target.closest(isCharacterKey(event) ? '.react-flow' : '[data-canvas]') !== null
}

/** Keys and clipboard of the canvas, and the same commands for buttons. */
export function useCanvasCommands(catalogue: CatalogueRead, handlers: CommandHandlers): (command: CanvasCommand) => void {
  const store = useEditorStore()
  const flow = useReactFlow()
  const actions = useCanvasActions(catalogue, handlers)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = commandOfKey(event)
      if (command === null || isTyping(event.target) || !isForCanvas(event) || isOpening()) return
      // Enter on a button or link keeps its meaning for those who move by keyboard.
      const isOnControl = event.target instanceof HTMLElement && event.target.closest('button, a, [role="button"]:not(.react-flow__node)') !== null
      if (isOnControl && event.key === 'Enter') return
      event.preventDefault()
      // Enter opens the box that has the focus, chosen or not.
      const focused = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.react-flow__node')?.dataset['id'] : undefined
      if (command === 'open' && focused !== undefined) openBox(focused)
      else actions.run[command]()
    }
    // A search or a panel that is about to stand there: what is typed in haste is meant for it, and is no command.
    const isOpening = () => {
      const { adding, openNode, nodeById } = store.getState()
      return adding !== null || (openNode !== null && nodeById.has(openNode))
    }
    const openBox = (box: string) => {
      const { kind, id } = thingOf(box)
      const { document, isReadOnly } = store.getState()
      if (kind === 'node') store.getState().openPanel(id)
      else if (isReadOnly) return
      else if (kind === 'note') store.getState().writeNote(id)
      else store.getState().apply({ op: 'change-group', id, change: { folded: document.groups?.find((group) => group.id === id)?.folded === true ? null : true } })
    }
    const onCopy = (event: ClipboardEvent) => {
      const text = isTyping(event.target) || String(window.getSelection()) !== '' ? null : actions.copied()
      if (text === null) return
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
      if (event.type === 'cut') deleteThings(store, flow.getNodes().flatMap((box) => (box.selected === true ? [box.id] : [])))
    }
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || store.getState().isReadOnly) return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text !== '') actions.paste(text, actions.middle())
    }
    window.addEventListener('keydown', onKey)
    window.addEventListener('copy', onCopy)
    window.addEventListener('cut', onCopy)
    window.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('keydown', onKey)
      window.removeEventListener('copy', onCopy)
      window.removeEventListener('cut', onCopy)
      window.removeEventListener('paste', onPaste)
    }
  }, [actions, store, flow])

  return (command) => actions.run[command]()
}
