import type { Clock } from '@maillon/kernel'
import { AwaitedCallStore, PostgresRunStore, type createPool } from '@maillon/storage'
import { Module } from '@nestjs/common'
import { CLOCK, SIDE_POOL } from '../../platform/tokens.js'
import { FlowsModule } from '../flows/flows.module.js'
import { AwaitedCallsController } from './awaited-calls.controller.js'
import { AwaitedCallsService } from './awaited-calls.service.js'

@Module({
  imports: [FlowsModule],
  controllers: [AwaitedCallsController],
  providers: [
    { provide: AwaitedCallStore, inject: [SIDE_POOL, CLOCK], useFactory: (pool: ReturnType<typeof createPool>, clock: Clock) => new AwaitedCallStore(pool, new PostgresRunStore(pool, clock)) },
    AwaitedCallsService,
  ],
  exports: [AwaitedCallsService],
})
export class AwaitedCallsModule {}
