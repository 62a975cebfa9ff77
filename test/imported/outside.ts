import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from '@maillon/kernel'

export interface OutsideCall {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly body: Json
}

/** A web server on this machine that answers what a test says, and keeps what it was asked. */
export interface Outside {
  readonly address: string
  readonly port: number
  readonly calls: readonly OutsideCall[]
  close(): Promise<void>
}

/** @param answer a text is given as XML, anything else as JSON */
export async function startOutsideOf(answer: (call: OutsideCall) => Json): Promise<Outside> {
  const calls: OutsideCall[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const call = { method: request.method ?? '', path: request.url ?? '', body: text === '' ? null : (JSON.parse(text) as Json) }
      calls.push(call)
      const given = answer(call)
      response.setHeader('content-type', typeof given === 'string' ? 'application/rss+xml' : 'application/json')
      response.end(typeof given === 'string' ? given : JSON.stringify(given))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    port,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
