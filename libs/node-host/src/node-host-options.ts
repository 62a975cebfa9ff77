import type { BlobStore, DatasetStore, FileCatalogue } from '@maillon/datasets'
import type { StepRunner } from '@maillon/engine'
import type { Clock, JsonObject, Logger, Random, TellError } from '@maillon/kernel'
import type { NodeCatalogue } from '@maillon/node-contract'
import type { LookReport } from '@maillon/node-sdk'
import type { AnswerSubject, CredentialReader } from '@maillon/vault'
import type { FolderRoot } from './folders/folder-root.js'
import type { HostLookup } from './egress/address-rules.js'
import type { EgressRules } from './egress/address-rules.js'
import type { NodePackages } from './node-packages.js'
import type { NodeStateStore } from './node-state-store.port.js'
import type { WorkspacePorts } from './workspace-ports.js'
import type { PaceKeeper } from './pace/pace-keeper.port.js'
import type { IdleThreads } from './threads/idle-threads.js'
import type { LookAssignment } from './watch/look-assignment.js'

/** Where bytes lie; with `localPath` where they can be read as a file in place (else they are copied to a temporary one). */
export type HostBlobStore = BlobStore & { localPath?(key: string): Promise<string> }

/** Something that a thread gets by importing it, since functions don't travel: a module's URL (`import.meta.resolve(name)`) and the name of its export. */
export interface ThreadModule {
  readonly module: string
  readonly export: string
  /** What the export is called with, where it is a maker. */
  readonly options?: JsonObject
}

export interface ThreadOptions {
  /** Makes the same blob store as the host's: `createLocalBlobStore` with its folder. */
  readonly blobs: ThreadModule
  /** Like the host's `tellError`: `errorSentence` of the messages. */
  readonly tellError?: ThreadModule
  /** Of one thread, MiB. Default 512. */
  readonly heapMiB?: number
  /** Threads at once; more wait their turn. Default 2. */
  readonly maxThreads?: number
  /** Idle threads that several hosts share, one after the other; who made them closes them. Absent: the host's own, closed with it. */
  readonly idle?: IdleThreads
}

export interface NodeHostOptions {
  readonly packages: NodePackages
  readonly datasets: DatasetStore
  readonly blobs: HostBlobStore
  readonly files: FileCatalogue
  /** Folders of this machine that flows may use. Absent: none. */
  readonly folders?: readonly FolderRoot[]
  readonly credentials: CredentialReader
  readonly state: NodeStateStore
  /** Collections, the directory, past runs. Absent: a node that asks for them is told so. */
  readonly workspace?: WorkspacePorts
  /** What outgoing connections may reach besides the public internet. */
  readonly egress: EgressRules
  /** Default: the system's resolver. */
  readonly lookup?: HostLookup
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  /** The values under `variables.`; asked for only where a parameter names one. Absent: none. */
  readonly variables?: (workspaceId: string) => JsonObject | Promise<JsonObject>
  /** For items of the `error` port, those set aside, and log lines. Default: what the error brings along, else its code. */
  readonly tellError?: TellError
  /** Makes the links by which a waiting step is answered: pages under `baseUrl/answers/`, calls under `baseUrl/api/answers/`. Absent: no step can wait for an answer. */
  readonly answers?: { sign(subject: AnswerSubject): string; readonly baseUrl: string }
  /** Keeps to the paces that credentials carry. Absent: none is kept to. */
  readonly pace?: PaceKeeper
  /** What a step may give by one port, bytes, as items are estimated: a step that never stops giving must not fill the disk. Absent: any. */
  readonly mostOutputBytes?: number
  /** Processes of installed packages at once; more wait their turn. Default 4. */
  readonly maxPackageProcesses?: number
  /** Absent: heavy nodes run in this thread. */
  readonly threads?: ThreadOptions
}

export interface NodeHost extends StepRunner {
  readonly catalogue: NodeCatalogue
  /** One look of a trigger of the kind `watch`. @throws MaillonError what it failed by, masked */
  look(assignment: LookAssignment): Promise<LookReport>
  /** Ends threads and closes connections. Running steps fail as aborted. */
  close(): Promise<void>
}
