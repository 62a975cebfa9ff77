import type { Clock, Logger, Random } from '@maillon/kernel'
import type { EgressRules, FolderRoot, LayeredPackages } from '@maillon/node-host'
import type { Database } from '@maillon/storage'
import type { Keyring } from '@maillon/vault'
import type { ServerConfig } from '../config/server-config.js'
import type { WebPages } from '../features/web/web-pages.js'
import type { Seams } from './seams.js'

/** What stands before Nest does: opened in `startServer`, closed there in the opposite order. */
export interface Foundation {
  readonly config: ServerConfig
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  /** Initialized and migrated. */
  readonly database: Database
  /** Of the database that is used: the embedded one's, or the configured one. Holds a password. */
  readonly databaseUrl: string
  readonly packages: LayeredPackages
  readonly egress: EgressRules
  /** Folders of this machine that flows may use. */
  readonly folders: readonly FolderRoot[]
  /** The keys that seal credentials. */
  readonly keyring: Keyring
  readonly pages: WebPages
  readonly seams: Seams
}
