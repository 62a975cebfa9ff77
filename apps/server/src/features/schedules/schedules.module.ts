import type { Clock } from '@maillon/kernel'
import { PostgresRunStore, ScheduleLedger, type createPool } from '@maillon/storage'
import { Module } from '@nestjs/common'
import { ScheduleModule } from '@nestjs/schedule'
import { CLOCK, POOL } from '../../platform/tokens.js'
import { FlowsModule } from '../flows/flows.module.js'
import { CalendarService } from './calendar.service.js'
import { PlannedRunsService } from './planned-runs.service.js'
import { ScheduleViews } from './schedule-views.service.js'
import { SchedulesController } from './schedules.controller.js'
import { SchedulesService } from './schedules.service.js'

@Module({
  imports: [ScheduleModule.forRoot(), FlowsModule],
  controllers: [SchedulesController],
  providers: [
    { provide: ScheduleLedger, inject: [POOL, CLOCK], useFactory: (pool: ReturnType<typeof createPool>, clock: Clock) => new ScheduleLedger(pool, new PostgresRunStore(pool, clock)) },
    SchedulesService, ScheduleViews, CalendarService, PlannedRunsService,
  ],
  exports: [SchedulesService],
})
export class SchedulesModule {}
