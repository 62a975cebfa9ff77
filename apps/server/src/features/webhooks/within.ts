/** The answer of a promise where it comes in time; `late` where it doesn't. Its later failure is nobody's any more. */
export async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined
  work.catch(() => undefined)
  try {
    return await Promise.race([work, new Promise<'late'>((resolve) => (timer = setTimeout(resolve, timeoutMs, 'late')))])
  } finally {
    clearTimeout(timer)
  }
}
