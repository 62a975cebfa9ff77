'use client'

import { useEffect, useRef, useState } from 'react'
import type { FileView } from '@maillon/api-contract'
import { uploadFile } from '../api/upload-file.js'
import { useInvalidate } from '../api/use-api.js'
import { useLatest } from './insert-target.js'

export interface OneUpload {
  /** null: nothing is on its way. `share` is 0 to 1. */
  readonly sending: { readonly name: string; readonly share: number } | null
  /** Why the last one failed; null: it didn't. */
  readonly error: unknown
  readonly send: (file: File) => Promise<void>
  readonly stop: () => void
}

/** Sends one file at a time and says when it is there. */
export function useOneUpload(onDone: (file: FileView) => void): OneUpload {
  const [sending, setSending] = useState<OneUpload['sending']>(null)
  const [error, setError] = useState<unknown>(null)
  const abort = useRef<AbortController | null>(null)
  const done = useLatest(onDone)
  const invalidate = useInvalidate()
  useEffect(() => () => abort.current?.abort(), [])
  const send = async (file: File) => {
    const own = new AbortController()
    abort.current = own
    setError(null)
    setSending({ name: file.name, share: 0 })
    try {
      const stored = await uploadFile(file, { onProgress: (share) => setSending({ name: file.name, share }), signal: own.signal })
      invalidate('files')
      done.current(stored)
    } catch (failure) {
      if (!own.signal.aborted) setError(failure)
    } finally {
      if (abort.current === own) setSending(null)
    }
  }
  return { sending, error, send, stop: () => abort.current?.abort() }
}
