import { Module } from '@nestjs/common'
import { ScheduleModule } from '@nestjs/schedule'
import { MaintenanceService } from '../maintenance/maintenance.service.js'
import { RunsModule } from '../runs/runs.module.js'
import { SchedulesService } from './schedules.service.js'

@Module({ imports: [ScheduleModule.forRoot(), RunsModule], providers: [SchedulesService, MaintenanceService], exports: [SchedulesService] })
export class SchedulesModule {}
