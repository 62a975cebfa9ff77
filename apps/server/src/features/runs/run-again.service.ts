import type { RunAgainRequest } from '@maillon/api-contract'
import { normaliseItem, type DatasetRef, type DatasetStore } from '@maillon/datasets'
import type { ChangedOutput, Engine } from '@maillon/engine'
import type { JsonObject, Random } from '@maillon/kernel'
import { Inject, Injectable } from '@nestjs/common'
import type { CallerIdentity } from '../../http/caller.js'
import { DATASETS, ENGINE, RANDOM } from '../../platform/tokens.js'
import { indexOfNode, RunsService } from './runs.service.js'
import { portIndex } from './step-data.service.js'

/** Runs that go on from an earlier one where a person says, with what that person changed. */
@Injectable()
export class RunAgainService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(DATASETS) private readonly datasets: DatasetStore,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async fromStep(caller: CallerIdentity, id: string, request: RunAgainRequest): Promise<{ readonly runId: string }> {
    const { version } = await this.runs.find(caller, id)
    const { plan } = version
    const changed: ChangedOutput[] = []
    for (const { node, port, rows } of request.changed ?? []) {
      const index = indexOfNode(plan, node)
      changed.push({ node: index, port: portIndex(plan.nodes[index]?.outputs, port), dataset: await this.#datasetOf(id, rows as readonly JsonObject[]) })
    }
    const { runId } = await this.engine.runAgainFrom(id, { node: indexOfNode(plan, request.node), changed, startedBy: caller.user.id })
    return { runId }
  }

  async #datasetOf(runId: string, rows: readonly JsonObject[]): Promise<DatasetRef> {
    const writer = this.datasets.writer(`${runId}/mended-${this.random.id()}`)
    for (const row of rows) {
      const { item, bytes } = normaliseItem(row)
      await writer.push(item, bytes)
    }
    return writer.finish()
  }
}
