import type { ConversionEntry } from '@maillon/api-contract'

/** A file of our own flows, wherever it came from. */
export interface FoundFlows {
  readonly text: string
  /** What became of each step, where it was another tool's flow. Empty: it is ours. */
  readonly report: readonly ConversionEntry[]
}
