'use client'

import { createContext, useContext, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { DetailQueue, type PageClock } from './detail-queue.js'

const pageClock: PageClock = {
  now: () => performance.now(),
  later: (ms, work) => void setTimeout(work, ms),
  nextFrame: (work) => void requestAnimationFrame(work),
}

export function createDetailQueue(): DetailQueue {
  return new DetailQueue(pageClock)
}

export const DetailContext = createContext<DetailQueue | null>(null)

/** Whether this box or line is drawn with its details, and the way to have them at once (a pointer is on it). `weight`: how much drawing they are. */
export function useDetails(weight: number): readonly [has: boolean, ask: () => void] {
  const queue = useContext(DetailContext)
  const [has, setHas] = useState(() => queue === null || queue.isOpen)
  useEffect(() => (has || queue === null ? undefined : queue.wait(() => setHas(true), weight)), [queue, has, weight])
  // At once: a press may follow, and its port has to be there.
  return [has, () => flushSync(() => setHas(true))]
}
