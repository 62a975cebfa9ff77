import type { FileRef } from '@maillon/node-sdk'

/** Something in a folder of another machine. */
export interface RemoteEntry {
  /** One name, without path. */
  readonly name: string
  readonly path: string
  readonly kind: 'file' | 'folder'
  /** Bytes; null where the server doesn't say. */
  readonly size: number | null
  /** ISO 8601, UTC; null where the server doesn't say it exactly. */
  readonly modifiedAt: string | null
}

/**
 * Files on another machine, whatever the protocol. Paths have `/` between names; what was refused by `checkPath` never comes here.
 * All throw MaillonError `REMOTE_…`, retryable only where another try can help.
 */
export interface RemoteStore {
  /** One folder, in any order. Links and what has an impossible name are left out and counted by `leftOut`. */
  list(folder: string): AsyncIterable<RemoteEntry>
  /** How many entries the listings have left out so far. */
  readonly leftOut: () => number
  /** Null where there is no such file. */
  find(path: string): Promise<RemoteEntry | null>
  /** The whole file; throws at the end where it came incomplete or changed meanwhile. */
  read(path: string): AsyncIterable<Uint8Array>
  /** Whole or not at all: half a file is never seen under this name. What is there is replaced. Missing folders are made. */
  write(path: string, file: FileRef, bytes: () => AsyncIterable<Uint8Array>): Promise<void>
  /** Says whether it was there. */
  remove(path: string): Promise<boolean>
  /** What is at the destination is replaced. Missing folders are made. */
  move(from: string, to: string): Promise<void>
  close(): Promise<void>
}
