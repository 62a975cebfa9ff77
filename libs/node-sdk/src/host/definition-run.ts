import type { Item } from '@maillon/datasets'
import type { ErrorInfo, ErrorWords, JsonObject } from '@maillon/kernel'
import type { NodeMode } from '@maillon/node-contract'
import type { Resumed, SuspendUntil } from '../context.js'
import type { NodeDefinition } from '../define-node.js'
import type { RowField } from './row-fields.js'
import type { RunFrame } from './run-facts.js'

/** What becomes of an item (in mode `all`: of the whole input) that fails for good. */
export type ItemErrorChoice = { readonly choice: 'stop' | 'skip' | 'set-aside' | 'branch' } | { readonly choice: 'replace'; readonly value: JsonObject }

/** Where the items of one output port go. Await what `push` gives; undefined: there is room at once. */
export interface OutputPort {
  push(item: Item, bytes: number): void | Promise<void>
}

/** Where what one item gives waits until all of it has come: any amount in little memory. */
export interface OutputStage {
  push(port: OutputPort, item: Item, bytes: number): void | Promise<void>
  /** All of it goes to its ports, in order. */
  give(): Promise<void>
  drop(): Promise<void>
}

export interface RunOutputs {
  /** Null where the node has no port of this name. */
  port(id: string): OutputPort | null
  /** The port that previews, replacements and untargeted items go to; null where the node has none. */
  readonly first: OutputPort | null
  /** Items that failed and are kept to be mended: `{ error, item }`. */
  readonly setAside: OutputPort
  stage(): OutputStage
  /** Drops everything given and set aside so far (mode `all` failed half-way and the flow goes on without it). */
  reset(): Promise<void>
}

/** Where parameters come from. `forItem` is used only where `dependsOnItem`; each call may give a new object. */
export interface RunParams {
  readonly dependsOnItem: boolean
  /** See `BoundParams.rowFields`. */
  readonly rowFields: readonly RowField[]
  once(): JsonObject
  forItem(item: Item, index: number): JsonObject | Promise<JsonObject>
}

/** One attempt of one node, with everything that it needs. */
export interface DefinitionRun {
  readonly definition: NodeDefinition
  readonly mode: NodeMode
  readonly frame: RunFrame
  readonly params: RunParams
  /** Items of an input port by name; absent: of the first input. Unknown ports are empty. */
  input(port?: string): readonly Item[] | AsyncIterable<Item>
  readonly outputs: RunOutputs
  readonly onError: ItemErrorChoice
  /** False: an error that may pass ends the attempt, so that it is tried again. */
  readonly isLastAttempt: boolean
  /** What log lines, rows at the port `error` and rows set aside say of an error, in the language of the flow. */
  tell(error: ErrorInfo): ErrorWords
  /** Present where nobody waits (dry runs, tests): how a wait ends, at once. */
  comeBack?(until: SuspendUntil): Resumed
}

export interface RunReport {
  /** Items that failed and were passed over, and why the first of them did. Absent: none. */
  readonly failedItems?: { readonly count: number; readonly first: ErrorInfo }
  /** The step waits; nothing of what it gave counts. Absent: it is over. */
  readonly suspended?: SuspendUntil
}
