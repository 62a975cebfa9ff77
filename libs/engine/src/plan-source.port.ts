import type { Plan } from '@maillon/plan'

/** Where the engine gets the compiled form of a flow version. It caches by id: a version never changes. */
export interface PlanSource {
  /** @throws MaillonError ENGINE_VERSION_MISSING where the version was deleted; anything else: it can't be had now, or not by this program */
  get(flowVersionId: string): Promise<Plan>
  /** What runs of a flow where another flow calls it. Null: there is no such flow in that workspace, or it isn't published. */
  published(workspaceId: string, flowId: string): Promise<{ readonly flowVersionId: string; readonly plan: Plan } | null>
}
