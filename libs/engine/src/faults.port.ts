/** The named points inside the engine where tests kill, stop or delay (those of an accept lie at its ports): S2 before a claim, S3 claimed, S5 before the node, S6 after it, S8 before the settle, S9 settled and not yet rung, S10 rung. */
export const faultPoints = ['S2', 'S3', 'S5', 'S6', 'S8', 'S9', 'S10'] as const
export type FaultPoint = (typeof faultPoints)[number]

export interface Faults {
  /** Undefined where nothing is to happen here (always, outside of tests): no await, no cost. */
  at(point: FaultPoint, runId: string, node: number): Promise<void> | undefined
}

export const noFaults: Faults = { at: () => undefined }
