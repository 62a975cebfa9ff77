import type { Json } from '@maillon/kernel'

/** Durable memory of a node in a flow, with compare-and-set. */
export interface NodeStateStore {
  get(flowId: string, nodeId: string, key: string): Promise<{ readonly value: Json; readonly revision: number } | null>
  /** Writes only where the revision is still `expected` (null: where there is none). Says whether it won. */
  set(entry: { readonly flowId: string; readonly nodeId: string; readonly key: string; readonly value: Json }, expected: number | null): Promise<boolean>
}
