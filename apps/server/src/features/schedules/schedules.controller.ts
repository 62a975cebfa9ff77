import type { CalendarQuery, CalendarView, InstantsPage, InstantsQuery, PlanRunRequest, SchedulesPage, SchedulesQuery } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Query } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { CalendarService } from './calendar.service.js'
import { PlannedRunsService } from './planned-runs.service.js'
import { ScheduleViews } from './schedule-views.service.js'

@Controller()
export class SchedulesController {
  constructor(
    @Inject(ScheduleViews) private readonly views: ScheduleViews,
    @Inject(CalendarService) private readonly calendars: CalendarService,
    @Inject(PlannedRunsService) private readonly planned: PlannedRunsService,
  ) {}

  @Route('schedules')
  page(@Caller() caller: CallerIdentity, @Query() query: SchedulesQuery): Promise<SchedulesPage> {
    return this.views.page(caller, query)
  }

  @Route('scheduleInstants')
  instants(@Caller() caller: CallerIdentity, @Query() query: InstantsQuery): Promise<InstantsPage> {
    return this.views.instants(caller, query)
  }

  @Route('scheduleCalendar')
  calendar(@Caller() caller: CallerIdentity, @Query() query: CalendarQuery): Promise<CalendarView> {
    return this.calendars.view(caller, query.days)
  }

  @Route('planRun')
  plan(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: PlanRunRequest): Promise<{ readonly at: string }> {
    return this.planned.plan(caller, id, body)
  }

  @Route('withdrawRun')
  withdraw(@Caller() caller: CallerIdentity, @Param() params: { readonly id: string; readonly at: string }): Promise<void> {
    return this.planned.withdraw(caller, params.id, params.at)
  }
}
