import { Module } from '@nestjs/common'
import { FlowsModule } from '../flows/flows.module.js'
import { ActionsService } from './actions.service.js'
import { RunAgainService } from './run-again.service.js'
import { RunGridController } from './run-grid.controller.js'
import { RunGridService } from './run-grid.service.js'
import { RunStarter } from './run-starter.service.js'
import { RunSummaries } from './run-summaries.service.js'
import { RunsController } from './runs.controller.js'
import { RunsService } from './runs.service.js'
import { StepDataService } from './step-data.service.js'
import { ToFixService } from './to-fix.service.js'

@Module({
  imports: [FlowsModule],
  controllers: [RunsController, RunGridController],
  providers: [RunsService, RunAgainService, RunGridService, RunStarter, RunSummaries, StepDataService, ToFixService, ActionsService],
  exports: [RunSummaries, RunsService],
})
export class RunsModule {}
