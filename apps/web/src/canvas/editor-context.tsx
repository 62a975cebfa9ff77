'use client'

import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Editor, EditorStore } from './editor-store.js'

export const EditorContext = createContext<EditorStore | null>(null)

/** The store itself, for handlers that read at the moment they run. */
export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext)
  if (store === null) throw new Error('useEditorStore outside a canvas')
  return store
}

/** A part of the state; the component is drawn again only when that part changes. */
export function useEditor<Part>(select: (state: Editor) => Part): Part {
  return useStore(useEditorStore(), select)
}
