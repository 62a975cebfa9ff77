/** What happens at a named point: the process is killed, stopped (SIGSTOP), or exits; the call throws, or never returns. */
export const faultActions = ['kill', 'stop', 'throw', 'hang', 'exit'] as const
export type FaultAction = (typeof faultActions)[number]

/**
 * Named points of the protocol. T: trigger (2 validated, 3 before the write, 4 committed, 6 before the bell, 7 after it). S: step (2 before the
 * claim, 3 claimed, 5 before the node, 6 after it, 7 before a large result is stored, 8 before the settle, 9 settled, 10 rung).
 */
export const points = ['T2', 'T3', 'T4', 'T6', 'T7', 'S2', 'S3', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10'] as const
export type Point = (typeof points)[number]

export interface PlannedFault {
  readonly point: Point
  readonly action: FaultAction
  /** At which passing of the point, 1 for the first. */
  readonly nth: number
}

/** Reads `S6:kill`, `S9:hang:3`. @throws Error where it isn't one */
export function readFaultPlan(text: string): PlannedFault {
  const [point, action, nth = '1', ...rest] = text.split(':')
  const found = { point: points.find((one) => one === point), action: faultActions.find((one) => one === action), nth: Number(nth) }
  if (found.point === undefined || found.action === undefined || rest.length > 0 || !Number.isInteger(found.nth) || found.nth < 1) throw new Error(`Not a fault: ${text}`)
  return found as PlannedFault
}
