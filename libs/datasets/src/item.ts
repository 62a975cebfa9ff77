import type { JsonObject } from '@maillon/kernel'

/** A file by reference; its bytes never travel through the queue. */
export interface FileRef {
  readonly id: string
  /** For people; cleaned, never used as a path. */
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
  /** SHA-256 in hex. */
  readonly sha256: string
}

/** One record on an edge. */
export interface Item {
  readonly json: JsonObject
  readonly files?: { readonly [name: string]: FileRef }
}

/**
 * The items that one output port gave, by reference. Immutable once written.
 * inline: stands beside the step's outcome; spilled: compressed newline-JSON chunks in the file store, in order.
 */
export type DatasetRef =
  | { readonly kind: 'inline'; readonly count: number; readonly bytes: number; readonly items: readonly Item[] }
  | { readonly kind: 'spilled'; readonly count: number; readonly bytes: number; readonly chunks: readonly DatasetChunk[] }

/** Some consecutive rows of a dataset: a blob, a part of one, or the items themselves (where a small dataset was put beside large ones). */
export type DatasetChunk = BlobChunk | { readonly items: readonly Item[]; readonly count: number }

export interface BlobChunk {
  /** Key in the blob store. */
  readonly key: string
  /** Rows of this chunk; pages are found by adding these up. */
  readonly count: number
  /** Present where only some rows of the blob belong: the first of them, and how many the blob has. */
  readonly window?: { readonly from: number; readonly of: number }
}
