import { Type, type Static } from 'typebox'

/** An OpenAPI document whose operations are steps in the palette. */
export interface ApiDocumentView {
  /** What stands in the node types: `api.<name>.…`. */
  readonly name: string
  readonly title: string
  /** The one that is called. */
  readonly address: string
  readonly operations: readonly { readonly type: string; readonly title: string; readonly writes: boolean }[]
  /** What was left out of it, and why, in the caller's language. */
  readonly notes: readonly string[]
  readonly updatedAt: string | null
  /** Flows that use it, by name. */
  readonly usedBy: readonly string[]
}

/** A document, or where it lies. */
export const ApiDocumentRequest = Type.Object({
  /** Absent: made of the document's title. */
  name: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,59}$' })),
  /** JSON. */
  document: Type.Optional(Type.String({ minLength: 1, maxLength: 10_000_000 })),
  url: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, pattern: '^https?://' })),
  /** In the place of the document's own. */
  address: Type.Optional(Type.String({ maxLength: 2000 })),
})
export type ApiDocumentRequest = Static<typeof ApiDocumentRequest>
