'use client'

import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { LiveEvent, RouteName } from '@maillon/api-contract'
import { useLocale } from '../i18n/locale-provider.js'
import { openLiveStream } from './live-stream.js'
import { useInvalidate } from './use-api.js'

type Listener = (event: LiveEvent) => void
interface LiveState {
  readonly isLive: boolean
  readonly subscribe: (listener: Listener) => () => void
}

const LiveContext = createContext<LiveState>({ isLive: false, subscribe: () => () => undefined })

/** Reads that a change of some run makes old. */
const readsOfRuns: readonly RouteName[] = ['runs', 'home', 'flows']
const refreshEveryMs = 1_500

/** One stream of events for the whole page; lists refresh at most every 1.5 s however many runs there are. */
export function LiveEventsProvider({ children }: { readonly children: ReactNode }) {
  const [isLive, setIsLive] = useState(false)
  const listeners = useRef(new Set<Listener>())
  const invalidate = useInvalidate()
  const { locale } = useLocale()

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refreshSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        invalidate(...readsOfRuns)
      }, refreshEveryMs)
    }
    const stream = openLiveStream({
      url: `/api/events?locale=${locale}`,
      onState: (live) => {
        setIsLive(live)
        // What happened while the line was down is nowhere told: read again.
        if (live) refreshSoon()
      },
      onEvent: (event) => {
        for (const listener of listeners.current) listener(event)
        if (event.type !== 'step') refreshSoon()
      },
    })
    return () => {
      clearTimeout(timer)
      stream.close()
    }
  }, [invalidate, locale])

  const state = useMemo<LiveState>(
    () => ({
      isLive,
      subscribe: (listener) => {
        listeners.current.add(listener)
        return () => listeners.current.delete(listener)
      },
    }),
    [isLive],
  )
  return <LiveContext value={state}>{children}</LiveContext>
}

/** Every event of the workspace's runs and flows. Events are hints: read the row when it matters. */
export function useLiveEvents(listener: Listener): void {
  const { subscribe } = useContext(LiveContext)
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => subscribe((event) => latest.current(event)), [subscribe])
}

/** Events of one run, with its steps, over a stream of its own. `runId` null: none. Answers whether the line stands. */
export function useRunEvents(runId: string | null, listener: Listener): { readonly isLive: boolean } {
  const [isLive, setIsLive] = useState(false)
  const { locale } = useLocale()
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => {
    if (runId === null) return
    const stream = openLiveStream({ url: `/api/events?runId=${encodeURIComponent(runId)}&locale=${locale}`, onState: setIsLive, onEvent: (event) => latest.current(event) })
    return () => {
      stream.close()
      setIsLive(false)
    }
  }, [runId, locale])
  return { isLive }
}

/** For `refetchInterval`: no reading by the clock while events arrive, else every `ms`. */
export function usePollingUnlessLive(ms: number): number | false {
  return useContext(LiveContext).isLive ? false : ms
}

export function useIsLive(): boolean {
  return useContext(LiveContext).isLive
}
