import type { ObservedData } from '@maillon/api-contract'
import type { DatasetStore } from '@maillon/datasets'
import type { RunReader, StepRow } from '@maillon/engine'
import type { Plan } from '@maillon/plan'
import { Inject, Injectable } from '@nestjs/common'
import { DATASETS, RUN_READER } from '../../platform/tokens.js'
import { VersionCache } from '../runs/version-cache.js'
import { shapeOfItems, withMore } from './shape-of-items.js'

const runsLookedAt = 10
const sampleRows = 5
const shapeRows = 50
/** Of those that gave something at a port. */
const runsOfShape = 3

interface Looking {
  readonly nodes: Record<string, Record<string, ObservedData['nodes'][string][string]>>
  /** How many runs were looked at, by node and port. */
  readonly looks: Map<string, number>
}

/** What the runs of a flow have shown so far, those of its draft among them. */
@Injectable()
export class SeenData {
  constructor(
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(DATASETS) private readonly datasets: DatasetStore,
  ) {}

  /** For each output port of the flow: the fields that the newest runs with rows there had, all together since rows often lack one, and rows of the newest. */
  async ofFlow(workspaceId: string, flowId: string): Promise<ObservedData> {
    const { runs } = await this.reader.list({ workspaceId, flowIds: [flowId], limit: runsLookedAt })
    const looking: Looking = { nodes: {}, looks: new Map() }
    for (const run of runs) {
      const version = await this.versions.find(run.flowVersionId)
      if (version === null) continue
      for (const step of await this.reader.steps(run.id)) await this.#look(looking, version.plan, { runId: run.id, step })
    }
    return { nodes: looking.nodes }
  }

  async #look({ nodes, looks }: Looking, plan: Plan, { runId, step }: { readonly runId: string; readonly step: StepRow }): Promise<void> {
    const node = plan.nodes[step.node]
    for (const [index, ref] of (step.outputs ?? []).entries()) {
      const port = node?.outputs[index]
      if (node === undefined || port === undefined || ref.count === 0) continue
      const place = `${node.id}.${port}`
      const looked = looks.get(place) ?? 0
      if (looked >= runsOfShape) continue
      looks.set(place, looked + 1)
      const items = await this.datasets.page(ref, 0, shapeRows)
      const shape = shapeOfItems(items)
      const known = nodes[node.id]?.[port]
      nodes[node.id] = { ...nodes[node.id], [port]: known === undefined ? { shape, count: ref.count, sample: items.slice(0, sampleRows), runId } : { ...known, shape: withMore(known.shape, shape) } }
    }
  }
}
