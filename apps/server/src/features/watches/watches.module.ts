import type { BlobStore } from '@maillon/datasets'
import type { Engine } from '@maillon/engine'
import type { Clock } from '@maillon/kernel'
import type { NodeHost } from '@maillon/node-host'
import { FileStore, PostgresRunStore, WatchLedger, type createPool } from '@maillon/storage'
import { Module } from '@nestjs/common'
import type { Foundation } from '../../platform/foundation.js'
import { BLOBS, CLOCK, ENGINE, FOUNDATION, NODE_HOST, SIDE_POOL } from '../../platform/tokens.js'
import { FlowsModule } from '../flows/flows.module.js'
import { VersionCache } from '../runs/version-cache.js'
import { WatchViews } from './watch-views.service.js'
import { Watcher } from './watcher.js'
import { WatchesController } from './watches.controller.js'
import { WatchesService } from './watches.service.js'

@Module({
  imports: [FlowsModule],
  controllers: [WatchesController],
  providers: [
    { provide: WatchLedger, inject: [SIDE_POOL, CLOCK], useFactory: (pool: ReturnType<typeof createPool>, clock: Clock) => new WatchLedger(pool, new PostgresRunStore(pool, clock)) },
    {
      provide: Watcher,
      inject: [FOUNDATION, WatchLedger, NODE_HOST, ENGINE, VersionCache, FileStore, BLOBS],
      useFactory: ({ random, logger }: Foundation, ledger: WatchLedger, host: NodeHost, ...[engine, plans, files, blobs]: [Engine, VersionCache, FileStore, BlobStore]) =>
        new Watcher({
          ledger, host, engine, plans, random, logger,
          dropFile: async ({ id, workspaceId }) => {
            await blobs.remove(`files/${id}`)
            await files.remove(workspaceId, id)
          },
        }),
    },
    WatchesService, WatchViews,
  ],
  exports: [WatchLedger],
})
export class WatchesModule {}
