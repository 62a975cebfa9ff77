import type { Json, JsonObject, Locale } from '@maillon/kernel'
import type { Effects, NodeMode, TriggerKind } from '@maillon/node-contract'

export const planFormat = 'maillon.plan/2'

/** A wait policy with every default filled in. */
export type PlanWait =
  | { readonly kind: 'fixed'; readonly ms: number }
  | { readonly kind: 'exponential'; readonly firstMs: number; readonly maxMs: number; readonly jitter: boolean }
  | { readonly kind: 'list'; readonly ms: readonly number[] }

export interface PlanRetry {
  readonly attempts: number
  readonly wait: PlanWait
}

export type PlanErrorChoice =
  | { readonly choice: 'stop' | 'skip' | 'set-aside' | 'branch' }
  | { readonly choice: 'replace'; readonly value: JsonObject }

/** What an expression reads of an earlier node. `port` is the output port's index in that node. */
export interface PlanReference {
  readonly node: number
  readonly port: number
  /** first: the first row; all: every row, as a list; same: the row with this item's index. */
  readonly use: 'first' | 'all' | 'same'
}

/**
 * How a node makes child runs: one for each batch of its input.
 * iteration: the nodes of this plan whose `loop` is this node; flow: the published version of another flow.
 */
export interface PlanSpawn {
  readonly kind: 'iteration' | 'flow'
  /** Items for each child. Null: all of them in one. */
  readonly batchSize: number | null
  /** Children at once. */
  readonly concurrency: number
  /** False (flows only): the step is over when the children are accepted. */
  readonly waits: boolean
  /** What the children give, in edge order. Empty for flows: there the called plan's `returns` count. */
  readonly collect: readonly PlanOutput[]
  /** The called flow; null for iterations. */
  readonly flowId: string | null
}

/** An output port of a node, both by index. */
export interface PlanOutput {
  readonly node: number
  readonly port: number
}

export interface PlanNode {
  /** Node id (slug) in the document. */
  readonly id: string
  readonly name: string
  readonly type: string
  readonly version: number
  readonly trigger: TriggerKind | null
  /** As drawn; strings with `{{` are expressions, parsed by the host (and cached by it) when the node first runs. */
  readonly params: JsonObject
  /** Slot to credential id. */
  readonly credentials: { readonly [slot: string]: string }
  readonly mode: NodeMode
  readonly effects: Effects
  /** May run in place, see `NodeDescriptor.light`. */
  readonly light: boolean
  readonly runOnEmpty: boolean
  readonly retry: PlanRetry
  readonly timeoutMs: number
  readonly onError: PlanErrorChoice
  /** Look again while it succeeds without giving an item: `attempts` tries altogether, with these waits. Null: never. */
  readonly untilFound: PlanRetry | null
  /** Index of the loop whose body it belongs to; null: at the top of the flow. */
  readonly loop: number | null
  /** Present on nodes that are run by the engine as child runs. Null: an ordinary node. */
  readonly spawn: PlanSpawn | null
  /** Passed through: first input to first output. */
  readonly disabled: boolean
  readonly inputs: readonly string[]
  /** The last one is `error` where `onError` is `branch`. */
  readonly outputs: readonly string[]
  /** Indices into `Plan.edges`, in edge order, by input port. */
  readonly incoming: readonly (readonly number[])[]
  /** Indices into `Plan.edges`, by output port. */
  readonly outgoing: readonly (readonly number[])[]
  readonly references: readonly PlanReference[]
  /**
   * By input port: of the fields that the parameters name, those that the compiler knows rows there to have (declared, or seen in data). A row
   * may still lack them. Absent: none.
   */
  readonly knownFields?: readonly (readonly string[])[]
  /** Output for test runs, by output port. Absent: none. */
  readonly pinned?: { readonly [port: string]: readonly JsonObject[] }
}

export interface PlanEdge {
  readonly fromNode: number
  readonly fromPort: number
  readonly toNode: number
  readonly toPort: number
}

/** The compiled form of a flow version: immutable JSON, nodes in topological order, everything defaulted and resolved. */
export interface Plan {
  readonly format: typeof planFormat
  readonly flowName: string
  readonly timeZone: string
  readonly locale: Locale
  readonly timeoutMs: number
  readonly lane: string
  readonly priority: number
  readonly overlap: { readonly policy: 'queue' | 'skip' | 'cancel-older' | 'parallel'; readonly concurrency: number }
  /** Flow that is started when a run fails for good. Null: none. */
  readonly errorFlowId: string | null
  /** What a run gives back where another flow called it. */
  readonly returns: readonly PlanOutput[]
  readonly nodes: readonly PlanNode[]
  readonly edges: readonly PlanEdge[]
}

/** What a trigger event brings along: the items of the trigger node's output. */
export interface TriggerEvent {
  /** Index of the trigger node in the plan. */
  readonly node: number
  readonly items: readonly { readonly json: JsonObject; readonly files?: { readonly [name: string]: Json } }[]
}

/** Names a step for ever: its idempotency key over all attempts is derived from it. */
export interface StepKey {
  /** Inside loops: the run that the outermost loop belongs to; in a run that goes on from a failure: the one that failed first. */
  readonly runId: string
  readonly node: number
  /** '' outside loops; inside, the iteration path, for example `3` or `3/0`. */
  readonly iteration: string
}

/** The stable idempotency key of a step. No colon: it serves as a BullMQ job id too. */
export function stepKeyText(key: StepKey): string {
  return key.iteration === '' ? `${key.runId}-${key.node}` : `${key.runId}-${key.node}-${key.iteration.replaceAll('/', '_')}`
}
