import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { WebhookAnswer } from './webhook-answer.js'
import { WebhookGate } from './webhook-gate.js'
import { problem, unavailable, type AdmittedCall, type WebhooksService } from './webhooks.service.js'

const bodyLimit = 5 * 1024 * 1024
/** Where the webhook takes files. Fewer at once: a body is held whole, since signatures are made over it. */
const fileLimit = 25 * 1024 * 1024
const gateLimits = { total: 1000, perFlow: 500 }
const fileGateLimits = { total: 16, perFlow: 8 }

interface Entered {
  readonly call: AdmittedCall
  readonly leave: () => void
}

/**
 * `/hooks/<path>` in a Fastify context of its own: bodies stay bytes (signatures are made over them), and none of the API's parsers,
 * cookies or headers mean anything here. HEAD, OPTIONS and TRACE start nothing.
 */
export async function registerWebhooks(fastify: FastifyInstance, service: WebhooksService): Promise<void> {
  await fastify.register(async (scope) => {
    const [gate, fileGate] = [new WebhookGate(gateLimits), new WebhookGate(fileGateLimits)]
    const entered = new WeakMap<FastifyRequest, Entered>()
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', async (request: FastifyRequest, payload: AsyncIterable<Buffer>) => bytesOf(payload, entered.get(request)?.call.takesFiles === true ? fileLimit : bodyLimit))
    // Before the body is read: whoever isn't let in sends it for nothing.
    scope.addHook('onRequest', async (request, reply) => {
      const admitted = await service.admit({ method: request.method, path: pathOf(request), headers: request.headers })
      if ('status' in admitted) return send(reply, admitted)
      const leave = (admitted.takesFiles ? fileGate : gate).enter(admitted.flowId)
      if (leave === null) return send(reply, problem(429, 'API_SERVER_BUSY', { 'retry-after': '1' }))
      entered.set(request, { call: admitted, leave })
      reply.raw.once('close', leave)
    })
    scope.setErrorHandler(async (error: { readonly statusCode?: number; readonly code?: string }, request, reply) => {
      if (error.statusCode === 413) return send(reply, problem(413, 'API_BODY_TOO_LARGE', { connection: 'close' }))
      if (error.statusCode !== undefined && error.statusCode < 500) return send(reply, problem(error.statusCode, 'API_REQUEST_INVALID'))
      request.log.error({ err: error }, 'webhook failed')
      return send(reply, unavailable())
    })
    scope.route({
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: '/hooks/*',
      exposeHeadRoute: false,
      bodyLimit: fileLimit,
      handler: async (request, reply) => {
        const entry = entered.get(request)
        if (entry === undefined) return send(reply, problem(404, 'API_ROUTE_UNKNOWN'))
        const body = Buffer.isBuffer(request.body) ? request.body : null
        const answer = await service.answer({ method: request.method, path: pathOf(request), query: request.url.split('?').slice(1).join('?'), headers: request.headers, body }, entry.call)
        return send(reply, answer)
      },
    })
  })
}

/** @throws what the error handler answers 413 to, where there are more */
async function bytesOf(payload: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of payload) {
    length += part.byteLength
    if (length > limit) throw Object.assign(new Error('body too large'), { statusCode: 413 })
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** As it was sent, not decoded: an address with escapes is nobody's. */
function pathOf(request: FastifyRequest): string {
  return (request.url.split('?', 1)[0] ?? '').slice('/hooks/'.length)
}

/** Always in a sandbox, and never taken for anything but what it says it is: the address belongs to the product. */
function send(reply: FastifyReply, { status, headers, body }: WebhookAnswer): FastifyReply {
  return reply.status(status).headers({ 'cache-control': 'no-store', ...headers, 'content-security-policy': "sandbox; default-src 'none'" }).send(body ?? '')
}
