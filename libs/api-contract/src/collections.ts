import { Type, type Static } from 'typebox'
import { exportFields } from './export-fields.js'

const order = {
  /** Words that a row must hold somewhere. */
  words: Type.Optional(Type.String({ maxLength: 200 })),
  /** A field. Absent: as they were added. */
  sort: Type.Optional(Type.String({ maxLength: 200 })),
  descending: Type.Optional(Type.Boolean()),
}

export const CollectionRowsQuery = Type.Object({ ...order, offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) })
export type CollectionRowsQuery = Static<typeof CollectionRowsQuery>
export const CollectionExportQuery = Type.Object({ ...order, ...exportFields })
export type CollectionExportQuery = Static<typeof CollectionExportQuery>

export const CreateCollectionRequest = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  keys: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 10 }),
})
export type CreateCollectionRequest = Static<typeof CreateCollectionRequest>

export const CollectionRowRequest = Type.Object({
  row: Type.Record(Type.String({ maxLength: 200 }), Type.Unknown(), { maxProperties: 500 }),
  /** In a change: the `changedAt` that was read. Somebody else's change in between is not overwritten. */
  readAt: Type.Optional(Type.String({ maxLength: 40 })),
})
export type CollectionRowRequest = Static<typeof CollectionRowRequest>

/** A table of the workspace. Times are ISO 8601. */
export interface CollectionView {
  readonly id: string
  readonly name: string
  readonly keys: readonly string[]
  readonly fields: readonly string[]
  readonly rows: number
  readonly createdAt: string
  readonly changedAt: string
  /** Names of the flows that name it. */
  readonly usedBy: readonly string[]
}

export interface CollectionDetail extends CollectionView {
  /** What was done to it lately, the newest first. */
  readonly changes: readonly {
    readonly at: string
    /** Null: by hand. */
    readonly runId: string | null
    readonly who: string
    readonly added: number
    readonly changed: number
    readonly deleted: number
  }[]
}

export interface CollectionRowView {
  readonly id: string
  readonly row: { readonly [field: string]: unknown }
  readonly addedAt: string
  readonly changedAt: string
}

export interface CollectionRowsPage {
  readonly rows: readonly CollectionRowView[]
  readonly total: number
}
