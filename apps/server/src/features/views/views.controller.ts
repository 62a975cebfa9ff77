import type { SavedView, SavedViewRequest, SavedViewsQuery } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Query } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { ViewsService } from './views.service.js'

@Controller()
export class ViewsController {
  constructor(@Inject(ViewsService) private readonly service: ViewsService) {}

  @Route('savedViews')
  async list(@Caller() caller: CallerIdentity, @Query() { list }: SavedViewsQuery): Promise<{ readonly views: readonly SavedView[] }> {
    return { views: await this.service.list(caller, list) }
  }

  @Route('saveView')
  save(@Caller() caller: CallerIdentity, @Body() body: SavedViewRequest): Promise<SavedView> {
    return this.service.save(caller, body)
  }

  @Route('deleteView')
  remove(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.service.remove(caller, id)
  }
}
