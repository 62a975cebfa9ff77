import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A service that takes calls and answers when told: what stands behind a step that is cut off. */
export interface HoldingApi {
  readonly url: string
  /** The Idempotency-Key of each call, in the order in which they came; null: it had none. */
  readonly keys: readonly (string | null)[]
  /** When each call came, by `performance.now()`. */
  readonly times: readonly number[]
  /** Answer what waits, and from now on everything at once. */
  release(): void
  close(): Promise<void>
}

export async function startHoldingApi(): Promise<HoldingApi> {
  const keys: (string | null)[] = []
  const times: number[] = []
  const waiting: ServerResponse[] = []
  let isHolding = true
  const answer = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ booked: true }))
  }
  const server = createServer((request, response) => {
    const key = request.headers['idempotency-key']
    keys.push(typeof key === 'string' ? key : null)
    times.push(performance.now())
    request.resume()
    if (isHolding) waiting.push(response)
    else answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/book`,
    keys,
    times,
    release: () => {
      isHolding = false
      for (const response of waiting.splice(0)) answer(response)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
