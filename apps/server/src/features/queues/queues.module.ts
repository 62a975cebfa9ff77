import { FailedStepReader, StandingRunReader, type createPool } from '@maillon/storage'
import { Module } from '@nestjs/common'
import { SIDE_POOL } from '../../platform/tokens.js'
import { RunsModule } from '../runs/runs.module.js'
import { FailedStepsController } from './failed-steps.controller.js'
import { FailedStepsService } from './failed-steps.service.js'
import { LanesService } from './lanes.service.js'
import { ProcessesService } from './processes.service.js'
import { QueuesController } from './queues.controller.js'
import { StandingRunsService } from './standing-runs.service.js'

@Module({
  imports: [RunsModule],
  controllers: [QueuesController, FailedStepsController],
  providers: [
    { provide: StandingRunReader, inject: [SIDE_POOL], useFactory: (pool: ReturnType<typeof createPool>) => new StandingRunReader(pool) },
    { provide: FailedStepReader, inject: [SIDE_POOL], useFactory: (pool: ReturnType<typeof createPool>) => new FailedStepReader(pool) },
    LanesService, ProcessesService, StandingRunsService, FailedStepsService,
  ],
})
export class QueuesModule {}
