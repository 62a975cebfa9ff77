import type { JsonObject } from '@maillon/kernel'

/** What the workspace keeps for all its flows. */
export interface NodeWorkspace {
  readonly collections: NodeCollections
  readonly recipients: NodeRecipients
  readonly history: NodeHistory
  readonly housekeeping: NodeHousekeeping
}

export interface CollectionHead {
  readonly name: string
  /** The fields by whose values a row is known again. */
  readonly keys: readonly string[]
  readonly rows: number
  /** ISO 8601. */
  readonly changedAt: string
}

export interface CollectionRow {
  readonly row: JsonObject
  /** ISO 8601. */
  readonly addedAt: string
  /** ISO 8601. When a value of it last changed; being written again unchanged doesn't count. */
  readonly changedAt: string
}

/** `upsert` adds and changes rows; `replace` also deletes those that are not given; `delete` deletes those that are. */
export const collectionModes = ['upsert', 'replace', 'delete'] as const
export type CollectionMode = (typeof collectionModes)[number]

export interface CollectionChange {
  /** Only its key fields are looked at where rows are deleted. A collection that is not there is made, unless rows are deleted. */
  readonly mode: CollectionMode
  readonly keys: readonly string[]
  /** Each has a key (`collectionKey`); of several with the same one the last counts. */
  readonly rows: AsyncIterable<JsonObject>
  /** Names this change over all attempts: done once, it is not done again, and answers what it did. */
  readonly idempotencyKey: string
}

export interface CollectionOutcome {
  readonly added: number
  readonly changed: number
  readonly deleted: number
  /** Rows that were there already with the same values. */
  readonly same: number
  /** Rows in the collection afterwards. */
  readonly total: number
  /** ISO 8601: an earlier attempt had done it, at this time. Null: it was done now. */
  readonly alreadyAt: string | null
}

/** Durable tables of the workspace, open to all its flows and shown to people on a page. */
export interface NodeCollections {
  /** Null where there is none with this name. */
  readonly find: (name: string) => Promise<CollectionHead | null>
  /** Every row, the oldest first. Rows that others change meanwhile are seen before or after, never twice. @throws UserError COLLECTION_MISSING */
  readonly rows: (name: string) => AsyncIterable<CollectionRow>
  /**
   * All of it or nothing. In a dry run nothing is written, and the answer says what would be.
   * @throws UserError COLLECTION_KEYS_DIFFERENT where the collection has other key fields
   */
  readonly change: (name: string, change: CollectionChange) => Promise<CollectionOutcome>
}

/** The kinds of address that the directory knows; each is a channel by which somebody is told. */
export const recipientTypes = ['email', 'whatsapp', 'sms', 'chime', 'slack', 'teams', 'google-chat', 'discord', 'mattermost', 'webhook'] as const
export type RecipientType = (typeof recipientTypes)[number]

/** The value of a parameter with the widget `recipients`: somebody of the directory, or a group of them. */
export interface DirectoryChoice {
  readonly kind: 'recipient' | 'group'
  /** Of a group: its name. */
  readonly id: string
  readonly name: string
}

export interface DirectoryRecipient {
  readonly id: string
  readonly name: string
  readonly type: RecipientType
  readonly address: string
  /** False: not to be told anything at the moment. */
  readonly isActive: boolean
}

/** The people and channels that the workspace tells things to. */
export interface NodeRecipients {
  /** Each once, in the order of the choices; addresses of webhooks are masked wherever they would be shown. `missing`: choices that lead nowhere (any more). */
  readonly resolve: (choices: readonly DirectoryChoice[]) => Promise<{ readonly recipients: readonly DirectoryRecipient[]; readonly missing: readonly DirectoryChoice[] }>
}

export interface HistoryQuery {
  /** ISO 8601, inclusive. */
  readonly from: string
  /** ISO 8601, exclusive. */
  readonly to: string
  /** Absent: all flows. */
  readonly flowId?: string
}

/** One execution. */
export interface PastRun {
  readonly id: string
  readonly flowId: string
  readonly flow: string
  readonly status: string
  readonly origin: string
  /** Null: nobody by hand. */
  readonly startedBy: string | null
  /** ISO 8601. */
  readonly acceptedAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
  readonly durationMs: number | null
  readonly message: string
  readonly isTest: boolean
  readonly isDryRun: boolean
}

/** The executions of the workspace. */
export interface NodeHistory {
  /** The newest first. */
  readonly runs: (query: HistoryQuery) => AsyncIterable<PastRun>
}

/**
 * What can be cleaned up: runs that ended, with their data and logs; files of the workspace; rows of a collection that did not change for that
 * long; `retention`: runs that the workspace, or their flow, doesn't want to keep any longer; `sessions`: logins and links that have expired, and
 * guesses that no longer count; `leftovers`: uploads that were cut off, and bytes that nothing names.
 */
export type CleanUp =
  | { readonly what: 'runs'; readonly before: string }
  | { readonly what: 'files'; readonly before: string; readonly pattern: string }
  | { readonly what: 'collection-rows'; readonly before: string; readonly collection: string }
  | { readonly what: 'retention' | 'sessions' | 'leftovers' }

/** A backup of the whole installation: database and files, as `maillon backup` makes it. */
export interface BackupWish {
  /** Date and time are added to it. */
  readonly name: string
  /** How many of this name stay; older ones go once the new one stands. */
  readonly keep: number
  /** The names are stamped in it. */
  readonly timeZone: string
}

export interface MadeBackup {
  readonly fileName: string
  readonly bytes: number
  /** In the database. */
  readonly rows: number
  /** Kept beside the database. */
  readonly files: number
  /** File names of the backups that went. */
  readonly deleted: readonly string[]
}

export interface NodeHousekeeping {
  /**
   * Into the folder that the administrator chose, which no flow can read. In a dry run nothing is written: it says what would go.
   * @throws UserError BACKUP_FOLDER_UNUSABLE
   */
  readonly backUp: (wish: BackupWish) => Promise<MadeBackup>
  /** In a dry run nothing is removed. What a flow still names, and a run that a later one goes on from, is kept. @throws UserError COLLECTION_MISSING */
  readonly cleanUp: (what: CleanUp) => Promise<{ readonly removed: number; readonly bytes: number; readonly names: readonly string[] }>
}
