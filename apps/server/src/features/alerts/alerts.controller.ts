import type { AlertRuleRequest, AlertRuleView, AlertsPage, AlertsQuery, AlertTrial, AlertView } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Query } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { AlertRulesService } from './alert-rules.service.js'
import { AlertTrials } from './alert-trials.service.js'
import { AlertsService } from './alerts.service.js'

@Controller()
export class AlertsController {
  constructor(
    @Inject(AlertsService) private readonly service: AlertsService,
    @Inject(AlertRulesService) private readonly rules: AlertRulesService,
    @Inject(AlertTrials) private readonly trials: AlertTrials,
  ) {}

  @Route('alerts')
  page(@Caller() caller: CallerIdentity, @Query() query: AlertsQuery): Promise<AlertsPage> {
    return this.service.page(caller, query)
  }

  @Route('openAlerts')
  async open(@Caller() caller: CallerIdentity): Promise<{ readonly count: number }> {
    return { count: await this.service.countOpen(caller) }
  }

  @Route('endAlert')
  end(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<AlertView> {
    return this.service.end(caller, id)
  }

  @Route('alertRules')
  async list(@Caller() caller: CallerIdentity): Promise<{ readonly rules: readonly AlertRuleView[] }> {
    return { rules: await this.rules.list(caller) }
  }

  @Route('createAlertRule')
  create(@Caller() caller: CallerIdentity, @Body() body: AlertRuleRequest): Promise<AlertRuleView> {
    return this.rules.create(caller, body)
  }

  @Route('changeAlertRule')
  change(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: AlertRuleRequest): Promise<AlertRuleView> {
    return this.rules.change(caller, id, body)
  }

  @Route('deleteAlertRule')
  remove(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.rules.remove(caller, id)
  }

  @Route('tryAlertRule')
  try(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<AlertTrial> {
    return this.trials.try(caller, id)
  }
}
