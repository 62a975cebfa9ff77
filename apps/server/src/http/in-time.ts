import { busy } from './api-error.js'
import { within } from './within.js'

/**
 * Nobody is left waiting for a database that doesn't answer (promise 2).
 * @throws MaillonError API_SERVER_BUSY where the answer doesn't come in time; the work may still be done
 */
export async function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  const answer = await within(work, timeoutMs)
  if (answer === 'late') throw busy()
  return answer
}
