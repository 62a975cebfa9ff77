'use client'

import { useEffect, useState } from 'react'
import { api } from '../api/api.js'
import { useErrorNotice } from '../api/use-error-notice.js'
import { useInvalidate } from '../api/use-api.js'
import { createAutosave } from './autosave.js'
import { useEditorStore } from './editor-context.js'

/** Autosave of this page's flow, and a question before a page is left that holds unsaved edits. */
export function useAutosave(flowId: string): { readonly saveNow: () => Promise<boolean> } {
  const store = useEditorStore()
  const showError = useErrorNotice()
  const invalidate = useInvalidate()
  const [autosave] = useState(() => createAutosave({ store, send: (body) => api.call('saveDraft', { params: { id: flowId }, body }) }))
  useEffect(() => autosave.setNotices({ onSaved: () => invalidate('flows'), onRefused: showError }), [autosave, invalidate, showError])
  useEffect(() => {
    const stop = autosave.start()
    const warn = (event: BeforeUnloadEvent) => {
      if (autosave.hasUnsaved()) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => {
      window.removeEventListener('beforeunload', warn)
      stop()
    }
  }, [autosave])
  return autosave
}
