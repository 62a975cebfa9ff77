'use client'

import { useStoreApi } from '@xyflow/react'
import { useEffect, type RefObject } from 'react'
import { farZoom, type DetailQueue } from './detail-queue.js'

/** Tells the queue of each movement of the view, and the style sheet whether it is seen from afar: neither draws anything anew. */
export function useFollowedView(queue: DetailQueue, surface: RefObject<HTMLElement | null>): void {
  const flow = useStoreApi()
  useEffect(() => {
    const look = () => {
      const isFar = flow.getState().transform[2] < farZoom
      surface.current?.toggleAttribute('data-far', isFar)
      queue.moved(isFar)
    }
    look()
    return flow.subscribe((state, before) => {
      if (state.transform !== before.transform) look()
    })
  }, [flow, queue, surface])
}
