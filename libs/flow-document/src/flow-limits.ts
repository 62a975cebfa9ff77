/** What a flow document may be at most, wherever it comes from. Each bound is inclusive. */
export const flowLimits = {
  /** Of the text, in UTF-8 bytes. */
  bytes: 5 * 1024 * 1024,
  nodes: 5000,
  edges: 20_000,
  notes: 1000,
  groups: 1000,
  /** Nesting of the JSON. */
  depth: 64,
  /** Keys and list elements, added up over the whole document. */
  elements: 500_000,
  /** Canvas coordinates beyond are moved back to it. */
  coordinate: 1_000_000,
  /** Problems that one check lists; the rest is counted. */
  problems: 500,
} as const
