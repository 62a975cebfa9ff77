import { setTimeout as sleep } from 'node:timers/promises'
import type { NodeContext, NodeHttp } from '@maillon/node-sdk'

/** When the next call of a step may begin, milliseconds since the epoch. All items of a step share one HTTP client, so it stands for the step. */
const nextCalls = new WeakMap<NodeHttp, number>()

/** Wait until it is this call's turn. `perMinute` 0: at once. */
export async function waitTurn({ http, now, signal }: Pick<NodeContext<unknown>, 'http' | 'now' | 'signal'>, perMinute: number): Promise<void> {
  if (perMinute <= 0) return
  const at = Math.max(now(), nextCalls.get(http) ?? 0)
  nextCalls.set(http, at + 60_000 / perMinute)
  await pause(at - now(), signal)
}

/** @throws the signal's reason as soon as it is aborted */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => undefined)
  signal.throwIfAborted()
}
