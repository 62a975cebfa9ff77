import type { Json } from '@maillon/kernel'
import type { Position } from './expression-problem.js'
import type { Reference } from './reference.js'

/**
 * An expression that passed the gate: our own tree, made only of the kinds below.
 * Everything that a name can mean is decided when it is read; nothing is looked up by name in the data but fields.
 */
export interface Expression {
  readonly text: string
  readonly parts: readonly Part[]
  /** The value where the whole text is one `{{…}}`; null: text with expressions in it. */
  readonly whole: ValueNode | null
  readonly references: readonly Reference[]
  /** How many blocks that bind a value (`#each`, `#with`) stand inside each other at most. */
  readonly slots: number
}

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  /** `escaped` is false for `{{{x}}}` and `{{&x}}`. */
  | { readonly kind: 'output'; readonly value: ValueNode; readonly escaped: boolean }
  | { readonly kind: 'if'; readonly negated: boolean; readonly condition: ValueNode; readonly body: readonly Part[]; readonly otherwise: readonly Part[] }
  | { readonly kind: 'each' | 'with'; readonly value: ValueNode; readonly slot: number; readonly body: readonly Part[]; readonly otherwise: readonly Part[] }

export type ValueNode = LiteralNode | PathNode | CallNode

export interface LiteralNode {
  readonly kind: 'literal'
  readonly value: Json
  readonly position: Position
}

export interface PathNode {
  readonly kind: 'path'
  readonly origin: PathOrigin
  /** Own fields (or list indices) followed from the origin. */
  readonly fields: readonly string[]
  /** As written, for messages. */
  readonly text: string
  readonly position: Position
}

export interface CallNode {
  readonly kind: 'call'
  /** The function's canonical name. */
  readonly name: string
  /** By parameter; null: left out. A last parameter that may be repeated takes the rest. */
  readonly args: readonly (ValueNode | null)[]
  readonly position: Position
}

export const scopeRoots = ['item', 'index', 'run', 'flow', 'now', 'today', 'trigger', 'variables'] as const
export type ScopeRoot = (typeof scopeRoots)[number]

/** first: the first row; all: every row, as a list; same: the row with this item's index. */
export const rowUses = ['first', 'all', 'same'] as const
export type RowUse = (typeof rowUses)[number]

/** What the block at `slot` offers: its current value, and for `#each` where it stands in the list. */
export const localParts = ['value', 'index', 'key', 'first', 'last'] as const
export type LocalPart = (typeof localParts)[number]

export type PathOrigin =
  | { readonly from: 'root'; readonly root: ScopeRoot }
  /** `port` null: the node's first output. */
  | { readonly from: 'node'; readonly nodeId: string; readonly port: string | null; readonly use: RowUse }
  | { readonly from: 'local'; readonly slot: number; readonly part: LocalPart }
  | { readonly from: 'call'; readonly call: CallNode }
