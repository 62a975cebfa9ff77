import type { FlowDetail, SystemTaskView } from '@maillon/api-contract'
import { Controller, Inject, Param } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { FlowsService } from '../flows/flows.service.js'
import { SystemTasksService } from './system-tasks.service.js'

@Controller()
export class SystemTasksController {
  constructor(
    @Inject(SystemTasksService) private readonly service: SystemTasksService,
    @Inject(FlowsService) private readonly flows: FlowsService,
  ) {}

  @Route('systemTasks')
  async list(@Caller() caller: CallerIdentity): Promise<{ readonly tasks: readonly SystemTaskView[] }> {
    return { tasks: await this.service.list(caller) }
  }

  @Route('restoreFlow')
  async restore(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<FlowDetail> {
    await this.service.restore(caller, id)
    return this.flows.open(caller, id)
  }
}
