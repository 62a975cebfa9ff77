'use client'

import { useEffect, useRef } from 'react'
import { ApiError } from '@maillon/api-contract'
import { api } from '../api/api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { useInvalidate } from '../api/use-api.js'
import { useEditorStore } from './editor-context.js'

const quietMs = 700
const againMs = 4_000

/**
 * Saves the draft a moment after the last edit, naming the revision that it started from. What can't be sent stays and is sent again;
 * where somebody else saved in between, nothing is overwritten: the state becomes `conflict` and the person chooses.
 */
export function useAutosave(flowId: string): { readonly saveNow: () => Promise<boolean> } {
  const store = useEditorStore()
  const showError = useErrorNotice()
  const invalidate = useInvalidate()
  const saving = useRef<Promise<boolean> | null>(null)
  const savedEdits = useRef(0)

  const saveOnce = useRef(async (): Promise<boolean> => {
    // While a past run is shown, the draft waits aside, with what isn't saved of it.
    const { document, revision, edits, saveState } = store.getState().draft ?? store.getState()
    if (edits === savedEdits.current || saveState === 'conflict') return saveState !== 'conflict'
    store.getState().setSaveState('saving')
    try {
      const answer = await api.call('saveDraft', { params: { id: flowId }, body: { document, revision } })
      savedEdits.current = edits
      store.getState().saved(answer.revision)
      store.getState().setSaveState((store.getState().draft ?? store.getState()).edits === edits ? 'saved' : 'waiting')
      invalidate('flows')
      return true
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 0
      store.getState().setSaveState(status === 409 ? 'conflict' : status === 0 || status === 401 || status >= 500 ? 'offline' : 'refused')
      if (status !== 409 && status !== 0 && status !== 401 && status < 500) showError(error)
      return false
    }
  })

  const saveNow = useRef(async (): Promise<boolean> => {
    // One at a time: a save names the revision that the one before it gave.
    while (saving.current !== null) await saving.current
    saving.current = saveOnce.current()
    const isSaved = await saving.current
    saving.current = null
    return isSaved
  })

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const later = (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => void saveNow.current().then((isSaved) => !isSaved && (store.getState().draft ?? store.getState()).saveState === 'offline' && later(againMs)), ms)
    }
    const stop = store.subscribe((state, before) => {
      if (state.edits === before.edits || state.draft !== null) return
      // Opened anew: what was saved before counts no longer.
      if (state.edits === 0) savedEdits.current = 0
      // Back from a past run, with everything saved.
      if (state.edits === savedEdits.current) return
      if (state.saveState === 'saved' || state.saveState === 'refused') state.setSaveState('waiting')
      later(quietMs)
    })
    const warn = (event: BeforeUnloadEvent) => {
      const { edits, saveState } = store.getState().draft ?? store.getState()
      if (edits !== savedEdits.current && saveState !== 'saved') event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      clearTimeout(timer)
      stop()
      window.removeEventListener('beforeunload', warn)
      void saveNow.current()
    }
  }, [store, flowId])

  return { saveNow: saveNow.current }
}
