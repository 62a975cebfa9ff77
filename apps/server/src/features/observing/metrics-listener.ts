import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { ServerConfig } from '../../config/server-config.js'
import { CONFIG } from '../../platform/tokens.js'
import { MetricsService } from './metrics.service.js'

/** The figures at an address of their own, without a login, where the configuration names one: for a Prometheus inside the network. */
@Injectable()
export class MetricsListener implements OnApplicationShutdown {
  #server: Server | null = null

  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(MetricsService) private readonly metrics: MetricsService,
  ) {}

  /** The port; null where none is configured. */
  get port(): number | null {
    return (this.#server?.address() as AddressInfo | null)?.port ?? null
  }

  /** @throws Error EADDRINUSE */
  async start(): Promise<void> {
    const { metrics } = this.config
    if (metrics === null) return
    const server = createServer((request, response) => {
      if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') {
        response.writeHead(404).end()
        return
      }
      this.metrics.scrape().then(
        ({ contentType, text }) => response.writeHead(200, { 'content-type': contentType }).end(text),
        () => response.writeHead(500).end(),
      )
    })
    this.#server = server
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(metrics.port, metrics.host, resolve)
    })
  }

  async onApplicationShutdown(): Promise<void> {
    const server = this.#server
    if (server === null) return
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
