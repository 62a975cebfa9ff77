'use client'

import { useEffect, useState } from 'react'

/** So long one waits without wondering. */
const patienceMs = 5_000

/** Whether something has been going on for so long that it deserves a word. */
export function useIsSlow(isGoingOn: boolean): boolean {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (!isGoingOn) return setSlow(false)
    const timer = setTimeout(() => setSlow(true), patienceMs)
    return () => clearTimeout(timer)
  }, [isGoingOn])
  return isSlow && isGoingOn
}
