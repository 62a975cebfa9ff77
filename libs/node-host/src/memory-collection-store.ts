import { MaillonError } from '@maillon/kernel'
import type { CollectionOutcome, CollectionRow } from '@maillon/node-sdk'
import type { CollectionApply, CollectionStore, StagedRow } from './workspace-ports.js'

interface KeptRow extends CollectionRow {
  readonly seq: number
  readonly digest: string
}

type Staged = ReadonlyMap<string, StagedRow>

/** Collections for the length of one command, by the rules of the real ones. */
export class MemoryCollectionStore implements CollectionStore {
  readonly #collections = new Map<string, MemoryCollection>()
  readonly #stages = new Map<string, Map<string, StagedRow>>()

  constructor(private readonly now: () => number) {}

  find(workspaceId: string, name: string) {
    const kept = this.#collections.get(keyOf(workspaceId, name))
    return Promise.resolve(kept === undefined ? null : { name, keys: kept.keys, rows: kept.rows.size, changedAt: kept.changedAt })
  }

  page(workspaceId: string, name: string, { after, limit }: { readonly after: string | null; readonly limit: number }) {
    const kept = this.#collections.get(keyOf(workspaceId, name))
    return Promise.resolve(kept?.page(Number(after ?? 0), limit) ?? null)
  }

  stage(stage: string, rows: readonly StagedRow[]): Promise<void> {
    const staged = this.#stages.get(stage) ?? new Map<string, StagedRow>()
    for (const row of rows) staged.set(row.key, row)
    this.#stages.set(stage, staged)
    return Promise.resolve()
  }

  /** Without a wait in the middle: changes come one after the other. */
  async apply(change: CollectionApply): Promise<CollectionOutcome> {
    await Promise.resolve()
    const staged = this.#stages.get(change.stage) ?? new Map<string, StagedRow>()
    this.#stages.delete(change.stage)
    const key = keyOf(change.workspaceId, change.name)
    const known = this.#collections.get(key)
    if (known === undefined && change.mode === 'delete') return { added: 0, changed: 0, deleted: 0, same: 0, total: 0, alreadyAt: null }
    const kept = known?.copy() ?? new MemoryCollection(change.keys)
    const outcome = kept.apply(change, staged, new Date(this.now()).toISOString())
    if (!change.isDryRun) this.#collections.set(key, kept)
    return outcome
  }
}

class MemoryCollection {
  rows = new Map<string, KeptRow>()
  changedAt = ''
  #done = new Map<string, CollectionOutcome>()
  #seq = 0

  constructor(readonly keys: readonly string[]) {}

  copy(): MemoryCollection {
    const copy = new MemoryCollection(this.keys)
    copy.rows = new Map(this.rows)
    copy.#done = new Map(this.#done)
    copy.#seq = this.#seq
    copy.changedAt = this.changedAt
    return copy
  }

  page(after: number, limit: number): Awaited<ReturnType<CollectionStore['page']>> {
    const rows = [...this.rows.values()].filter(({ seq }) => seq > after).toSorted((one, other) => one.seq - other.seq).slice(0, limit)
    return { rows: rows.map(({ row, addedAt, changedAt }) => ({ row, addedAt, changedAt })), next: rows.length < limit ? null : String(rows.at(-1)?.seq ?? 0) }
  }

  apply({ name, mode, keys, idempotencyKey }: CollectionApply, staged: Staged, at: string): CollectionOutcome {
    if (JSON.stringify(this.keys) !== JSON.stringify(keys))
      throw new MaillonError({ code: 'COLLECTION_KEYS_DIFFERENT', kind: 'user', retryable: false, params: { name, known: this.keys.join(', '), given: keys.join(', ') }, field: '/keys' })
    const before = this.#done.get(idempotencyKey)
    if (before !== undefined) return before
    const counts = mode === 'delete' ? this.#without(staged) : this.#with(staged, { at, replaces: mode === 'replace' })
    if (this.changedAt === '' || counts.added + counts.changed + counts.deleted > 0) this.changedAt = at
    const outcome = { ...counts, total: this.rows.size, alreadyAt: null }
    this.#done.set(idempotencyKey, { ...outcome, alreadyAt: at })
    return outcome
  }

  #without(staged: Staged) {
    return { added: 0, changed: 0, deleted: [...staged.keys()].filter((key) => this.rows.delete(key)).length, same: 0 }
  }

  #with(staged: Staged, { at, replaces }: { readonly at: string; readonly replaces: boolean }) {
    const others = replaces ? [...this.rows.keys()].filter((key) => !staged.has(key)) : []
    for (const key of others) this.rows.delete(key)
    const counts = { added: 0, changed: 0, deleted: others.length, same: 0 }
    for (const [key, { row, digest }] of staged) {
      const there = this.rows.get(key)
      counts[there === undefined ? 'added' : there.digest === digest ? 'same' : 'changed'] += 1
      if (there?.digest === digest) continue
      this.#seq += 1
      this.rows.set(key, { row, digest, seq: there?.seq ?? this.#seq, addedAt: there?.addedAt ?? at, changedAt: at })
    }
    return counts
  }
}

function keyOf(workspaceId: string, name: string): string {
  return JSON.stringify([workspaceId, name])
}
