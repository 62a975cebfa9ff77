import type { Plan } from '@maillon/plan'

/** Where the engine gets the compiled form of a flow version. It caches by id: a version never changes. */
export interface PlanSource {
  /** @throws MaillonError where the version is gone or no longer compiles. */
  get(flowVersionId: string): Promise<Plan>
}
