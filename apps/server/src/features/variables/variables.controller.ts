import type { VariableRequest, VariableView } from '@maillon/api-contract'
import { Body, Controller, Inject, Param } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { VariablesService } from './variables.service.js'

@Controller()
export class VariablesController {
  constructor(@Inject(VariablesService) private readonly service: VariablesService) {}

  @Route('variables')
  async list(@Caller() caller: CallerIdentity): Promise<{ readonly variables: readonly VariableView[] }> {
    return { variables: await this.service.list(caller) }
  }

  @Route('saveVariable')
  save(@Caller() caller: CallerIdentity, @Param('name') name: string, @Body() body: VariableRequest): Promise<void> {
    return this.service.save(caller, name, body)
  }

  @Route('deleteVariable')
  remove(@Caller() caller: CallerIdentity, @Param('name') name: string): Promise<void> {
    return this.service.remove(caller, name)
  }
}
