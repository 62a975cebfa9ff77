import type { RunGrid, RunGridQuery } from '@maillon/api-contract'
import { Controller, Inject, Param, Query } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { RunGridService } from './run-grid.service.js'

@Controller()
export class RunGridController {
  constructor(@Inject(RunGridService) private readonly grid: RunGridService) {}

  @Route('runGrid')
  page(@Caller() caller: CallerIdentity, @Param('id') id: string, @Query() { cursor, limit, tests }: RunGridQuery): Promise<RunGrid> {
    return this.grid.page(caller, id, { cursor, limit: limit ?? 30, withTests: tests ?? false })
  }
}
