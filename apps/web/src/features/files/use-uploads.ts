'use client'

import { useCallback, useRef, useState } from 'react'
import { uploadFile } from '../../api/upload-file.js'
import { useInvalidate } from '../../api/use-api.js'

export interface Upload {
  readonly key: number
  readonly name: string
  readonly size: number
  /** 0 to 1. */
  readonly share: number
  readonly state: 'waiting' | 'going' | 'failed'
  /** Why, for `failed`. */
  readonly error: unknown
}

/** Sends files one after the other; one that arrived leaves the list (it stands among the files then), one that failed stays with its reason. */
export function useUploads() {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const queue = useRef<Promise<void>>(Promise.resolve())
  const nextKey = useRef(0)
  const aborts = useRef(new Map<number, AbortController>())
  const invalidate = useInvalidate()

  const change = useCallback((key: number, part: Partial<Upload>) => setUploads((all) => all.map((upload) => (upload.key === key ? { ...upload, ...part } : upload))), [])
  const drop = useCallback((key: number) => {
    aborts.current.get(key)?.abort()
    aborts.current.delete(key)
    setUploads((all) => all.filter((upload) => upload.key !== key))
  }, [])

  const send = useCallback(
    async (key: number, file: File) => {
      const abort = aborts.current.get(key)
      if (abort === undefined) return
      change(key, { state: 'going' })
      try {
        await uploadFile(file, { onProgress: (share) => change(key, { share }), signal: abort.signal })
        drop(key)
        invalidate('files')
      } catch (error) {
        if (!abort.signal.aborted) change(key, { state: 'failed', error })
      }
    },
    [change, drop, invalidate],
  )

  const add = useCallback(
    (files: readonly File[]) => {
      for (const file of files) {
        const key = nextKey.current++
        aborts.current.set(key, new AbortController())
        setUploads((all) => [...all, { key, name: file.name, size: file.size, share: 0, state: 'waiting', error: null }])
        queue.current = queue.current.then(() => send(key, file))
      }
    },
    [send],
  )
  return { uploads, add, drop }
}
