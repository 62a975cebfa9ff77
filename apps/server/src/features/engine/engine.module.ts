import { join } from 'node:path'
import type { BlobStore, DatasetStore } from '@maillon/datasets'
import { createEngine, type Engine, type EngineObserver, type LiveEvents, type RunStore, type StepQueue, type StepRunner } from '@maillon/engine'
import { errorSentence } from '@maillon/messages'
import { createNodeHost, type ThreadOptions, type WorkspacePorts } from '@maillon/node-host'
import type { LaneBackend } from '@maillon/queue'
import { createPool, FileStore, LaneFigureReader, LaneStore, PostgresCollectionStore, PostgresNodeStateStore, PostgresPaceKeeper, PostgresRunReader, PostgresRunStore, ProcessStore, RecipientStore, VariableStore } from '@maillon/storage'
import type { Keyring } from '@maillon/vault'
import { Global, Module } from '@nestjs/common'
import type { ServerConfig } from '../../config/server-config.js'
import type { Foundation } from '../../platform/foundation.js'
import { machineLimits, threadLimits } from '../../platform/machine-limits.js'
import { BLOBS, DATASETS, ENGINE, ENGINE_EVENTS, ENGINE_OBSERVERS, FOUNDATION, KEYRING, NODE_HOST, POOL, RUN_READER, RUN_STORE, SIDE_POOL, STEP_QUEUE, WORKSPACE_PORTS } from '../../platform/tokens.js'
import { AnswerKeys } from '../answers/answer-keys.js'
import { CredentialsModule } from '../credentials/credentials.module.js'
import { StoredCredentialReader } from '../credentials/stored-credential-reader.js'
import { StoredRecipientReader } from '../recipients/stored-recipient-reader.js'
import { VersionCache } from '../runs/version-cache.js'
import type { EngineObservers } from '../observing/engine-observers.js'
import { LaneTally } from '../queues/lane-tally.js'
import { WorkerKeeper } from '../queues/worker-keeper.js'
import { SamplesModule } from '../samples/samples.module.js'
import { SampleWorld } from '../samples/sample-world.js'
import { WorkspaceHistory } from './workspace-history.js'
import { InstallationBackup } from './installation-backup.js'
import { WorkspaceHousekeeping } from './workspace-housekeeping.js'
import { callProblem } from './call-problem.js'
import { failureItem } from './failure-item.js'
import { DeferredLiveEvents, DeferredStepQueue, type LanesOptions } from './deferred-queue.js'
import { EngineLifecycle } from './engine-lifecycle.js'

/** The engine with its ports: rows on Postgres, lanes on BullMQ, code run by the node host. */
@Global()
@Module({
  imports: [CredentialsModule, SamplesModule],
  providers: [
    { provide: POOL, inject: [FOUNDATION], useFactory: ({ databaseUrl }: Foundation) => createPool({ connectionString: databaseUrl, applicationName: 'maillon-engine', isHot: true }) },
    { provide: RUN_STORE, inject: [FOUNDATION, POOL], useFactory: ({ seams, clock }: Foundation, pool: ReturnType<typeof createPool>) => seams.runStore(new PostgresRunStore(pool, clock)) },
    { provide: SIDE_POOL, inject: [FOUNDATION], useFactory: ({ databaseUrl }: Foundation) => createPool({ connectionString: databaseUrl, applicationName: 'maillon-reader', poolSize: 5 }) },
    { provide: RUN_READER, inject: [SIDE_POOL], useFactory: (pool: ReturnType<typeof createPool>) => new PostgresRunReader(pool) },
    { provide: ENGINE_EVENTS, inject: [FOUNDATION], useFactory: (on: Foundation) => new DeferredLiveEvents(lanesOf(on)) },
    { provide: STEP_QUEUE, inject: [FOUNDATION], useFactory: (on: Foundation) => on.seams.stepQueue(new DeferredStepQueue(lanesOf(on))) },
    WorkspaceHistory,
    WorkspaceHousekeeping,
    InstallationBackup,
    {
      provide: WORKSPACE_PORTS,
      inject: [PostgresCollectionStore, RecipientStore, KEYRING, WorkspaceHistory, WorkspaceHousekeeping, InstallationBackup],
      useFactory: (collections: PostgresCollectionStore, recipients: RecipientStore, keyring: Keyring, ...[history, housekeeping, backup]: [WorkspaceHistory, WorkspaceHousekeeping, InstallationBackup]): WorkspacePorts => ({
        ...{ collections, history },
        housekeeping: { backUp: (wish, isDryRun) => backup.make(wish, isDryRun), cleanUp: (workspaceId, what, isDryRun) => housekeeping.cleanUp(workspaceId, what, isDryRun) },
        recipients: new StoredRecipientReader(recipients, keyring),
      }),
    },
    {
      provide: NODE_HOST,
      inject: [FOUNDATION, DATASETS, BLOBS, FileStore, StoredCredentialReader, PostgresNodeStateStore, SIDE_POOL, WORKSPACE_PORTS, SampleWorld, VariableStore],
      useFactory: (on: Foundation, datasets: DatasetStore, blobs: BlobStore, ...[files, credentials, state, pool, workspace, samples, variables]: [FileStore, StoredCredentialReader, PostgresNodeStateStore, ReturnType<typeof createPool>, WorkspacePorts, SampleWorld, VariableStore]) =>
        createNodeHost({
          ...{ packages: on.packages, egress: samples.rules, lookup: samples.lookup, folders: on.folders, clock: on.clock, random: on.random, logger: on.logger },
          ...{ datasets, blobs, files, state, workspace, credentials: samples.credentials(credentials) },
          tellError: errorSentence,
          answers: { baseUrl: baseUrlOf(on.config), sign: (subject) => new AnswerKeys(on.keyring).sign(subject) },
          variables: (workspaceId) => variables.values(workspaceId),
          pace: new PostgresPaceKeeper(pool),
          mostOutputBytes: on.config.stepData,
          threads: threadsOf(on),
        }),
    },
    {
      provide: ENGINE,
      inject: [FOUNDATION, RUN_STORE, STEP_QUEUE, NODE_HOST, VersionCache, ENGINE_EVENTS, DATASETS, ENGINE_OBSERVERS],
      useFactory: ({ clock, random, logger, seams, config }: Foundation, store: RunStore, queue: StepQueue, ...[runner, plans, events, datasets, observer]: [StepRunner, VersionCache, LiveEvents, DatasetStore, EngineObserver]) =>
        seams.engine(createEngine({
          store, queue, runner, plans, events, clock, random, logger, observer, faults: seams.faults,
          tellError: errorSentence,
          callProblem: (called, at) => callProblem(datasets, called, at),
          failureItem: (state, plan) => failureItem(state, plan, { now: clock.now(), baseUrl: baseUrlOf(config) }),
        })),
    },
    { provide: LaneStore, inject: [SIDE_POOL], useFactory: (pool: ReturnType<typeof createPool>) => new LaneStore(pool) },
    { provide: LaneFigureReader, inject: [SIDE_POOL], useFactory: (pool: ReturnType<typeof createPool>) => new LaneFigureReader(pool) },
    { provide: ProcessStore, inject: [SIDE_POOL], useFactory: (pool: ReturnType<typeof createPool>) => new ProcessStore(pool) },
    {
      provide: LaneTally,
      inject: [ENGINE_OBSERVERS],
      useFactory: (observers: EngineObservers) => {
        const tally = new LaneTally()
        observers.add(tally)
        return tally
      },
    },
    {
      provide: WorkerKeeper,
      inject: [FOUNDATION, ENGINE, LaneStore, LaneFigureReader, ProcessStore, LaneTally],
      useFactory: ({ config, logger }: Foundation, engine: Engine, ...[lanes, figures, processes, tally]: [LaneStore, LaneFigureReader, ProcessStore, LaneTally]) => new WorkerKeeper({ config, logger, engine, lanes, figures, processes, tally }),
    },
    EngineLifecycle,
  ],
  exports: [LaneStore, LaneFigureReader, ProcessStore, WorkerKeeper, RUN_STORE, POOL, SIDE_POOL, STEP_QUEUE, NODE_HOST, ENGINE, RUN_READER, ENGINE_EVENTS],
})
export class EngineModule {}

/** Where people and other programs reach this installation. */
function baseUrlOf({ publicUrl, port }: ServerConfig): string {
  return publicUrl ?? `http://localhost:${port}`
}

/** Heavy nodes run in threads of their own, which open the same stores and speak the same sentences. */
function threadsOf({ config }: Foundation): ThreadOptions {
  return {
    ...threadLimits(machineLimits()),
    blobs: { module: import.meta.resolve('@maillon/file-stores'), export: 'createLocalBlobStore', options: { folder: join(config.dataDir, 'files') } },
    tellError: { module: import.meta.resolve('@maillon/messages'), export: 'errorSentence' },
  }
}

function lanesOf(on: Foundation): LanesOptions {
  return { backend: backendOf(on), origin: on.random.id(), logger: on.logger }
}

/** Lanes on Redis where one is configured, else beside the rows. */
function backendOf({ config, databaseUrl }: Foundation): LaneBackend {
  return config.redisUrl === null ? { kind: 'postgres', connectionString: databaseUrl } : { kind: 'redis', url: config.redisUrl }
}
