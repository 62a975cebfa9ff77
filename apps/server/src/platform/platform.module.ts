import { createLocalBlobStore } from '@maillon/file-stores'
import { createDatasetStore } from '@maillon/datasets'
import type { Random } from '@maillon/kernel'
import { createEgress } from '@maillon/node-host'
import { AuditLogStore, CollectionDesk, CredentialStore, type Database, FileStore, FlowStore, FlowTestStore, ImportStore, PeopleStore, PostgresCollectionStore, PostgresNodeStateStore, RecipientStore, SavedViewStore, ScheduleReader, SettingStore, TriggerStore, VariableStore } from '@maillon/storage'
import { Global, Module, type DynamicModule, type FactoryProvider, type InjectionToken, type OnApplicationShutdown } from '@nestjs/common'
import { join } from 'node:path'
import { AuditService } from '../features/audit/audit.service.js'
import { LiveEvents } from '../features/events/live-events.js'
import { VersionCache } from '../features/runs/version-cache.js'
import { WebPages } from '../features/web/web-pages.js'
import type { Foundation } from './foundation.js'
import { BLOBS, CATALOGUE, CLOCK, CONFIG, DATABASE, DATASETS, EGRESS, FOUNDATION, KEYRING, LOGGER, PACKAGES, RANDOM } from './tokens.js'

/** What every feature stands on: the stores, the catalogue, time, chance and the log. Built by their own libraries; Nest only hands them out. */
@Global()
@Module({})
export class PlatformModule {
  static on(foundation: Foundation): DynamicModule {
    const { config, clock, random, logger, database, packages, keyring, egress, pages, seams } = foundation
    const blobs = seams.blobs(createLocalBlobStore({ folder: join(config.dataDir, 'files') }))
    const providers = [
      { provide: FOUNDATION, useValue: foundation },
      { provide: CONFIG, useValue: config },
      { provide: CLOCK, useValue: clock },
      { provide: RANDOM, useValue: random },
      { provide: LOGGER, useValue: logger },
      { provide: DATABASE, useValue: database },
      { provide: WebPages, useValue: pages },
      { provide: CATALOGUE, useValue: packages.catalogue },
      { provide: PACKAGES, useValue: packages },
      { provide: KEYRING, useValue: keyring },
      { provide: EGRESS, useFactory: () => closing(createEgress({ rules: egress, clock })) },
      { provide: VersionCache, inject: [FlowStore], useFactory: (flows: FlowStore) => new VersionCache(flows) },
      { provide: BLOBS, useValue: blobs },
      { provide: DATASETS, useFactory: () => createDatasetStore({ blobs }) },
      { provide: LiveEvents, useFactory: () => new LiveEvents() },
      ...[PeopleStore, SettingStore, FlowStore, FlowTestStore, ScheduleReader, TriggerStore, CredentialStore, FileStore, PostgresNodeStateStore, PostgresCollectionStore, CollectionDesk, RecipientStore, SavedViewStore, ImportStore, VariableStore].map(storeProvider),
      { provide: AuditLogStore, inject: [DATABASE, RANDOM], useFactory: (source: Database, ids: Random) => new AuditLogStore(source, ids) },
      AuditService,
    ]
    return { module: PlatformModule, providers, exports: providers.map((provider) => ('provide' in provider ? provider.provide : provider)) }
  }
}

/** Nest closes it when everything that uses it has ended. */
function closing<T extends { close(): Promise<void> }>(part: T): T & OnApplicationShutdown {
  return { ...part, onApplicationShutdown: () => part.close() }
}

function storeProvider(Store: new (database: Database) => object): FactoryProvider & { readonly provide: InjectionToken } {
  return { provide: Store, inject: [DATABASE], useFactory: (database: Database) => new Store(database) }
}
