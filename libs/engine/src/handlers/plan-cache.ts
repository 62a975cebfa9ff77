import type { Plan } from '@maillon/plan'
import type { PlanSource } from '../plan-source.port.js'

/** Plans by version id. A version never changes, so an entry never gets stale; the oldest go when there are many. */
export class PlanCache implements PlanSource {
  private readonly plans = new Map<string, Plan>()

  constructor(private readonly source: PlanSource, private readonly limit = 500) {}

  peek(flowVersionId: string): Plan | undefined {
    return this.plans.get(flowVersionId)
  }

  /** Never from memory: another version may have been published since. Its plan is kept. */
  async published(workspaceId: string, flowId: string): ReturnType<PlanSource['published']> {
    const found = await this.source.published(workspaceId, flowId)
    if (found !== null) this.keep(found.flowVersionId, found.plan)
    return found
  }

  async get(flowVersionId: string): Promise<Plan> {
    const known = this.plans.get(flowVersionId)
    if (known !== undefined) return known
    const plan = await this.source.get(flowVersionId)
    this.keep(flowVersionId, plan)
    return plan
  }

  private keep(flowVersionId: string, plan: Plan): void {
    this.plans.set(flowVersionId, plan)
    for (const oldest of this.plans.keys()) {
      if (this.plans.size <= this.limit) break
      this.plans.delete(oldest)
    }
  }
}
