import type { KeepTestRequest, TestProposal } from '@maillon/api-contract'
import type { BlobStore, DatasetStore } from '@maillon/datasets'
import type { RunReader } from '@maillon/engine'
import { comparisonKey, flowTestLimits, type FlowTest } from '@maillon/flow-tests'
import { keepRun, readRecordedRun, type KeptRun } from '@maillon/flow-tests/replay'
import type { FlowDocument } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import { FileStore, VariableStore, type FlowVersion } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { CallerIdentity } from '../../http/caller.js'
import { BLOBS, DATASETS, RUN_READER } from '../../platform/tokens.js'
import { RunsService } from '../runs/runs.service.js'
import { VersionCache } from '../runs/version-cache.js'
import { ReplayDesk } from './replay-desk.js'

/** Makes tests of runs. */
@Injectable()
export class FlowTestKeeper {
  constructor(
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(ReplayDesk) private readonly desk: ReplayDesk,
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(DATASETS) private readonly datasets: DatasetStore,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(VariableStore) private readonly variables: VariableStore,
  ) {}

  /** Under the id of its run. @throws MaillonError API_RESOURCE_MISSING, TEST_… (user) */
  async keep(caller: CallerIdentity, runId: string, request: KeepTestRequest): Promise<FlowTest> {
    return (await this.#keep(caller, runId, request)).kept.test
  }

  /** What keeping it would make. */
  async propose(caller: CallerIdentity, runId: string, rows: number): Promise<TestProposal> {
    const { kept, version } = await this.#keep(caller, runId, { name: 'test', rows })
    return proposalOf(kept, version)
  }

  async #keep(caller: CallerIdentity, runId: string, { name, rows, compare }: KeepTestRequest): Promise<{ readonly kept: KeptRun; readonly version: FlowVersion }> {
    const { row, version } = await this.runs.find(caller, runId)
    const { timeZone, locale } = caller.workspace
    const plan = await this.versions.get(version.id)
    const variables = namedIn(version.document, await this.variables.values(caller.workspace.id))
    const run = await readRecordedRun({ reader: this.reader, datasets: this.datasets, files: this.files, blobs: this.blobs }, { row, plan, timeZone, locale, variables })
    const choices = { id: row.id, name, rows: rows ?? flowTestLimits.usualRows, compare: compare ?? null }
    return { kept: await this.desk.at((place) => keepRun({ run, document: version.document, choices, place })), version }
  }
}

/** The variables that a flow names, as they are now: what they were when it ran is not recorded. */
function namedIn(document: FlowDocument, variables: JsonObject): JsonObject {
  const text = JSON.stringify(document.nodes)
  return Object.fromEntries(Object.entries(variables).filter(([name]) => text.includes(`variables.${name}`)))
}

function proposalOf({ test, comparisons }: KeptRun, { plan, document }: FlowVersion): TestProposal {
  const { cut, node, items } = test.trigger
  return {
    name: document.name,
    comparisons: comparisons.map((one) => ({ ...one, key: comparisonKey(one) })),
    cuts: [...(cut === undefined ? [] : [{ node, name: nameOf(plan, node), rows: cut, kept: items.length }]), ...test.answers.flatMap((answer) => cutsOf(plan, answer))],
    remembered: [...new Set(test.answers.flatMap((answer) => (answer.reason === 'memory' ? [nameOf(plan, answer.node)] : [])))],
    filesLeftOut: test.files.flatMap(({ name, content }) => (content === undefined ? [name] : [])),
  }
}

function cutsOf(plan: Plan, { node, outputs, cut = {} }: FlowTest['answers'][number]): TestProposal['cuts'] {
  return Object.entries(cut).map(([port, rows]) => ({ node, name: nameOf(plan, node), rows, kept: outputs[port]?.length ?? 0 }))
}

function nameOf(plan: Plan, node: string): string {
  return plan.nodes.find(({ id }) => id === node)?.name ?? node
}
