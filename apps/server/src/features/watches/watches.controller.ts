import type { WatchesPage, WatchesQuery } from '@maillon/api-contract'
import { Controller, Inject, Param, Query } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { WatchViews } from './watch-views.service.js'

@Controller()
export class WatchesController {
  constructor(@Inject(WatchViews) private readonly views: WatchViews) {}

  @Route('watches')
  page(@Caller() caller: CallerIdentity, @Query() query: WatchesQuery): Promise<WatchesPage> {
    return this.views.page(caller, query.flowId)
  }

  @Route('lookNow')
  look(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.views.lookNow(caller, id)
  }
}
