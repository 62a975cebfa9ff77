import type { BlobStore, DatasetRef, DatasetStore, FileCatalogue, Item } from '@maillon/datasets'
import type { RunReader, RunRow, StepRow } from '@maillon/engine'
import { MaillonError, type JsonObject, type Locale } from '@maillon/kernel'
import { isTerminalRun, type Plan } from '@maillon/plan'
import { flowTestLimits } from '../flow-test.js'
import type { RecordedRun, RecordedStep } from './recorded-run.js'

export interface RecordingSources {
  readonly reader: RunReader
  readonly datasets: DatasetStore
  readonly files: Pick<FileCatalogue, 'find'>
  readonly blobs: Pick<BlobStore, 'read'>
}

export interface RecordingAbout {
  readonly row: RunRow
  readonly plan: Plan
  readonly timeZone: string
  readonly locale: Locale
  readonly variables: JsonObject
}

/** A run that is over, with the data of all its steps and turns. @throws MaillonError TEST_RUN_UNFINISHED, TEST_RUN_ALONE, TEST_ROWS_MANY, TEST_STEPS_MANY (user) */
export async function readRecordedRun(sources: RecordingSources, { row, plan, timeZone, locale, variables }: RecordingAbout): Promise<RecordedRun> {
  if (!isTerminalRun(row.status)) throw refusal('TEST_RUN_UNFINISHED')
  if (row.status === 'cancelled' || row.retryOf !== null || row.parent !== null || row.isDryRun) throw refusal('TEST_RUN_ALONE')
  const steps: RecordedStep[] = []
  await collect({ sources, plan, steps }, row.id, null)
  const trigger = steps.find((step) => step.iteration === '' && step.status === 'succeeded' && plan.nodes.some(({ id, trigger: kind }) => id === step.node && kind !== null))
  if (trigger === undefined) throw refusal('TEST_RUN_ALONE')
  return {
    id: row.id, flowId: row.flowId, acceptedAt: row.acceptedAt, origin: row.origin, instant: row.instant, status: row.status, timeZone, locale, variables, steps, plan,
    trigger: { node: trigger.node, items: Object.values(trigger.outputs)[0] ?? [] },
    files: {
      find: (id) => sources.files.find(row.workspaceId, id),
      read: ({ id }) => bytesOf(sources.blobs, id),
    },
  }
}

interface Collecting {
  readonly sources: RecordingSources
  readonly plan: Plan
  readonly steps: RecordedStep[]
}

/** The steps of a run, or of a loop's turn, then those of its own turns. */
async function collect(into: Collecting, runId: string, loop: number | null): Promise<void> {
  const { sources, plan, steps } = into
  for (const step of await sources.reader.steps(runId)) {
    const node = plan.nodes[step.node]
    if (node === undefined || node.loop !== loop) continue
    if (steps.length >= flowTestLimits.answers) throw refusal('TEST_STEPS_MANY', { limit: flowTestLimits.answers })
    steps.push(await recordedStep(sources.datasets, plan, step))
    if (node.spawn?.kind !== 'iteration') continue
    for (let after = -1; ; ) {
      const turns = await sources.reader.turns(runId, step.node, { after, limit: 200 })
      for (const turn of turns) await collect(into, turn.runId, step.node)
      if (turns.length < 200) break
      after = turns.at(-1)?.index ?? after
    }
  }
}

async function recordedStep(datasets: DatasetStore, plan: Plan, step: StepRow): Promise<RecordedStep> {
  const node = plan.nodes[step.node]
  const outputs = await Promise.all((step.outputs ?? []).map(async (ref, index) => [node?.outputs[index] ?? String(index), await rowsOf(datasets, ref, node?.name ?? '')] as const))
  return { node: node?.id ?? '', iteration: step.iteration, status: step.status, error: step.error, outputs: Object.fromEntries(outputs), wasAsked: step.pause?.for === 'answer' }
}

async function rowsOf(datasets: DatasetStore, ref: DatasetRef, name: string): Promise<readonly Item[]> {
  if (ref.count > flowTestLimits.rows) throw refusal('TEST_ROWS_MANY', { name, rows: ref.count, limit: flowTestLimits.rows })
  return ref.kind === 'inline' ? ref.items : datasets.page(ref, 0, ref.count)
}

async function bytesOf(blobs: Pick<BlobStore, 'read'>, id: string): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of blobs.read(`files/${id}`)) chunks.push(chunk)
  } catch {
    return null
  }
  return Buffer.concat(chunks)
}

function refusal(code: string, params: { readonly [name: string]: string | number } = {}): MaillonError {
  return new MaillonError({ code, kind: 'user', retryable: false, params })
}
