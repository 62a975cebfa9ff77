import { setTimeout as pause } from 'node:timers/promises'

/** The part of BullMQ's backend that a worker asks for jobs. */
interface JobSource {
  moveToActive(...args: readonly unknown[]): Promise<unknown>
}

/**
 * BullMQ's worker asks again at once after a failure that it doesn't take for a lost connection. Where the failure comes at once too (a client
 * that was closed, a pool that has ended), it never gives way: no timer and no socket of the process is served any more. So a failure takes
 * its time here, by a real timer.
 *
 * @param create BullMQ's factory of the backend
 * @param restMs how long a failure takes at least
 */
export function restAfterFailure<Args extends readonly unknown[], Backend extends object>(create: (...args: Args) => Backend, restMs: number): (...args: Args) => Backend {
  return (...args) => {
    const backend = create(...args)
    const source = backend as unknown as JobSource
    const ask = source.moveToActive.bind(source)
    source.moveToActive = async (...wanted) => {
      try {
        return await ask(...wanted)
      } catch (error) {
        await pause(restMs)
        throw error
      }
    }
    return backend
  }
}
