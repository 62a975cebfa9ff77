import { Module } from '@nestjs/common'
import { FlowsModule } from '../flows/flows.module.js'
import { RunsModule } from '../runs/runs.module.js'
import { FlowTestKeeper } from './flow-test-keeper.service.js'
import { FlowTestsController } from './flow-tests.controller.js'
import { FlowTestsService } from './flow-tests.service.js'
import { ReplayModule } from './replay.module.js'

@Module({ imports: [FlowsModule, RunsModule, ReplayModule], controllers: [FlowTestsController], providers: [FlowTestsService, FlowTestKeeper], exports: [FlowTestsService] })
export class FlowTestsModule {}
