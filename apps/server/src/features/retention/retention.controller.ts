import type { RetentionView } from '@maillon/api-contract'
import { Body, Controller, Inject } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { RetentionService } from './retention.service.js'

@Controller()
export class RetentionController {
  constructor(@Inject(RetentionService) private readonly service: RetentionService) {}

  @Route('retention')
  view(@Caller() caller: CallerIdentity): Promise<RetentionView> {
    return this.service.view(caller)
  }

  @Route('changeRetention')
  change(@Caller() caller: CallerIdentity, @Body() body: RetentionView): Promise<RetentionView> {
    return this.service.change(caller, body)
  }
}
