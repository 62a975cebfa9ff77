import type { PlanNode } from '@maillon/plan'
import type { BoundParams, ParamsChecker } from '@maillon/node-sdk/host'
import type { Egress } from '../egress/egress.js'
import type { NodeHostOptions } from '../node-host-options.js'
import type { LoadedDefinition } from '../node-packages.js'
import type { Slots } from '../threads/slots.js'
import type { ThreadPool } from '../threads/thread-pool.js'

/** A plan's node with its definition and its parameters read once; lives as long as the plan. */
export interface BoundNode {
  readonly loaded: LoadedDefinition
  readonly params: BoundParams
}

/** What the host keeps over all steps. */
export interface HostParts {
  readonly options: NodeHostOptions
  readonly egress: Egress
  readonly checker: ParamsChecker
  readonly bound: WeakMap<PlanNode, BoundNode>
  /** Null: heavy nodes run in this thread. */
  readonly threads: ThreadPool | null
  /** Processes of installed packages at once; others wait their turn. */
  readonly processes: Slots
}
