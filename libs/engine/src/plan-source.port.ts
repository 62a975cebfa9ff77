import type { Plan } from '@maillon/plan'

/** Where the engine gets the compiled form of a flow version. It caches by id: a version never changes. */
export interface PlanSource {
  /** @throws MaillonError where the version is gone or no longer compiles. */
  get(flowVersionId: string): Promise<Plan>
  /** What runs of a flow where another flow calls it. Null: there is no such flow in that workspace, or it isn't published. */
  published(workspaceId: string, flowId: string): Promise<{ readonly flowVersionId: string; readonly plan: Plan } | null>
}
