import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OutsideFake, OutsideRequest } from './outside-fake.js'

export interface OutsideServer {
  /** Without a slash at its end. */
  readonly url: string
  /** What was asked, oldest first. */
  readonly requests: readonly OutsideRequest[]
  stop(): Promise<void>
}

/** A fake on a free loopback port, behind a real HTTP server. */
export async function startOutside(fake: OutsideFake): Promise<OutsideServer> {
  const requests: OutsideRequest[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://outside.test')
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]))
      const asked = {
        method: request.method ?? '',
        path: decodeURIComponent(pathname),
        query: searchParams,
        headers,
        body: Buffer.concat(parts).toString('utf8'),
      }
      requests.push(asked)
      const { status = 200, headers: more = {}, json, body = '' } = fake(asked)
      const type = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
      response.writeHead(status, { ...type, ...more }).end(json === undefined ? body : JSON.stringify(json))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
