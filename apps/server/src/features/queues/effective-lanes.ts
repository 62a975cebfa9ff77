import type { LaneService } from '@maillon/engine'
import type { StoredLane } from '@maillon/storage'

/**
 * What a process serves, of what it is configured to serve and what people have decided.
 *
 * 1. Limits that people set count instead of the configured ones.
 * 2. A lane that people added is served by every process that has no list of its own (`MAILLON_LANES`).
 * 3. What rests, rests everywhere.
 */
export function effectiveLanes(configured: readonly LaneService[], decided: readonly StoredLane[], hasOwnLanes: boolean): { readonly lanes: readonly LaneService[]; readonly paused: readonly string[] } {
  const limitsOf = new Map(decided.flatMap(({ name, limits }) => (limits === null ? [] : [[name, limits] as const])))
  const added = hasOwnLanes ? [] : decided.filter(({ name, isAdded }) => isAdded && !configured.some((lane) => lane.name === name))
  return {
    lanes: [...configured, ...added.flatMap(({ name, limits }) => (limits === null ? [] : [{ name, ...limits }]))].map((lane) => ({ ...lane, ...limitsOf.get(lane.name) })),
    paused: decided.filter(({ state }) => state === 'paused').map(({ name }) => name),
  }
}
