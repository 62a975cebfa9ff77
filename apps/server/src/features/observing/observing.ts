import { Inject, Injectable } from '@nestjs/common'
import { MetricsListener } from './metrics-listener.js'
import { MetricsService } from './metrics.service.js'
import { TraceExport } from './trace-export.js'

/** Begins to count and trace, when the server answers already and before its worker takes a step. */
@Injectable()
export class Observing {
  constructor(
    @Inject(MetricsService) private readonly metrics: MetricsService,
    @Inject(MetricsListener) private readonly listener: MetricsListener,
    @Inject(TraceExport) private readonly traces: TraceExport,
  ) {}

  async start(): Promise<void> {
    await Promise.all([this.metrics.start(), this.listener.start(), this.traces.start()])
  }
}
