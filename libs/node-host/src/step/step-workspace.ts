import { MaillonError, type JsonObject, type Locale } from '@maillon/kernel'
import { collectionKey, rowTooLarge, type CollectionChange, type CollectionOutcome, type CollectionRow, type NodeWorkspace, type PastRun } from '@maillon/node-sdk'
import type { StagedRow, WorkspacePorts } from '../workspace-ports.js'
import { rowDigest } from './row-digest.js'

export interface StepWorkspaceAbout {
  readonly workspaceId: string
  readonly runId: string
  readonly flowName: string
  readonly locale: Locale
  readonly isDryRun: boolean
  readonly signal: AbortSignal
  readonly freshId: () => string
  /** What must not be shown anywhere. */
  readonly addSecrets: (secrets: readonly string[]) => void
}

const rowsAtOnce = 500
const mostFields = 500

/** What the workspace keeps, for one attempt. */
export function createStepWorkspace(ports: WorkspacePorts | undefined, about: StepWorkspaceAbout): NodeWorkspace {
  const there = () => {
    if (ports === undefined) throw new MaillonError({ code: 'HOST_WORKSPACE_MISSING', kind: 'user', retryable: false, params: {} })
    return ports
  }
  return {
    collections: {
      find: async (name) => there().collections.find(about.workspaceId, name),
      rows: (name) => rowsOf(there(), about, name),
      change: (name, change) => applied(there(), about, { name, change }),
    },
    recipients: {
      async resolve(choices) {
        const resolved = await there().recipients.resolve(about.workspaceId, choices)
        about.addSecrets(resolved.recipients.filter(({ type }) => !['email', 'whatsapp', 'sms'].includes(type)).map(({ address }) => address))
        return resolved
      },
    },
    history: { runs: (query) => runsOf(there(), about, query) },
    housekeeping: { backUp: async (wish) => there().housekeeping.backUp(wish, about.isDryRun), cleanUp: async (what) => there().housekeeping.cleanUp(about.workspaceId, what, about.isDryRun) },
  }
}

async function* rowsOf({ collections }: WorkspacePorts, { workspaceId, signal }: StepWorkspaceAbout, name: string): AsyncGenerator<CollectionRow> {
  let after: string | null = null
  do {
    signal.throwIfAborted()
    const page = await collections.page(workspaceId, name, { after, limit: rowsAtOnce })
    if (page === null) throw new MaillonError({ code: 'COLLECTION_MISSING', kind: 'user', retryable: false, params: { name }, field: '/collection' })
    yield* page.rows
    after = page.next
  } while (after !== null)
}

async function* runsOf({ history }: WorkspacePorts, { workspaceId, locale, signal }: StepWorkspaceAbout, query: Parameters<NodeWorkspace['history']['runs']>[0]): AsyncGenerator<PastRun> {
  let cursor: string | null = null
  do {
    signal.throwIfAborted()
    const page = await history.page(workspaceId, { ...query, locale }, cursor)
    yield* page.runs
    cursor = page.next
  } while (cursor !== null)
}

async function applied(ports: WorkspacePorts, about: StepWorkspaceAbout, { name, change }: { readonly name: string; readonly change: CollectionChange }): Promise<CollectionOutcome> {
  const { workspaceId, runId, flowName, isDryRun } = about
  const stage = about.freshId()
  const fields = await stageRows(ports, about, { stage, change })
  about.signal.throwIfAborted()
  const { mode, keys, idempotencyKey } = change
  return ports.collections.apply({ workspaceId, name, mode, keys, fields, stage, idempotencyKey, runId, flowName, isDryRun })
}

async function stageRows({ collections }: WorkspacePorts, { signal }: StepWorkspaceAbout, { stage, change }: { readonly stage: string; readonly change: CollectionChange }): Promise<readonly string[]> {
  const fields = new Set<string>()
  // By key: a statement can't lay the same row ready twice, and of several the last counts.
  let batch = new Map<string, StagedRow>()
  for await (const given of change.rows) {
    signal.throwIfAborted()
    const staged = stagedRow(given, change.keys)
    for (const field of Object.keys(staged.row)) if (fields.size < mostFields) fields.add(field)
    batch.set(staged.key, staged)
    if (batch.size < rowsAtOnce) continue
    await collections.stage(stage, [...batch.values()])
    batch = new Map()
  }
  if (batch.size > 0) await collections.stage(stage, [...batch.values()])
  return [...fields]
}

function stagedRow(given: JsonObject, keys: readonly string[]): StagedRow {
  const text = JSON.stringify(given)
  // Postgres keeps no NUL; it stands for nothing that a person could see.
  const row = text.includes('\\u0000') ? (JSON.parse(text, (_name, part: unknown) => (typeof part === 'string' ? part.replaceAll('\u0000', '') : part)) as JsonObject) : given
  const key = collectionKey(row, keys)
  if (key === null) throw new MaillonError({ code: 'COLLECTION_KEY_MISSING', kind: 'user', retryable: false, params: { fields: keys.join(', ') } })
  const tooLarge = rowTooLarge(row, keys)
  if (tooLarge !== null) throw tooLarge
  return { key, row, digest: rowDigest(row) }
}
