'use client'

import { notifications } from '@mantine/notifications'
import { useReactFlow } from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import { copyOfNodes, pasteOperations } from '@maillon/flow-document'
import { diagnosticSentence } from '@maillon/messages'
import { outputPorts } from '@maillon/node-contract'
import { useLocale } from '../i18n/locale-provider.js'
import { arrangeNodes, onGrid } from './arrange-nodes.js'
import { commandOfKey, isCharacterKey, type CanvasCommand } from './canvas-keys.js'
import { useEditorStore } from './editor-context.js'
import type { CatalogueRead } from './use-catalogue.js'

export interface CommandHandlers {
  readonly onFind: () => void
  readonly onSave: () => void
  readonly onRun: () => void
  readonly onHelp: () => void
}

/** Whether the person is typing: keys and the clipboard then belong to the field. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.closest('[role="dialog"]') !== null)
}

/** Whether a key pressed there is for the canvas: single characters only on the diagram (or nowhere), the others on its toolbar too. */
function isForCanvas(event: KeyboardEvent): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement) || target === document.body) return true
  return target.closest(isCharacterKey(event) ? '.react-flow' : '[data-canvas]') !== null
}

/** Keys and clipboard of the canvas, and the same commands for buttons. */
export function useCanvasCommands({ catalogue }: CatalogueRead, handlers: CommandHandlers): (command: CanvasCommand) => void {
  const store = useEditorStore()
  const flow = useReactFlow()
  const { locale } = useLocale()

  const commands = useMemo(() => {
    const selected = () => flow.getNodes().flatMap((node) => (node.selected === true ? [node.id] : []))
    const select = (ids: readonly string[]) => flow.setNodes((nodes) => nodes.map((node) => ({ ...node, selected: ids.includes(node.id) })))
    const copied = () => {
      const ids = selected()
      return ids.length === 0 ? null : JSON.stringify(copyOfNodes(store.getState().document, ids), null, 2)
    }
    const paste = (text: string, at: { readonly x: number; readonly y: number }) => {
      const pasted = pasteOperations(store.getState().document, text, at)
      if (!pasted.ok) {
        const [first] = pasted.diagnostics
        if (first !== undefined) notifications.show({ color: 'red', message: diagnosticSentence(first, locale) })
        return
      }
      // The new boxes exist for React Flow only after it has drawn them.
      if (store.getState().apply(pasted.operation)) setTimeout(() => select(pasted.ids), 60)
    }
    const middle = () => {
      const { x, y } = flow.screenToFlowPosition({ x: window.innerWidth / 2, y: window.innerHeight / 2 })
      return { x: onGrid(x), y: onGrid(y) }
    }
    const remove = () => store.getState().apply({ op: 'batch', operations: selected().map((id) => ({ op: 'remove-node', id })) })
    const run: { readonly [C in CanvasCommand]: () => void } = {
      add: () => {
        const { nodeById } = store.getState()
        const [only, ...more] = selected()
        const node = only !== undefined && more.length === 0 ? nodeById.get(only) : undefined
        const descriptor = node === undefined ? null : catalogue.get(node.type, node.version)
        const port = node === undefined || descriptor === null ? undefined : outputPorts(descriptor, node.params)[0]?.id
        store.getState().startAdding(node === undefined || port === undefined ? { kind: 'anywhere' } : { kind: 'port', node: node.id, port })
      },
      undo: () => store.getState().undo(),
      redo: () => store.getState().redo(),
      duplicate: () => {
        const [first] = selected()
        const text = copied()
        const origin = first === undefined ? undefined : store.getState().nodeById.get(first)
        if (text !== null && origin !== undefined) paste(text, { x: origin.position.x + 40, y: origin.position.y + 120 })
      },
      disable: () => {
        const { nodeById } = store.getState()
        const ids = selected()
        const disabled = ids.some((id) => nodeById.get(id)?.disabled !== true) ? true : null
        if (ids.length > 0) store.getState().apply({ op: 'batch', operations: ids.map((id) => ({ op: 'change-node', id, change: { disabled } })) })
      },
      open: () => {
        const [only] = selected()
        if (only !== undefined) store.getState().openPanel(only)
      },
      find: handlers.onFind,
      tidy: () => {
        store.getState().apply({ op: 'move-nodes', positions: arrangeNodes(store.getState().document) })
        setTimeout(() => void flow.fitView({ maxZoom: 1, padding: 0.15, duration: 200 }), 60)
      },
      save: handlers.onSave,
      run: handlers.onRun,
      selectAll: () => select(store.getState().document.nodes.map(({ id }) => id)),
      help: handlers.onHelp,
    }
    return { run, copied, paste, remove, middle }
  }, [store, flow, locale, handlers, catalogue])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = commandOfKey(event)
      if (command === null || isTyping(event.target) || !isForCanvas(event)) return
      // Enter on a button or link keeps its meaning for those who move by keyboard.
      const isOnControl = event.target instanceof HTMLElement && event.target.closest('button, a, [role="button"]:not(.react-flow__node)') !== null
      if (isOnControl && event.key === 'Enter') return
      event.preventDefault()
      // Enter opens the box that has the focus, chosen or not.
      const focused = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.react-flow__node')?.dataset['id'] : undefined
      if (command === 'open' && focused !== undefined) store.getState().openPanel(focused)
      else commands.run[command]()
    }
    const onCopy = (event: ClipboardEvent) => {
      const text = isTyping(event.target) || String(window.getSelection()) !== '' ? null : commands.copied()
      if (text === null) return
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
      if (event.type === 'cut') commands.remove()
    }
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || store.getState().isReadOnly) return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text !== '') commands.paste(text, commands.middle())
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
  }, [commands, store])

  return (command) => commands.run[command]()
}
