'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ApiError, type AwaitedCallView } from '@maillon/api-contract'
import { api, quietApi } from '../../api/api.js'
import { useErrorNotice } from '../../api/use-error-notice.js'
import type { NextCall, NextCallEnd } from './next-call-context.js'

/** How often the page says that it waits. The server takes it for gone after half a minute without. */
const everyMs = 2_000

export interface NextCallWaitOptions {
  readonly flowId: string
  /** The call goes to what is saved. */
  readonly saveNow: () => Promise<boolean>
  readonly onTaken: (runId: string) => void
}

interface Wait {
  readonly call: AwaitedCallView
  readonly until: number
  readonly isCut: boolean
}

/** Waits for the next call of a flow: says that the page is there, follows what becomes of it, and gives it up when the page is left. */
export function useNextCallWait({ flowId, saveNow, onTaken }: NextCallWaitOptions): NextCall {
  const client = useQueryClient()
  const showError = useErrorNotice()
  const [wait, setWait] = useState<Wait | null>(null)
  const [end, setEnd] = useState<NextCallEnd | null>(null)
  const [isStarting, setIsStarting] = useState(false)
  const id = wait?.call.id ?? null
  const latest = useRef({ onTaken, wait })
  useEffect(() => {
    latest.current = { onTaken, wait }
  })

  useEffect(() => {
    if (id === null) return
    let isOver = false
    const finish = (why: NextCallEnd | null) => {
      isOver = true
      setWait(null)
      setEnd(why)
    }
    const look = async () => {
      const seen = await lookAt(flowId, id)
      if (isOver) return
      const until = latest.current.wait?.until ?? 0
      if (seen === 'cut') return Date.now() > until ? finish('late') : setWait((known) => known && { ...known, isCut: true })
      if (seen === 'gone' || seen.state === 'over') return finish(seen === 'gone' ? 'elsewhere' : 'late')
      if (seen.state === 'waiting') return setWait({ call: seen, until: Date.now() + seen.leftMs, isCut: false })
      finish(null)
      void client.invalidateQueries({ queryKey: ['runs'] })
      if (seen.runId !== null) latest.current.onTaken(seen.runId)
    }
    const timer = setInterval(() => void look(), everyMs)
    const leave = () => void fetch(addressOf(flowId, id), { method: 'DELETE', keepalive: true, headers: { 'x-maillon-csrf': '1' } }).catch(() => undefined)
    window.addEventListener('pagehide', leave)
    return () => {
      clearInterval(timer)
      window.removeEventListener('pagehide', leave)
      // Whoever goes to another page waits no longer.
      if (!isOver) leave()
      isOver = true
    }
  }, [flowId, id, client])

  const begin = useCallback(async () => {
    setIsStarting(true)
    setEnd(null)
    try {
      if (!(await saveNow())) return
      const call = await api.call('awaitCall', { params: { id: flowId } })
      setWait({ call, until: Date.now() + call.leftMs, isCut: false })
    } catch (error) {
      showError(error)
    } finally {
      setIsStarting(false)
    }
  }, [flowId, saveNow, showError])
  const stop = useCallback(() => {
    setWait(null)
    setEnd(null)
  }, [])
  return useMemo(() => ({ call: wait?.call ?? null, until: wait?.until ?? 0, isCut: wait?.isCut ?? false, end, isStarting, begin: () => void begin(), stop }), [wait, end, isStarting, begin, stop])
}

function addressOf(flowId: string, id: string): string {
  return `/api/flows/${encodeURIComponent(flowId)}/awaited-calls/${encodeURIComponent(id)}`
}

/** Without the login dialog: a session that ended meanwhile ends the wait, and nothing else. */
async function lookAt(flowId: string, id: string): Promise<AwaitedCallView | 'gone' | 'cut'> {
  try {
    return await quietApi.call('keepAwaiting', { params: { id: flowId, call: id } })
  } catch (error) {
    return error instanceof ApiError && error.status === 404 ? 'gone' : 'cut'
  }
}
