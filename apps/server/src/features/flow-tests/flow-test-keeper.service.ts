import type { KeepTestRequest, TestProposal } from '@maillon/api-contract'
import type { BlobStore, DatasetStore } from '@maillon/datasets'
import type { RunReader } from '@maillon/engine'
import { comparisonKey, flowTestLimits, type FlowTest } from '@maillon/flow-tests'
import { isTriedFor, readRecordedRun, testOf, tryRun, type KeepChoices, type KeptRun, type TriedRun } from '@maillon/flow-tests/replay'
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

/** How long a trial stands for the next question about the same run: as long as somebody thinks about what to compare. */
const triedMs = 5 * 60_000

interface Trial {
  /** What would make another trial: run, rows, variables. */
  readonly key: string
  readonly at: number
  readonly tried: Promise<TriedRun>
}

/** Makes tests of runs. What a proposal was made of is kept for the test that follows it: a person waits for its replays once. */
@Injectable()
export class FlowTestKeeper {
  #latest: Trial | null = null

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
    const choices = { id: row.id, name, rows: rows ?? flowTestLimits.usualRows, compare: compare ?? null }
    const attempt = async (tryOut: KeepChoices): Promise<TriedRun> => {
      const run = await readRecordedRun({ reader: this.reader, datasets: this.datasets, files: this.files, blobs: this.blobs }, { row, plan, timeZone, locale, variables })
      return this.desk.at((place) => tryRun({ run, document: version.document, choices: tryOut, place }))
    }
    const tried = await this.#tried(JSON.stringify([row.id, choices.rows, timeZone, locale, variables]), choices, attempt)
    return { kept: await testOf(tried, choices), version }
  }

  /** The trial that is there already, or a new one. One that failed is forgotten: its reason may be gone the next time. */
  async #tried(key: string, choices: KeepChoices, attempt: (choices: KeepChoices) => Promise<TriedRun>): Promise<TriedRun> {
    const latest = this.#latest
    if (latest?.key === key && Date.now() - latest.at < triedMs) {
      const tried = await latest.tried
      if (isTriedFor(tried, choices.compare)) return tried
    }
    if (choices.compare !== null) return attempt(choices)
    const tried = attempt(choices)
    const mine = { key, at: Date.now(), tried }
    this.#latest = mine
    tried.catch(() => {
      if (this.#latest === mine) this.#latest = null
    })
    return tried
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
