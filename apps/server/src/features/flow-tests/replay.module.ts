import { Module } from '@nestjs/common'
import { FlowTestRunner } from './flow-test-runner.service.js'
import { ReplayDesk } from './replay-desk.js'

/** Replaying alone: publishing stands on it, which the rest of this feature stands on. */
@Module({ providers: [ReplayDesk, FlowTestRunner], exports: [ReplayDesk, FlowTestRunner] })
export class ReplayModule {}
