import type { FlowSummary } from '@maillon/api-contract'

/** The last run of each flow. */
export abstract class LatestRuns {
  abstract byFlow(workspaceId: string): Promise<ReadonlyMap<string, NonNullable<FlowSummary['lastRun']>>>
}
