import type { Logger } from '@maillon/kernel'
import { Global, Module } from '@nestjs/common'
import { ENGINE_OBSERVERS, LOGGER } from '../../platform/tokens.js'
import { EngineObservers } from './engine-observers.js'
import { MetricsController } from './metrics.controller.js'
import { MetricsListener } from './metrics-listener.js'
import { MetricsService } from './metrics.service.js'
import { Observing } from './observing.js'
import { RunLog } from './run-log.js'
import { TraceExport } from './trace-export.js'

/** What an operator sees from outside: figures for Prometheus, traces for OpenTelemetry, lines in the log. */
@Global()
@Module({
  controllers: [MetricsController],
  providers: [
    {
      provide: ENGINE_OBSERVERS,
      inject: [LOGGER],
      useFactory: (logger: Logger) => {
        const observers = new EngineObservers(logger)
        observers.add(new RunLog(logger))
        return observers
      },
    },
    MetricsService, MetricsListener, TraceExport, Observing,
  ],
  exports: [ENGINE_OBSERVERS, Observing],
})
export class ObservingModule {}
