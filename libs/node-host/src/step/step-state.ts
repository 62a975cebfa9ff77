import type { Json } from '@maillon/kernel'
import type { NodeState } from '@maillon/node-sdk'
import type { NodeStateStore } from '../node-state-store.port.js'

export interface StepStateAbout {
  readonly flowId: string
  readonly nodeId: string
  /** Writes are seen by this attempt only (tests and dry runs). */
  readonly isTrial: boolean
}

/** The durable memory of a node, or a copy of it that is thrown away. */
export function createStepState(store: NodeStateStore, about: StepStateAbout): NodeState {
  const { flowId, nodeId } = about
  if (!about.isTrial)
    return { get: (key) => store.get(flowId, nodeId, key), set: (key, value, expected) => store.set({ flowId, nodeId, key, value }, expected) }
  const written = new Map<string, { readonly value: Json; readonly revision: number }>()
  const get: NodeState['get'] = async (key) => written.get(key) ?? store.get(flowId, nodeId, key)
  return {
    get,
    async set(key, value, expected) {
      const current = await get(key)
      if ((current?.revision ?? null) !== expected) return false
      written.set(key, { value: structuredClone(value), revision: (expected ?? 0) + 1 })
      return true
    },
  }
}
