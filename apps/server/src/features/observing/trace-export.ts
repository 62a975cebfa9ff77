import { hostname } from 'node:os'
import type { Clock, Logger, Random } from '@maillon/kernel'
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import type { SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { OtlpConfig, ServerConfig } from '../../config/server-config.js'
import { productVersion } from '../../platform/product-version.js'
import { CLOCK, CONFIG, ENGINE_OBSERVERS, LOGGER, RANDOM } from '../../platform/tokens.js'
import type { EngineObservers } from './engine-observers.js'

/** A collector that doesn't answer must not hold up a stop. */
const lastFlushMs = 3_000
const complainEveryMs = 60_000

/** Sends traces by OTLP over HTTP (JSON) where an endpoint is configured. Only then are the libraries loaded. */
@Injectable()
export class TraceExport implements OnApplicationShutdown {
  #processor: SpanProcessor | null = null

  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(ENGINE_OBSERVERS) private readonly observers: EngineObservers,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    const { otlp } = this.config
    if (otlp === null) return
    const [{ BatchSpanProcessor }, { OTLPTraceExporter }, { resourceFromAttributes }, { RunTraces }] = await Promise.all([
      import('@opentelemetry/sdk-trace-base'), import('@opentelemetry/exporter-trace-otlp-http'), import('@opentelemetry/resources'), import('./run-traces.js'),
    ])
    const resource = resourceFromAttributes({ 'service.name': otlp.serviceName, 'service.version': productVersion, 'service.instance.id': this.random.id(), 'host.name': hostname(), 'maillon.roles': this.config.roles.join(',') })
    const exporter = new OTLPTraceExporter({ url: otlp.url, headers: { ...otlp.headers }, timeoutMillis: 10_000 })
    this.#processor = new BatchSpanProcessor(this.#complaining(exporter, otlp), { maxQueueSize: 8192, maxExportBatchSize: 512, scheduledDelayMillis: 2_000, exportTimeoutMillis: 15_000 })
    this.observers.add(new RunTraces({ processor: this.#processor, resource, clock: this.clock }))
    this.logger.info('Traces are sent', { to: new URL(otlp.url).origin })
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.#processor === null) return
    await Promise.race([this.#processor.shutdown().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, lastFlushMs).unref())])
  }

  /** Spans that can't be delivered are dropped; the log says so, at most once a minute. */
  #complaining(exporter: SpanExporter, { url }: OtlpConfig): SpanExporter {
    let complainedAt = Number.NEGATIVE_INFINITY
    return {
      export: (spans, done) => exporter.export(spans, (result) => {
        if (result.error !== undefined && this.clock.now() - complainedAt > complainEveryMs) {
          complainedAt = this.clock.now()
          this.logger.warn('Traces could not be delivered and are dropped', { to: new URL(url).origin, spans: spans.length, reason: result.error.message.slice(0, 200) })
        }
        done(result)
      }),
      shutdown: () => exporter.shutdown(),
      ...(exporter.forceFlush === undefined ? {} : { forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve() }),
    }
  }
}
