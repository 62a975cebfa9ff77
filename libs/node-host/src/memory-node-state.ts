import type { Json } from '@maillon/kernel'
import type { NodeStateStore } from './node-state-store.port.js'

/** Node memory that begins empty and ends with the process. */
export function createMemoryNodeState(): NodeStateStore {
  const entries = new Map<string, { readonly value: Json; readonly revision: number }>()
  const keyOf = (flowId: string, nodeId: string, key: string) => JSON.stringify([flowId, nodeId, key])
  return {
    get: (flowId, nodeId, key) => Promise.resolve(entries.get(keyOf(flowId, nodeId, key)) ?? null),
    set: ({ flowId, nodeId, key, value }, expected) => {
      const id = keyOf(flowId, nodeId, key)
      const revision = entries.get(id)?.revision ?? null
      if (revision !== expected) return Promise.resolve(false)
      entries.set(id, { value, revision: (revision ?? 0) + 1 })
      return Promise.resolve(true)
    },
  }
}
