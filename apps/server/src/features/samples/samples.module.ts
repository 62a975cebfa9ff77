import { lookupBySystem } from '@maillon/node-host'
import { SampleMailStore, type Database } from '@maillon/storage'
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common'
import type { Foundation } from '../../platform/foundation.js'
import { DATABASE, FOUNDATION } from '../../platform/tokens.js'
import { SampleWorld } from './sample-world.js'
import { SamplesController } from './samples.controller.js'

/** Accounts that need no account: what flows send by them is caught and shown. */
@Module({
  controllers: [SamplesController],
  providers: [
    { provide: SampleMailStore, inject: [DATABASE], useFactory: (database: Database) => new SampleMailStore(database) },
    {
      provide: SampleWorld,
      inject: [FOUNDATION, SampleMailStore],
      useFactory: ({ clock, random, logger, egress }: Foundation, caught: SampleMailStore) => new SampleWorld({ caught, clock, random, logger, allow: [...egress.allow], lookup: lookupBySystem }),
    },
  ],
  exports: [SampleWorld],
})
export class SamplesModule implements OnApplicationShutdown {
  constructor(@Inject(SampleWorld) private readonly world: SampleWorld) {}

  onApplicationShutdown(): Promise<void> {
    return this.world.close()
  }
}
