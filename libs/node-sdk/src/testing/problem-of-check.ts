import type { ConformanceCheck } from './node-conformance.js'

/** Runs one check within its time. @returns in words what was broken; null: the promise is kept */
export async function problemOfCheck({ run, timeoutMs }: ConformanceCheck): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${timeoutMs / 1000} s`)), timeoutMs)
  })
  try {
    await Promise.race([run(), late])
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    clearTimeout(timer)
  }
}
