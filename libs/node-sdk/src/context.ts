import type { Json, JsonObject, Locale } from '@maillon/kernel'
import type { FileParam } from '@maillon/node-contract'
import type { FileRef, Item } from '@maillon/datasets'
import type { NodeWorkspace } from './workspace.js'

/** What every run of a node gets, in both modes. All of it is for this attempt only. */
export interface NodeContext<Params> {
  /** Checked against the node's schema, defaults filled in, every expression resolved. */
  readonly params: Params
  /** Stable over all attempts of this step (in mode `each`: of this item). Send it along with every write. */
  readonly idempotencyKey: string
  /** Aborted on cancel and time limit: pass it on to whatever waits. */
  readonly signal: AbortSignal
  readonly isTest: boolean
  readonly locale: Locale
  /** IANA name. */
  readonly timeZone: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly log: NodeLog
  /** `done` items of `total` (absent: not known). */
  readonly progress: (done: number, total?: number) => void
  readonly files: NodeFiles
  readonly folders: NodeFolders
  readonly http: NodeHttp
  /** The chosen credential of a slot, opened for this attempt and redacted from logs. Null where none was chosen. */
  readonly credential: (slot: string) => Promise<OpenCredential | null>
  /** Address rules for protocols other than HTTP: resolve a host and refuse forbidden addresses. Connect to the returned one. */
  readonly resolveHost: (host: string, port: number) => Promise<{ readonly address: string; readonly family: 4 | 6 }>
  readonly state: NodeState
  readonly workspace: NodeWorkspace
  readonly run: { readonly id: string; readonly flowId: string; readonly flowName: string; readonly startedAt: string; readonly instant: string | null }
}

/** Mode `each`: one call for each item. */
export interface ItemContext<Params> extends NodeContext<Params> {
  readonly item: Item
  /** 0-based position in the input. */
  readonly index: number
}

/** Mode `all`: one call for the whole input. */
export interface AllContext<Params> extends NodeContext<Params> {
  /** The items of an input port, streamed; each port can be read once. An unknown port is empty. */
  readonly input: (port?: string) => AsyncIterable<Item>
  /**
   * Of the fields that the parameters name: those that the flow knows rows at this port to have (it was declared, or seen in earlier data).
   * Where the rows at hand all lack such a field, it is empty and no mistake.
   */
  readonly knownFields: (port?: string) => readonly string[]
  /** Give an item to an output port (default `main`). Await it: that is the back-pressure. */
  readonly emit: (item: Item, port?: string) => Promise<void>
  /**
   * A row of the input failed for good: what becomes of it is what the person chose for failing rows (skip it, another value in its place, set
   * it aside, the port `error`), and the others go on. `eachRow` does it for nodes that work row by row.
   * @param row `index`: 0-based position in the input
   * @throws what fails the attempt instead: where the choice is to stop, or where the error may pass and tries are left. Let it through.
   */
  readonly refuse: (error: unknown, row: { readonly item: Item; readonly index: number }) => Promise<void>
  /** How the wait that this step asked for has ended; null: it begins from the start. */
  readonly resumed: Resumed | null
  /**
   * Return what this gives, and the step waits without holding a worker, however long, over restarts too. It then runs again from the
   * start with `resumed`; what it emitted before is dropped. Not in dry runs: there it comes back at once.
   */
  readonly suspend: (until: SuspendUntil) => Suspend
  /** Where the answer to the next suspension of this step is given: the same over all attempts, so that it can be sent before. */
  readonly answerLinks: () => AnswerLinks
}

export type SuspendUntil =
  | { readonly for: 'time'; readonly afterMs: number }
  /** ISO 8601. */
  | { readonly for: 'time'; readonly at: string }
  /** `about`: what the answer page shows. Without `deadlineMs` it waits for ever. */
  | { readonly for: 'answer'; readonly deadlineMs?: number; readonly about?: AnswerForm }

/** How a wait ended. `deadline`: nobody answered in time. */
export type Resumed = { readonly by: 'time' | 'deadline' } | { readonly by: 'answer'; readonly answer: JsonObject }

/** What a person is asked on the answer page. */
export interface AnswerForm {
  readonly title: string
  /** Plain text, several lines. Default: nothing. */
  readonly text?: string
  /** Buttons, the usual one first. The answer carries its id as `choice`. */
  readonly choices: readonly { readonly id: string; readonly label: string; readonly look?: 'good' | 'bad' }[]
  /** Values that can be corrected before the button is pressed; the answer carries them as `values`. */
  readonly fields?: readonly { readonly name: string; readonly label: string; readonly value: Json }[]
  /** Ask for a comment; the answer carries it as `comment`. Default false. */
  readonly comment?: boolean
}

/** Secret addresses: whoever has one may answer, once. */
export interface AnswerLinks {
  /** A page for people, no account needed. */
  readonly page: string
  /** For programs: POST with a JSON object. */
  readonly callback: string
}

const suspendBrand: unique symbol = Symbol.for('maillon.suspend/1')

/** A promise to wait; only `suspend` makes one. */
export interface Suspend {
  readonly [suspendBrand]: true
  readonly until: SuspendUntil
}

/** For hosts. Recognised by its brand: a package may carry a second copy of this SDK. */
export function makeSuspend(until: SuspendUntil): Suspend {
  return { [suspendBrand]: true, until }
}

export function isSuspend(value: unknown): value is Suspend {
  return typeof value === 'object' && value !== null && (value as { [suspendBrand]?: unknown })[suspendBrand] === true
}

export interface NodeLog {
  readonly info: (message: string, data?: JsonObject) => void
  readonly warn: (message: string, data?: JsonObject) => void
}

export interface NodeFiles {
  readonly read: (ref: FileRef) => AsyncIterable<Uint8Array>
  /** A path to read from, valid during this attempt (for libraries that want random access). Never write to it. */
  readonly localPath: (ref: FileRef) => Promise<string>
  /** The file that a person chose as a parameter. @throws UserError where it is gone. */
  readonly chosen: (param: FileParam) => Promise<FileRef>
  /** Keep bytes as a file of this run. The name is cleaned. */
  readonly create: (about: { readonly name: string; readonly mediaType: string }, bytes: AsyncIterable<Uint8Array> | Uint8Array) => Promise<FileRef>
  /** Keep a file of the run among the workspace's files, where people find it. `replace`: take the place of one with this name. */
  readonly publish: (ref: FileRef, options?: { readonly name?: string; readonly replace?: boolean }) => Promise<FileRef>
}

/** A place in a folder of the server that an administrator has opened to flows. */
export interface FolderPlace {
  /** Name that the administrator gave the folder. */
  readonly root: string
  /** From there on, with `/`; empty: the folder itself. Whatever leads out of it is refused. */
  readonly path: string
}

/** A file in such a folder. */
export interface FolderFile extends FolderPlace {
  /** Last part of the path. */
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** ISO 8601, UTC. */
  readonly modifiedAt: string
}

/** What to do where a file of the name is there already. `keep-both`: the new one gets “ (2)” and so on. */
export type ExistingFile = 'replace' | 'keep-both' | 'fail'

/**
 * The folders of the server that an administrator has opened to flows (`MAILLON_FOLDERS`). Real paths are compared, links
 * out of a folder are not followed, and a folder is written to only where that was allowed.
 * All throw UserError `FOLDER_…` where the place can't be used.
 */
export interface NodeFolders {
  readonly roots: () => readonly { readonly name: string; readonly isWritable: boolean }[]
  /** The files of a folder by name; with those of its folders where `deep`. Links and hidden names (`.x`) are left out. */
  readonly list: (place: FolderPlace, options?: { readonly deep?: boolean }) => AsyncIterable<FolderFile>
  /** Null where there is none. */
  readonly find: (place: FolderPlace) => Promise<FolderFile | null>
  readonly read: (place: FolderPlace) => AsyncIterable<Uint8Array>
  /** Whole or not at all: half a file is never seen. Missing folders are made. Default for `existing`: `fail`. */
  readonly write: (place: FolderPlace, bytes: AsyncIterable<Uint8Array>, existing?: ExistingFile) => Promise<FolderFile>
  readonly move: (from: FolderPlace, to: FolderPlace, existing?: ExistingFile) => Promise<FolderFile>
  /** A file, never a folder. Says whether it was there. */
  readonly remove: (place: FolderPlace) => Promise<boolean>
}

export interface OpenCredential {
  readonly id: string
  readonly name: string
  readonly type: string
  /** By field of the credential type, secrets included. */
  readonly values: { readonly [field: string]: Json }
  /**
   * For protocols other than HTTP: the service gave another refresh token in the place of this one, which is to be used from now on. Never
   * rejects: a token that can't be kept is a warning in the server's log. Absent: this host keeps none.
   */
  readonly renew?: (refreshToken: string) => Promise<void>
}

/** The HTTP client of the product: address rules on every hop, credentials bound to their hosts, limits on size and time. */
export interface NodeHttp {
  readonly request: (request: HttpRequest) => Promise<HttpResponse>
}

export interface HttpRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** http or https. */
  readonly url: string
  readonly query?: { readonly [name: string]: string | number | boolean }
  readonly headers?: { readonly [name: string]: string }
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>
  /** Slot of the credential to apply; the client adds it to the request and takes it off when the host changes. */
  readonly credential?: string
  /** Slot of a client certificate (`tls-certificate`) to show to the server. */
  readonly certificate?: string
  /** Slot of a proxy (`http-proxy`) to go through. */
  readonly proxy?: string
  /** Whole request, milliseconds. Default 60,000. */
  readonly timeoutMs?: number
  /** Of the decoded body. Default 50 MiB. */
  readonly maxBytes?: number
}

export interface HttpResponse {
  readonly status: number
  /** Lower-case names; repeated ones are joined by a comma. */
  readonly headers: { readonly [name: string]: string }
  readonly url: string
  /** Each of these can be used once. */
  readonly bytes: () => Promise<Uint8Array>
  readonly text: () => Promise<string>
  readonly stream: () => AsyncIterable<Uint8Array>
}

/** Durable memory of this node in this flow: cursors, "already handled". Test and dry runs see it and don't change it. */
export interface NodeState {
  readonly get: (key: string) => Promise<{ readonly value: Json; readonly revision: number } | null>
  /** Writes only where the revision is still `expected` (null: where there is none). Says whether it won. */
  readonly set: (key: string, value: Json, expected: number | null) => Promise<boolean>
}
