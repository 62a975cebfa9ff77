import type { AwaitedCallView } from '@maillon/api-contract'
import { Controller, Inject, Param } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { AwaitedCallsService } from './awaited-calls.service.js'

@Controller()
export class AwaitedCallsController {
  constructor(@Inject(AwaitedCallsService) private readonly service: AwaitedCallsService) {}

  @Route('awaitCall')
  begin(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<AwaitedCallView> {
    return this.service.begin(caller, id)
  }

  @Route('keepAwaiting')
  keep(@Caller() caller: CallerIdentity, @Param('id') id: string, @Param('call') call: string): Promise<AwaitedCallView> {
    return this.service.keep(caller, id, call)
  }

  @Route('stopAwaiting')
  stop(@Caller() caller: CallerIdentity, @Param('id') id: string, @Param('call') call: string): Promise<void> {
    return this.service.stop(caller, id, call)
  }
}
