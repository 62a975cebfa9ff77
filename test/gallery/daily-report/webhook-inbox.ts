import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A chat channel's incoming webhook: keeps what is posted to it. */
export interface WebhookInbox {
  readonly url: string
  readonly host: string
  readonly messages: { readonly body: unknown; readonly idempotencyKey: string | undefined }[]
  close(): Promise<void>
}

export async function startWebhookInbox(): Promise<WebhookInbox> {
  const messages: WebhookInbox['messages'] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const key = request.headers['idempotency-key']
      messages.push({ body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown, idempotencyKey: typeof key === 'string' ? key : undefined })
      response.writeHead(200, { 'content-type': 'text/plain' })
      response.end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook/T0/B1`,
    host: `127.0.0.1:${port}`,
    messages,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
