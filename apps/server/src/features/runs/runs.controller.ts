import type { ItemsPage, LogLine, ObservedData, RunAgainRequest, RunDetail, RunRowsRequest, RunsPage, RunsQuery, StartRunRequest, TurnsPage } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Query } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { RunStarter } from './run-starter.service.js'
import { RunAgainService } from './run-again.service.js'
import { RunsService } from './runs.service.js'
import { StepDataService } from './step-data.service.js'

interface PageQuery {
  readonly offset?: number
  readonly limit?: number
}

interface StepParams {
  readonly id: string
  readonly node: string
  readonly port: string
}

@Controller()
export class RunsController {
  constructor(
    @Inject(RunsService) private readonly service: RunsService,
    @Inject(RunStarter) private readonly starter: RunStarter,
    @Inject(RunAgainService) private readonly again: RunAgainService,
    @Inject(StepDataService) private readonly data: StepDataService,
  ) {}

  @Route('startRun')
  start(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: StartRunRequest): Promise<{ readonly runId: string }> {
    return this.starter.start(caller, id, body)
  }

  @Route('runs')
  page(@Caller() caller: CallerIdentity, @Query() query: RunsQuery): Promise<RunsPage> {
    return this.service.page(caller, query)
  }

  @Route('run')
  run(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<RunDetail> {
    return this.service.detail(caller, id)
  }

  @Route('runLogs')
  async logs(@Caller() caller: CallerIdentity, @Param('id') id: string, @Query('node') node?: string): Promise<{ readonly lines: readonly LogLine[] }> {
    return { lines: await this.service.logs(caller, id, node) }
  }

  @Route('stepOutput')
  output(@Caller() caller: CallerIdentity, @Param() { id, node, port }: StepParams, @Query() query: PageQuery): Promise<ItemsPage> {
    return this.data.output(caller, id, { node, port, offset: query.offset ?? 0, limit: query.limit ?? 50 })
  }

  @Route('stepInput')
  input(@Caller() caller: CallerIdentity, @Param() { id, node, port }: StepParams, @Query() query: PageQuery): Promise<ItemsPage> {
    return this.data.input(caller, id, { node, port, offset: query.offset ?? 0, limit: query.limit ?? 50 })
  }

  @Route('cancelRun')
  cancel(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.service.cancel(caller, id)
  }

  @Route('retryRun')
  retry(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<{ readonly runId: string }> {
    return this.service.retry(caller, id)
  }

  @Route('runAgain')
  runAgain(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: RunAgainRequest): Promise<{ readonly runId: string }> {
    return this.again.fromStep(caller, id, body)
  }

  @Route('turns')
  turns(@Caller() caller: CallerIdentity, @Param() { id, node }: StepParams, @Query() query: { readonly after?: number; readonly limit?: number }): Promise<TurnsPage> {
    return this.service.turns(caller, id, { node, after: query.after ?? -1, limit: query.limit ?? 50 })
  }

  @Route('setAside')
  setAside(@Caller() caller: CallerIdentity, @Param() { id, node }: StepParams, @Query() query: PageQuery): Promise<ItemsPage> {
    return this.data.setAside(caller, id, { node, offset: query.offset ?? 0, limit: query.limit ?? 50 })
  }

  @Route('runRows')
  runRows(@Caller() caller: CallerIdentity, @Param() { id, node }: StepParams, @Body() body: RunRowsRequest): Promise<{ readonly runId: string }> {
    return this.again.withRows(caller, id, { node, rows: body.rows })
  }

  @Route('observed')
  observed(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<ObservedData> {
    return this.data.observed(caller, id)
  }
}
