/** What one item may be at most. Each bound is inclusive. */
export interface ItemLimits {
  /** Approximate bytes of its JSON text. Default 10 MB (10,000,000). */
  readonly maxBytes: number
  /** Nesting of lists and objects. Default 64. */
  readonly maxDepth: number
  /** Fields and list elements, added up over the whole item. Default 100,000. */
  readonly maxNodes: number
}

export const defaultItemLimits: ItemLimits = { maxBytes: 10_000_000, maxDepth: 64, maxNodes: 100_000 }
