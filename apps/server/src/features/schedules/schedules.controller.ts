import type { CalendarQuery, CalendarView, InstantsPage, InstantsQuery, PlanRunRequest, SchedulesExportQuery, SchedulesPage, SchedulesQuery } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Query, Res, type StreamableFile } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { rowsOf, tableDownload } from '../../http/table-download.js'
import { CalendarService } from './calendar.service.js'
import { PlannedRunsService } from './planned-runs.service.js'
import { scheduleRow, scheduleTable } from './schedule-table.js'
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

  @Route('exportSchedules')
  export(@Caller() caller: CallerIdentity, @Query() { format, ...query }: SchedulesExportQuery, @Res({ passthrough: true }) reply: FastifyReply): StreamableFile {
    const words = scheduleTable[caller.locale]
    return tableDownload(reply, { name: words.name, format, locale: caller.locale, columns: words.columns, rows: rowsOf(this.views.all(caller, query), (schedule) => scheduleRow(schedule, words)) })
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
