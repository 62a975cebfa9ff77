import type { Position } from './expression-problem.js'
import type { RowUse, ScopeRoot } from './expression.js'

/** One thing that an expression reads from its surroundings; what the compiler checks and the host loads. */
export interface Reference {
  readonly root: ScopeRoot | 'nodes'
  /** The node's id; null unless `root` is `nodes`. */
  readonly nodeId: string | null
  /** Output port's id; null: the node's first output (or `root` is not `nodes`). */
  readonly port: string | null
  /** Null unless `root` is `nodes`. */
  readonly use: RowUse | null
  /** Fields (or list indices) followed from there. Empty: the value itself. */
  readonly path: readonly string[]
  /** Where the list at `path` is gone through row by row (`#each`, `sum … "price"`): the fields read in each row. Null: not. */
  readonly eachPath: readonly string[] | null
  /** Inside `default`, `exists` and the like: it may be missing. */
  readonly optional: boolean
  /** As written. */
  readonly text: string
  readonly position: Position
}
