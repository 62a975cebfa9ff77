import 'reflect-metadata'
import fastifyCookie from '@fastify/cookie'
import fastifyMultipart from '@fastify/multipart'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { LogController, type FastifyInstance } from 'fastify'
import type { Logger as Pino } from 'pino'
import { serveWeb } from './features/web/serve-web.js'
import { registerWebhooks } from './features/webhooks/webhook-routes.js'
import { WebhooksService } from './features/webhooks/webhooks.service.js'
import { AccessGuard } from './http/access.guard.js'
import { readJsonBodies } from './http/json-bodies.js'
import { nestLogger } from './http/nest-logger.js'
import { routeAt } from './http/route-table.js'
import { addSecurityHeaders } from './http/security-headers.js'
import type { Foundation } from './platform/foundation.js'
import { ServerModule } from './server.module.js'

export { EngineLifecycle } from './features/engine/engine-lifecycle.js'

/** Nest on Fastify with everything in front of the controllers: limits, headers, parsers, and the early look at who is calling. */
export async function createApp(foundation: Foundation, log: Pino): Promise<NestFastifyApplication> {
  const { config, random } = foundation
  const adapter = new FastifyAdapter({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => random.id(),
    requestIdHeader: false,
    bodyLimit: 256 * 1024,
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    // Slow senders hold a socket no longer than this.
    requestTimeout: 300_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: true,
    skipMiddie: true,
    multipart: false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false, caseSensitive: true },
  })
  const fastify = adapter.getInstance<FastifyInstance>()
  limitBodies(fastify)
  addSecurityHeaders(fastify)
  logRequests(fastify)
  await fastify.register(fastifyCookie)
  await fastify.register(fastifyMultipart)
  const app = await NestFactory.create<NestFastifyApplication>(ServerModule.on(foundation), adapter, { bodyParser: false, logger: nestLogger(log), abortOnError: false, forceCloseConnections: true })
  readJsonBodies(fastify)
  admitEarly(fastify, app)
  await registerWebhooks(fastify, app.get(WebhooksService))
  await serveWeb(app, foundation.pages)
  return app
}

/** Each route takes bodies of the size that the table says. */
function limitBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const methods = Array.isArray(route.method) ? route.method : [route.method]
    const known = methods.length === 1 && methods[0] !== undefined ? routeAt(methods[0], route.url) : null
    if (known !== null) route.bodyLimit = known.bodyLimit
  })
}

/** Who has no business here is refused before the body is read; the guard asks again beside the controller. */
function admitEarly(fastify: FastifyInstance, app: NestFastifyApplication): void {
  const guard = app.get(AccessGuard)
  fastify.addHook('onRequest', async (request) => {
    const route = request.routeOptions.url === undefined ? null : routeAt(request.method, request.routeOptions.url)
    if (route !== null) await guard.admit(request, route)
  })
}

function logRequests(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', async (request, reply) => {
    // The path without its query: queries may hold what people search for.
    const path = request.url.split('?', 1)[0]
    if (reply.statusCode >= 500 || path?.startsWith('/api/')) request.log.info({ method: request.method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request')
  })
}
