import { MaillonError, type JsonObject } from '@maillon/kernel'
import { collectionKey } from '../collection-key.js'
import { rowTooLarge } from '../collection-row.js'
import type { CleanUp, CollectionChange, CollectionOutcome, DirectoryChoice, DirectoryRecipient, MadeBackup, NodeWorkspace, PastRun } from '../workspace.js'

/** A collection of a test; its rows are changed in place. */
export interface CollectionForTest {
  readonly keys: readonly string[]
  rows: JsonObject[]
}

export interface WorkspaceForTest {
  /** By name. */
  readonly collections?: { [name: string]: CollectionForTest }
  /** With the groups that each is in. */
  readonly recipients?: readonly (DirectoryRecipient & { readonly groups?: readonly string[] })[]
  readonly runs?: readonly PastRun[]
  /** What comes of a backup. Default: an empty one. */
  readonly backup?: () => Promise<MadeBackup>
  /** What a clean-up says that it removed. Default: nothing. */
  readonly removed?: (what: CleanUp) => { readonly removed: number; readonly bytes: number; readonly names: readonly string[] }
}

interface TestSurroundings {
  readonly note: (kind: 'read' | 'write', about: string) => void
  readonly now: () => number
  readonly isDryRun: boolean
}

/** The workspace in memory; everything that a node asks of it is noted. */
export function createTestWorkspace(world: WorkspaceForTest, on: TestSurroundings): NodeWorkspace {
  const collections = (world.collections ?? {}) as Record<string, CollectionForTest>
  const at = () => new Date(on.now()).toISOString()
  const find = (name: string) => (Object.hasOwn(collections, name) ? (collections[name] ?? null) : null)
  return {
    collections: {
      find(name) {
        on.note('read', `collection ${name}`)
        const found = find(name)
        return Promise.resolve(found === null ? null : { name, keys: found.keys, rows: found.rows.length, changedAt: at() })
      },
      async *rows(name) {
        on.note('read', `collection ${name}`)
        const found = find(name)
        if (found === null) throw new MaillonError({ code: 'COLLECTION_MISSING', kind: 'user', retryable: false, params: { name }, field: '/collection' })
        for (const row of [...found.rows]) yield await Promise.resolve({ row, addedAt: at(), changedAt: at() })
      },
      async change(name, change) {
        on.note(on.isDryRun ? 'read' : 'write', `collection ${name}`)
        const known = find(name)?.keys ?? change.keys
        if (JSON.stringify(known) !== JSON.stringify(change.keys)) throw new MaillonError({ code: 'COLLECTION_KEYS_DIFFERENT', kind: 'user', retryable: false, params: { name, known: known.join(', '), given: change.keys.join(', ') }, field: '/keys' })
        const { rows, outcome } = await changed(find(name)?.rows ?? [], change)
        if (!on.isDryRun) collections[name] = Object.assign(find(name) ?? { keys: change.keys, rows }, { rows })
        return outcome
      },
    },
    recipients: {
      resolve(choices) {
        on.note('read', 'directory')
        return Promise.resolve(resolved(world.recipients ?? [], choices))
      },
    },
    history: {
      async *runs({ from, to, flowId }) {
        on.note('read', 'history')
        for (const run of world.runs ?? []) if (run.acceptedAt >= from && run.acceptedAt < to && (flowId === undefined || run.flowId === flowId)) yield await Promise.resolve(run)
      },
    },
    housekeeping: {
      backUp({ name }) {
        on.note(on.isDryRun ? 'read' : 'write', `backup ${name}`)
        return world.backup === undefined ? Promise.resolve({ fileName: `${name}.zip`, bytes: 0, rows: 0, files: 0, deleted: [] }) : world.backup()
      },
      cleanUp(what) {
        on.note(on.isDryRun ? 'read' : 'write', `clean-up ${what.what}`)
        return Promise.resolve(world.removed?.(what) ?? { removed: 0, bytes: 0, names: [] })
      },
    },
  }
}

async function changed(before: readonly JsonObject[], { mode, keys, rows }: CollectionChange): Promise<{ readonly rows: JsonObject[]; readonly outcome: CollectionOutcome }> {
  const keyOf = (row: JsonObject) => collectionKey(row, keys) ?? ''
  const kept = new Map(before.map((row) => [keyOf(row), row]))
  const given = new Map<string, JsonObject>()
  for await (const row of rows) {
    const tooLarge = rowTooLarge(row, keys)
    if (tooLarge !== null) throw tooLarge
    given.set(keyOf(row), row)
  }
  const known = [...given].filter(([key]) => kept.has(key))
  const same = mode === 'delete' ? 0 : known.filter(([key, row]) => JSON.stringify(kept.get(key)) === JSON.stringify(row)).length
  const gone = mode === 'delete' ? known.map(([key]) => key) : mode === 'replace' ? [...kept.keys()].filter((key) => !given.has(key)) : []
  for (const key of gone) kept.delete(key)
  if (mode !== 'delete') for (const [key, row] of given) kept.set(key, row)
  const written = mode === 'delete' ? 0 : given.size
  const outcome = { added: mode === 'delete' ? 0 : written - known.length, changed: mode === 'delete' ? 0 : known.length - same, deleted: gone.length, same, total: kept.size, alreadyAt: null }
  return { rows: [...kept.values()], outcome }
}

function resolved(all: NonNullable<WorkspaceForTest['recipients']>, choices: readonly DirectoryChoice[]) {
  const fits = (choice: DirectoryChoice) => all.filter(({ id, groups }) => (choice.kind === 'group' ? (groups ?? []).includes(choice.id) : id === choice.id))
  const found = choices.flatMap(fits)
  return { recipients: [...new Set(found)].map(({ id, name, type, address, isActive }): DirectoryRecipient => ({ id, name, type, address, isActive })), missing: choices.filter((choice) => fits(choice).length === 0) }
}
