import type { PlanSource } from '@maillon/engine'
import { MaillonError } from '@maillon/kernel'
import { readPlan, type Plan } from '@maillon/plan'
import type { FlowStore, FlowVersion } from '@maillon/storage'

const mostVersions = 500

/** Flow versions by id. They never change, so what was read once stays good; the oldest reads are forgotten first. */
export class VersionCache implements PlanSource {
  readonly #versions = new Map<string, Promise<FlowVersion | null>>()

  constructor(private readonly flows: Pick<FlowStore, 'versionById' | 'find'>) {}

  async find(id: string): Promise<FlowVersion | null> {
    const known = this.#versions.get(id)
    if (known !== undefined) {
      // Last used goes to the end.
      this.#versions.delete(id)
      this.#versions.set(id, known)
      return known
    }
    const reading = this.flows.versionById(id)
    this.#versions.set(id, reading)
    if (this.#versions.size > mostVersions) this.#versions.delete(this.#versions.keys().next().value ?? '')
    try {
      const version = await reading
      if (version === null) this.#versions.delete(id)
      return version
    } catch (error) {
      this.#versions.delete(id)
      throw error
    }
  }

  /** Read anew each time: the called flow runs as it is published now. */
  async published(workspaceId: string, flowId: string): Promise<{ readonly flowVersionId: string; readonly plan: Plan } | null> {
    const flow = await this.flows.find(workspaceId, flowId)
    if (flow === null || flow.published === null) return null
    return { flowVersionId: flow.published.id, plan: await this.get(flow.published.id) }
  }

  async get(flowVersionId: string): Promise<Plan> {
    const version = await this.find(flowVersionId)
    if (version === null) throw new MaillonError({ code: 'ENGINE_VERSION_MISSING', kind: 'operational', retryable: false })
    const plan = readPlan(version.plan)
    if (plan === null) throw new MaillonError({ code: 'ENGINE_PLAN_FORMAT_UNKNOWN', kind: 'operational', retryable: false, params: { format: version.plan.format } })
    return plan
  }
}
