import { setImmediate as nextTurn } from 'node:timers/promises'

/** The answer of a promise where it comes in time; `late` where it doesn't. Its later failure is nobody's any more. */
export async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined
  work.catch(() => undefined)
  // Where this process itself was held up, an answer may lie there unread when the time is over: it is read first.
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => void nextTurn().then(() => nextTurn('late' as const)).then(resolve), timeoutMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
