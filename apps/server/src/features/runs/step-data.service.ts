import { RowFilters, type FindRowsQuery, type FoundRows, type ItemsPage, type ObservedData, type RowFilter } from '@maillon/api-contract'
import type { DatasetRef, DatasetStore } from '@maillon/datasets'
import type { RunReader } from '@maillon/engine'
import { parseOutsideJson } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import { Inject, Injectable } from '@nestjs/common'
import { Value } from 'typebox/value'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { DATASETS, RUN_READER } from '../../platform/tokens.js'
import { FlowsService } from '../flows/flows.service.js'
import { SeenData } from '../flows/seen-data.service.js'
import { findRows } from './find-rows.js'
import { pageOfDatasets } from './page-of-datasets.js'
import { rowFilter } from './row-filter.js'
import { indexOfNode, RunsService } from './runs.service.js'

interface PortOf {
  readonly node: string
  readonly port: string
}

export interface PortPage extends PortOf {
  readonly offset: number
  readonly limit: number
}

/** The data that went along the edges of a run. */
@Injectable()
export class StepDataService {
  constructor(
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(FlowsService) private readonly flows: FlowsService,
    @Inject(SeenData) private readonly seen: SeenData,
    @Inject(DATASETS) private readonly datasets: DatasetStore,
  ) {}

  async output(caller: CallerIdentity, runId: string, page: PortPage): Promise<ItemsPage> {
    const { version } = await this.runs.find(caller, runId)
    return this.#page(await this.#outputs(runId, version.plan, page), page)
  }

  /** What came in at a port: the outputs at the other ends of its edges, in edge order. */
  async input(caller: CallerIdentity, runId: string, page: PortPage): Promise<ItemsPage> {
    const { version } = await this.runs.find(caller, runId)
    return this.#page(await this.#inputs(runId, version.plan, page), page)
  }

  /** @throws MaillonError API_QUERY_INVALID where `where` is no list of filters */
  async find(caller: CallerIdentity, runId: string, at: PortOf & { readonly query: FindRowsQuery }): Promise<FoundRows> {
    const { version } = await this.runs.find(caller, runId)
    const { side, where, changed = false, from = 0, offset = 0, limit = 50 } = at.query
    const rows = side === 'input' ? await this.#inputs(runId, version.plan, at) : await this.#outputs(runId, version.plan, at)
    const came = changed && side === 'output' ? await this.#allInputs(runId, version.plan, at.node) : null
    return findRows(this.datasets, { rows, came, fits: rowFilter(filtersIn(where)), from, offset, limit })
  }

  async #outputs(runId: string, plan: Plan, { node, port }: PortOf): Promise<readonly DatasetRef[]> {
    const index = indexOfNode(plan, node)
    const ref = await this.reader.output(runId, index, portIndex(plan.nodes[index]?.outputs, port))
    return ref === null ? [] : [ref]
  }

  async #inputs(runId: string, plan: Plan, { node, port }: PortOf): Promise<readonly DatasetRef[]> {
    const drawn = plan.nodes[indexOfNode(plan, node)]
    const refs: DatasetRef[] = []
    for (const index of drawn?.incoming[portIndex(drawn.inputs, port)] ?? []) {
      const edge = plan.edges[index]
      const ref = edge === undefined ? null : await this.reader.output(runId, edge.fromNode, edge.fromPort)
      if (ref !== null) refs.push(ref)
    }
    return refs
  }

  async #allInputs(runId: string, plan: Plan, node: string): Promise<readonly DatasetRef[]> {
    const ports = plan.nodes[indexOfNode(plan, node)]?.inputs ?? []
    return (await Promise.all(ports.map((port) => this.#inputs(runId, plan, { node, port })))).flat()
  }

  async observed(caller: CallerIdentity, flowId: string): Promise<ObservedData> {
    await this.flows.find(caller, flowId)
    return this.seen.ofFlow(caller.workspace.id, flowId)
  }

  async #page(refs: readonly DatasetRef[], { offset, limit }: Pick<PortPage, 'offset' | 'limit'>): Promise<ItemsPage> {
    return { items: await pageOfDatasets(this.datasets, refs, { offset, limit }), offset, total: refs.reduce((sum, { count }) => sum + count, 0) }
  }
}

function filtersIn(where: string | undefined): readonly RowFilter[] {
  if (where === undefined) return []
  const parsed = parseOutsideJson(where)
  if (!parsed.ok || !Value.Check(RowFilters, parsed.value)) throw apiError('API_QUERY_INVALID')
  return parsed.value
}

export function portIndex(ports: readonly string[] | undefined, port: string): number {
  const index = ports?.indexOf(port) ?? -1
  if (index === -1) throw missing()
  return index
}
