import type { ItemsPage, ObservedData } from '@maillon/api-contract'
import type { DatasetRef, DatasetStore } from '@maillon/datasets'
import type { RunReader, StepRow } from '@maillon/engine'
import type { Plan } from '@maillon/plan'
import { Inject, Injectable } from '@nestjs/common'
import { missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { DATASETS, RUN_READER } from '../../platform/tokens.js'
import { FlowsService } from '../flows/flows.service.js'
import { pageOfDatasets } from './page-of-datasets.js'
import { indexOfNode, RunsService } from './runs.service.js'
import { shapeOfItems } from './shape-of-items.js'
import { VersionCache } from './version-cache.js'

export interface PortPage {
  readonly node: string
  readonly port: string
  readonly offset: number
  readonly limit: number
}

const runsLookedAt = 10
const sampleRows = 5
const shapeRows = 50

/** The data that went along the edges of a run. */
@Injectable()
export class StepDataService {
  constructor(
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(FlowsService) private readonly flows: FlowsService,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(DATASETS) private readonly datasets: DatasetStore,
  ) {}

  async output(caller: CallerIdentity, runId: string, page: PortPage): Promise<ItemsPage> {
    const { version } = await this.runs.find(caller, runId)
    const node = indexOfNode(version.plan, page.node)
    const port = portIndex(version.plan.nodes[node]?.outputs, page.port)
    const ref = await this.reader.output(runId, node, port)
    return this.#page(ref === null ? [] : [ref], page)
  }

  /** What came in at a port: the outputs at the other ends of its edges, in edge order. */
  async input(caller: CallerIdentity, runId: string, page: PortPage): Promise<ItemsPage> {
    const { version } = await this.runs.find(caller, runId)
    const { plan } = version
    const node = indexOfNode(plan, page.node)
    const port = portIndex(plan.nodes[node]?.inputs, page.port)
    const refs: DatasetRef[] = []
    for (const index of plan.nodes[node]?.incoming[port] ?? []) {
      const edge = plan.edges[index]
      const ref = edge === undefined ? null : await this.reader.output(runId, edge.fromNode, edge.fromPort)
      if (ref !== null) refs.push(ref)
    }
    return this.#page(refs, page)
  }

  /** For each output port what the newest run that gave something there showed. */
  async observed(caller: CallerIdentity, flowId: string): Promise<ObservedData> {
    await this.flows.find(caller, flowId)
    const { runs } = await this.reader.list({ workspaceId: caller.workspace.id, flowIds: [flowId], limit: runsLookedAt })
    const nodes: Record<string, Record<string, ObservedData['nodes'][string][string]>> = {}
    for (const run of runs) {
      const version = await this.versions.find(run.flowVersionId)
      if (version === null) continue
      for (const step of await this.reader.steps(run.id)) await this.#observe(nodes, version.plan, { runId: run.id, step })
    }
    return { nodes }
  }

  async #observe(nodes: Record<string, Record<string, ObservedData['nodes'][string][string]>>, plan: Plan, seen: { readonly runId: string; readonly step: StepRow }): Promise<void> {
    const node = plan.nodes[seen.step.node]
    for (const [index, ref] of (seen.step.outputs ?? []).entries()) {
      const port = node?.outputs[index]
      if (node === undefined || port === undefined || ref.count === 0 || nodes[node.id]?.[port] !== undefined) continue
      const items = await this.datasets.page(ref, 0, shapeRows)
      nodes[node.id] = { ...nodes[node.id], [port]: { shape: shapeOfItems(items), count: ref.count, sample: items.slice(0, sampleRows), runId: seen.runId } }
    }
  }

  async #page(refs: readonly DatasetRef[], { offset, limit }: Pick<PortPage, 'offset' | 'limit'>): Promise<ItemsPage> {
    return { items: await pageOfDatasets(this.datasets, refs, { offset, limit }), offset, total: refs.reduce((sum, { count }) => sum + count, 0) }
  }
}

export function portIndex(ports: readonly string[] | undefined, port: string): number {
  const index = ports?.indexOf(port) ?? -1
  if (index === -1) throw missing()
  return index
}
