import type { CollectionDetail, CollectionExportQuery, CollectionRowRequest, CollectionRowsPage, CollectionRowsQuery, CollectionRowView, CollectionView, CreateCollectionRequest } from '@maillon/api-contract'
import { findJsonGateProblem, MaillonError, type JsonObject, type Random } from '@maillon/kernel'
import { rowDigest } from '@maillon/node-host'
import { collectionKey } from '@maillon/node-sdk'
import { CollectionDesk, FlowStore, type CollectionRowQuery, type StoredCollection, type StoredCollectionRow } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'

const pageSize = 50
const shownChanges = 20
const rowId = /^[1-9]\d{0,17}$/

/** Tables of the workspace, as people see and mend them. */
@Injectable()
export class CollectionsService {
  constructor(
    @Inject(CollectionDesk) private readonly desk: CollectionDesk,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async list(caller: CallerIdentity): Promise<readonly CollectionView[]> {
    const found = await this.desk.list(caller.workspace.id)
    const users = await this.flows.mentioningEach(caller.workspace.id, found.map(mentionOf))
    return found.map((collection) => viewOf(collection, users.get(mentionOf(collection)) ?? []))
  }

  async find(caller: CallerIdentity, id: string): Promise<StoredCollection> {
    const found = await this.desk.find(caller.workspace.id, id)
    if (found === null) throw missing()
    return found
  }

  async detail(caller: CallerIdentity, id: string): Promise<CollectionDetail> {
    const collection = await this.find(caller, id)
    const changes = await this.desk.changes(id, shownChanges)
    return { ...(await this.#view(caller, collection)), changes: changes.map(({ at, runId, who, added, changed, deleted }) => ({ at: at.toISOString(), runId, who, added, changed, deleted })) }
  }

  async create(caller: CallerIdentity, request: CreateCollectionRequest): Promise<CollectionDetail> {
    const [id, name, keys] = [this.random.id(), request.name.trim(), [...new Set(request.keys.map((key) => key.trim()))]]
    if (name === '' || keys.includes('')) throw new MaillonError({ code: 'API_FIELD_MISSING', kind: 'user', retryable: false, params: {}, field: name === '' ? '/name' : '/keys' })
    if (!(await this.desk.create(caller.workspace.id, { id, name, keys }))) throw new MaillonError({ code: 'COLLECTION_NAME_TAKEN', kind: 'user', retryable: false, params: { name }, field: '/name' })
    await this.audit.record(caller, { action: 'collection.create', target: { kind: 'collection', id }, before: null, after: { name, keys } })
    return this.detail(caller, id)
  }

  async remove(caller: CallerIdentity, id: string): Promise<void> {
    const collection = await this.find(caller, id)
    const users = await this.#users(caller, collection)
    if (users.length > 0) throw apiError('COLLECTION_STILL_USED', { flows: users.slice(0, 5).join(', ') })
    await this.desk.remove(caller.workspace.id, id)
    await this.audit.record(caller, { action: 'collection.delete', target: { kind: 'collection', id }, before: { name: collection.name, rows: collection.rows }, after: null })
  }

  async rows(caller: CallerIdentity, id: string, query: CollectionRowsQuery): Promise<CollectionRowsPage> {
    const collection = await this.find(caller, id)
    const { rows, count } = await this.desk.rows(collection.id, { ...deskQuery(query), offset: query.offset ?? 0, limit: query.limit ?? pageSize })
    return { rows: rows.map(rowView), total: count }
  }

  async *everyRow(collection: StoredCollection, query: CollectionExportQuery): AsyncGenerator<JsonObject> {
    for (let offset = 0; ; offset += 1000) {
      const { rows } = await this.desk.rows(collection.id, { ...deskQuery(query), offset, limit: 1000 })
      for (const { row } of rows) yield row
      if (rows.length < 1000) return
    }
  }

  async addRow(caller: CallerIdentity, id: string, request: CollectionRowRequest): Promise<void> {
    const collection = await this.find(caller, id)
    const kept = keptRow(collection, request)
    settled(await this.desk.addRow(collection, kept, caller.user.name), collection, kept.key)
    await this.audit.record(caller, { action: 'collection.row.add', target: { kind: 'collection', id }, before: null, after: kept.row })
  }

  async changeRow(caller: CallerIdentity, at: { readonly id: string; readonly row: string }, request: CollectionRowRequest): Promise<CollectionRowView> {
    const collection = await this.find(caller, at.id)
    const before = await this.#row(collection, at.row)
    const kept = keptRow(collection, request)
    const readAt = request.readAt === undefined ? before.changedAt : new Date(request.readAt)
    if (Number.isNaN(readAt.getTime())) throw apiError('API_CHANGE_STALE')
    settled(await this.desk.changeRow(collection, kept, { rowId: at.row, readAt, who: caller.user.name }), collection, kept.key)
    await this.audit.record(caller, { action: 'collection.row.change', target: { kind: 'collection', id: at.id }, before: before.row, after: kept.row })
    return rowView(await this.#row(collection, at.row))
  }

  async removeRow(caller: CallerIdentity, at: { readonly id: string; readonly row: string }): Promise<void> {
    const collection = await this.find(caller, at.id)
    const before = await this.#row(collection, at.row)
    if (!(await this.desk.removeRow(collection, at.row, caller.user.name))) throw missing()
    await this.audit.record(caller, { action: 'collection.row.delete', target: { kind: 'collection', id: at.id }, before: before.row, after: null })
  }

  async #row(collection: StoredCollection, id: string): Promise<StoredCollectionRow> {
    const found = rowId.test(id) ? await this.desk.row(collection.id, id) : null
    if (found === null) throw missing()
    return found
  }

  #users(caller: CallerIdentity, collection: StoredCollection): Promise<readonly string[]> {
    return this.flows.mentioning(caller.workspace.id, mentionOf(collection))
  }

  async #view(caller: CallerIdentity, collection: StoredCollection): Promise<CollectionView> {
    return viewOf(collection, await this.#users(caller, collection))
  }
}

/** Flows name a collection by its name, written down as it is. */
function mentionOf({ name }: StoredCollection): string {
  return `"collection":${JSON.stringify(name)}`
}

function viewOf({ id, name, keys, fields, rows, createdAt, changedAt }: StoredCollection, usedBy: readonly string[]): CollectionView {
  return { id, name, keys, fields, rows, createdAt: createdAt.toISOString(), changedAt: changedAt.toISOString(), usedBy }
}

function deskQuery({ words, sort, descending }: Omit<CollectionRowsQuery, 'offset' | 'limit'>): Omit<CollectionRowQuery, 'offset' | 'limit'> {
  return { ...(words === undefined ? {} : { words }), ...(sort === undefined ? {} : { sort }), ...(descending === undefined ? {} : { isDescending: descending }) }
}

function keptRow({ keys }: StoredCollection, request: CollectionRowRequest) {
  const problem = findJsonGateProblem(request.row)
  if (problem !== null) throw new MaillonError({ ...problem, kind: 'user', retryable: false })
  const row = request.row as JsonObject
  const key = collectionKey(row, keys)
  if (key === null) throw new MaillonError({ code: 'COLLECTION_KEY_MISSING', kind: 'user', retryable: false, params: { fields: keys.join(', ') }, field: `/row/${keys[0] ?? ''}` })
  return { key, row, digest: rowDigest(row) }
}

function settled(outcome: 'done' | 'stale' | 'taken', { name }: StoredCollection, key: string): void {
  if (outcome === 'stale') throw apiError('API_CHANGE_STALE')
  if (outcome === 'taken') throw apiError('COLLECTION_KEY_TAKEN', { name, key: (JSON.parse(key) as string[]).join(' / ') })
}

function rowView({ id, row, addedAt, changedAt }: StoredCollectionRow): CollectionRowView {
  return { id, row, addedAt: addedAt.toISOString(), changedAt: changedAt.toISOString() }
}
