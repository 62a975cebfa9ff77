import type { Diagnostic, FlowDocument } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'

/** The programs whose flows are understood. */
export const foreignSources = ['n8n', 'node-red'] as const
export type ForeignSource = (typeof foreignSources)[number]

/**
 * mapped: it does the same here; look: it became a step, and something of it has to be checked or filled in; placeholder: there is no step
 * for it, and the flow can't run until one is chosen.
 */
export const verdicts = ['mapped', 'look', 'placeholder'] as const
export type Verdict = (typeof verdicts)[number]

/** Why an element needs a look, or what became of it: a code with its values, said by `libs/messages`. */
export interface ForeignReason {
  readonly code: string
  readonly params: { readonly [name: string]: string | number }
}

/** What became of one element of a foreign flow. Each element is in the report exactly once. */
export interface ForeignEntry {
  /** Place of its flow in the list of flows. Null: it belongs to none (the settings of a connection). */
  readonly flow: number | null
  /** As the foreign program has them; cut where they are too long. */
  readonly id: string
  readonly name: string
  readonly type: string
  /** Our node; null: it became a note, a line, an account or a whole flow. */
  readonly node: string | null
  readonly nodeType: string | null
  readonly verdict: Verdict
  /** Empty: there is nothing to say about it. */
  readonly reasons: readonly ForeignReason[]
}

/** How many elements became what. Counted are those that became a step. */
export interface ForeignCounts {
  readonly mapped: number
  readonly look: number
  readonly placeholder: number
}

export interface ConvertedFlows {
  readonly ok: true
  readonly source: ForeignSource
  /** Each passes `parseFlowDocument`. */
  readonly flows: readonly FlowDocument[]
  readonly report: readonly ForeignEntry[]
  readonly counts: ForeignCounts
}

export type Conversion = ConvertedFlows | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** A node as a rule makes it. */
export interface NodeDraft {
  readonly type: string
  readonly params: JsonObject
  readonly mode?: 'each' | 'all'
  /** Names of the foreign accounts by slot of our node type: an import finds the account of that name. */
  readonly credentials?: { readonly [slot: string]: string }
}

/** What a rule makes of a foreign node. */
export interface Draft extends NodeDraft {
  /** Nodes in front of it and behind it, each with one input and one output `main`. */
  readonly before?: readonly NodeDraft[]
  readonly after?: readonly NodeDraft[]
  /** Our input by the number of the foreign one; the last one takes what is left. Absent: `main`. */
  readonly inputs?: readonly string[]
  /** Our output by the number of the foreign one; null: it has none here. Absent: `main`. */
  readonly outputs?: readonly (string | null)[]
}

/** There is no step for it. Absent reason: none is known for this type. */
export interface NoDraft {
  readonly placeholder: ForeignReason
}
