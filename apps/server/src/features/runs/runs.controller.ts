import type { ActionView, AnswerOf, DecideActionRequest, FindRowsQuery, FoundRows, ItemsPage, LogLine, ObservedData, RowsToFixPage, RunAgainRequest, RunDetail, RunRowsRequest, RunsExportQuery, RunsPage, RunsQuery, StartRunRequest, StepToFix, TurnsPage } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Query, Res, type StreamableFile } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { rowsOf, tableDownload, type TableFormat } from '../../http/table-download.js'
import { ActionsService } from './actions.service.js'
import { RunStarter } from './run-starter.service.js'
import { RunAgainService } from './run-again.service.js'
import { runRow, runTable } from './run-table.js'
import { RunsService } from './runs.service.js'
import { StepDataService } from './step-data.service.js'
import { ToFixService } from './to-fix.service.js'

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
    @Inject(ToFixService) private readonly toFix: ToFixService,
    @Inject(ActionsService) private readonly actions: ActionsService,
  ) {}

  @Route('startRun')
  start(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: StartRunRequest): Promise<AnswerOf<'startRun'>> {
    return this.starter.start(caller, id, body)
  }

  @Route('runs')
  page(@Caller() caller: CallerIdentity, @Query() query: RunsQuery): Promise<RunsPage> {
    return this.service.page(caller, query)
  }

  @Route('exportRuns')
  export(@Caller() caller: CallerIdentity, @Query() query: RunsExportQuery, @Res({ passthrough: true }) reply: FastifyReply): StreamableFile {
    const words = runTable[caller.locale]
    return tableDownload(reply, { name: words.name, format: query.format, locale: caller.locale, columns: words.columns, rows: rowsOf(this.service.all(caller, query), (run) => runRow(run, words, caller.workspace.timeZone)) })
  }

  @Route('runStarters')
  starters(@Caller() caller: CallerIdentity): Promise<AnswerOf<'runStarters'>> {
    return this.service.starters(caller)
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

  @Route('findRows')
  findRows(@Caller() caller: CallerIdentity, @Param() { id, node, port }: StepParams, @Query() query: FindRowsQuery): Promise<FoundRows> {
    return this.data.find(caller, id, { node, port, query })
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

  @Route('toFix')
  async stepsToFix(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<{ readonly steps: readonly StepToFix[] }> {
    return { steps: await this.toFix.steps(caller, id) }
  }

  @Route('setAside')
  setAside(@Caller() caller: CallerIdentity, @Param() { id, node }: StepParams, @Query() query: PageQuery): Promise<RowsToFixPage> {
    return this.toFix.page(caller, id, { node, offset: query.offset ?? 0, limit: query.limit ?? 50 })
  }

  @Route('exportSetAside')
  async exportSetAside(@Caller() caller: CallerIdentity, @Param() { id, node }: StepParams, @Query('format') format: TableFormat, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const table = await this.toFix.table(caller, id, node)
    return tableDownload(reply, { ...table, name: node, format, locale: caller.locale })
  }

  @Route('runRows')
  runRows(@Caller() caller: CallerIdentity, @Param() { id, node }: StepParams, @Body() body: RunRowsRequest): Promise<{ readonly runId: string }> {
    return this.toFix.runAgain(caller, id, node, body)
  }

  @Route('actions')
  async actionsOf(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<{ readonly actions: readonly ActionView[] }> {
    return { actions: await this.actions.list(caller, id) }
  }

  @Route('decideAction')
  decideAction(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: DecideActionRequest): Promise<void> {
    return this.actions.decide(caller, id, body)
  }

  @Route('observed')
  observed(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<ObservedData> {
    return this.data.observed(caller, id)
  }
}
