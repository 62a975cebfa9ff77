/** What a foreign file may be at most. Each bound is inclusive. */
export const foreignLimits = {
  /** Of the text, in UTF-8 bytes. */
  bytes: 12 * 1024 * 1024,
  /** Nesting of the JSON. */
  depth: 100,
  /** Keys and list elements, added up over the whole file. */
  elements: 500_000,
  /** Nodes and settings of all flows of a file. */
  nodes: 5000,
  /** Lines between them. */
  edges: 20_000,
  flows: 200,
  /** Of the JSON that a placeholder keeps, in characters. */
  kept: 20_000,
  /** Rows that are kept for trying a flow out, and their size as JSON. */
  pinnedRows: 50,
  pinnedCharacters: 50_000,
} as const
