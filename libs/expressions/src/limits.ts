/** What the text of one expression may be at most; each bound is inclusive. Checked before and while it is read. */
export const parseLimits = {
  /** UTF-8 bytes of the text. */
  maxBytes: 16 * 1024,
  /** Occurrences of `{{`; a block has two or more. */
  maxTags: 200,
  /** Opening brackets, wherever they stand: brackets inside each other cost the parser their square (2,500 take 7 s, 500 take 70 ms). */
  maxBrackets: 500,
  /** Blocks and bracketed calls inside each other. */
  maxDepth: 10,
} as const

/** What working out one expression may cost at most; each bound is inclusive. */
export interface EvaluationLimits {
  /** Function calls, turns of `#each`, and elements that list functions look at. */
  readonly maxOperations: number
  /** UTF-8 bytes of the text that comes out, and of each text on the way. */
  readonly maxOutputBytes: number
  /** Elements of a list that a function makes. */
  readonly maxListLength: number
  /** Nesting of a value that is turned into text. */
  readonly maxDepth: number
}

export const defaultEvaluationLimits: EvaluationLimits = {
  maxOperations: 1_000_000,
  maxOutputBytes: 5 * 1024 * 1024,
  maxListLength: 100_000,
  maxDepth: 64,
}
