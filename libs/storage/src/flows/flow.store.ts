import { ok, refuse, type Result } from '@maillon/kernel'
import type { FlowDocument } from '@maillon/flow-document'
import type { Plan, RunStatus, SystemTask } from '@maillon/plan'
import { IsNull, type DataSource, type EntityManager } from 'typeorm'
import { replaceTriggers } from '../triggers/replace-triggers.js'
import type { TriggerSet, WebhookTaken } from '../triggers/trigger-set.js'
import type { DraftVersion, FlowListEntry, FlowMissing, FlowRecord, FlowVersion, FlowVersionHead, NewFlow, PublishInput, StaleDraft, VersionTests } from './flow-record.js'
import { FlowVersionEntity } from './flow-version.entity.js'
import { FlowEntity } from './flow.entity.js'

/**
 * Flows, their drafts and versions. Everything is asked with the workspace: a flow of another one doesn't exist.
 *
 * 1. A draft is saved only over the revision that the writer read.
 * 2. A version never changes; numbers go up by one.
 * 3. Version, triggers and the active flag change in one transaction, or not at all.
 */
export class FlowStore {
  constructor(private readonly dataSource: DataSource) {}

  /** @param of those that people made, or those that the workspace has by itself */
  async list(workspaceId: string, of: 'people' | 'system' = 'people'): Promise<readonly FlowListEntry[]> {
    const rows: (FlowListEntry & LastRunColumns)[] = await this.dataSource.query(
      `SELECT f.id, f.system_task AS "systemTask", f.name, coalesce(f.draft ->> 'description', '') AS description, coalesce(f.draft #> '{settings,tags}', '[]') AS tags, f.active, v.number AS "publishedNumber", v.published_at AS "publishedAt",
         f.published_revision IS DISTINCT FROM f.revision AS "hasUnpublishedChanges", f.updated_at AS "updatedAt",
         (SELECT min(t.next_at) FROM trigger_schedule t WHERE t.flow_id = f.id) AS "nextAt",
         r.id AS run_id, r.status AS run_status, r.accepted_at AS run_accepted_at, r.ended_at AS run_ended_at
       FROM flow f LEFT JOIN flow_version v ON v.id = f.published_version_id
         LEFT JOIN LATERAL (SELECT id, status, accepted_at, ended_at FROM run WHERE flow_id = f.id AND NOT is_test AND parent_kind IS DISTINCT FROM 'iteration' ORDER BY id DESC LIMIT 1) r ON true
       WHERE f.workspace_id = $1 AND f.deleted_at IS NULL AND (f.system_task IS NOT NULL) = $2 ORDER BY lower(f.name), f.id`,
      [workspaceId, of === 'system'],
    )
    return rows.map(({ run_id: id, run_status: status, run_accepted_at: acceptedAt, run_ended_at: endedAt, ...entry }) => ({ ...entry, lastRun: id === null ? null : { id, status, acceptedAt, endedAt } }))
  }

  /** Null where that workspace has no such flow. */
  async find(workspaceId: string, id: string): Promise<FlowRecord | null> {
    const [row]: FlowRow[] = await this.dataSource.query(
      `SELECT f.id, f.system_task, f.workspace_id, f.name, f.draft, f.revision, f.active, v.id AS version_id, v.number, v.hash, v.author_name, v.message, v.published_at, v.tests, v.document,
         (SELECT min(t.next_at) FROM trigger_schedule t WHERE t.flow_id = f.id) AS next_at
       FROM flow f LEFT JOIN flow_version v ON v.id = f.published_version_id WHERE f.workspace_id = $1 AND f.id = $2 AND f.deleted_at IS NULL`,
      [workspaceId, id],
    )
    return row === undefined ? null : flowOf(row)
  }

  /** All or none: one wrong flow of an import leaves nothing behind. */
  async create(flows: readonly NewFlow[]): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      for (const { id, workspaceId, document, systemTask = null } of flows) await manager.insert(FlowEntity, { id, workspaceId, name: document.name, draft: document, systemTask })
    })
  }

  /** Rule 1. @returns the new revision. */
  async saveDraft(workspaceId: string, id: string, save: { readonly document: FlowDocument; readonly revision: number }): Promise<Result<number, StaleDraft | FlowMissing>> {
    const [rows]: [{ readonly revision: number }[], number] = await this.dataSource.query(
      'UPDATE flow SET draft = $3, name = $4, revision = revision + 1, updated_at = now() WHERE workspace_id = $1 AND id = $2 AND revision = $5 AND deleted_at IS NULL RETURNING revision',
      [workspaceId, id, JSON.stringify(save.document), save.document.name, save.revision],
    )
    const won = rows[0]
    return won === undefined ? refuse(await this.#whyNot(this.dataSource.manager, workspaceId, id)) : ok(won.revision)
  }

  /** Rules 2 and 3. A document that is published already gets no second version. @returns the number. */
  async publish(input: PublishInput): Promise<Result<number, StaleDraft | FlowMissing | WebhookTaken>> {
    return this.#inTransaction<number, StaleDraft | FlowMissing | WebhookTaken>(async (manager) => {
      const { workspaceId, flowId, revision, version, triggers } = input
      // The row lock settles a race of two publications; it doesn't keep runs from starting.
      const [flow]: { readonly revision: number; readonly id: string | null; readonly hash: string | null; readonly number: number | null }[] = await manager.query(
        'SELECT f.revision, v.id, v.hash, v.number FROM flow f LEFT JOIN flow_version v ON v.id = f.published_version_id WHERE f.workspace_id = $1 AND f.id = $2 AND f.deleted_at IS NULL FOR UPDATE OF f',
        [workspaceId, flowId],
      )
      if (flow === undefined) return refuse({ kind: 'missing' })
      if (flow.revision !== revision) return refuse({ kind: 'stale', revision: flow.revision })
      const head = flow.hash === version.hash && flow.id !== null && flow.number !== null ? { id: flow.id, number: flow.number } : await insertVersion(manager, input)
      // The draft too: where settings of an earlier version of a step were taken over, they stand there only now.
      await manager.query(`UPDATE flow SET published_version_id = $2, published_revision = revision, active = $3, active_since = ${activeSince}, draft = $4, updated_at = now() WHERE id = $1`, [flowId, head.id, triggers !== null, JSON.stringify(version.document)])
      const taken = await replaceTriggers(manager, flowId, triggers ?? noTriggers)
      return taken === null ? ok(head.number) : refuse(taken)
    })
  }

  /** Switch the published version's triggers on (or, with null, off). */
  async setActive(workspaceId: string, id: string, triggers: TriggerSet | null): Promise<Result<null, FlowMissing | WebhookTaken>> {
    return this.#inTransaction<null, FlowMissing | WebhookTaken>(async (manager) => {
      const [, count]: [unknown, number] = await manager.query(
        `UPDATE flow SET active = $3, active_since = ${activeSince}, updated_at = now() WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL AND (published_version_id IS NOT NULL OR NOT $3)`,
        [workspaceId, id, triggers !== null],
      )
      if (count === 0) return refuse({ kind: 'missing' })
      const taken = await replaceTriggers(manager, id, triggers ?? noTriggers)
      return taken === null ? ok(null) : refuse(taken)
    })
  }

  /** Out of sight, its triggers off; versions stay for the runs that name them. @returns whether there was one. */
  async remove(workspaceId: string, id: string): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [, count]: [unknown, number] = await manager.query('UPDATE flow SET active = false, deleted_at = now() WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL', [workspaceId, id])
      if (count > 0) await replaceTriggers(manager, id, noTriggers)
      return count > 0
    })
  }

  /** Newest first. */
  async versions(flowId: string): Promise<readonly FlowVersionHead[]> {
    return this.dataSource.query(
      'SELECT id, number, hash, author_name AS author, message, published_at AS "publishedAt", tests FROM flow_version WHERE flow_id = $1 AND number IS NOT NULL ORDER BY number DESC',
      [flowId],
    )
  }

  async version(flowId: string, number: number): Promise<FlowVersion | null> {
    return versionOf(await this.dataSource.getRepository(FlowVersionEntity).findOneBy({ flowId, number }))
  }

  async versionById(id: string): Promise<FlowVersion | null> {
    return versionOf(await this.dataSource.getRepository(FlowVersionEntity).findOneBy({ id }))
  }

  /** Keep a compiled draft for its runs. @returns the id under which it stands (an earlier one where nothing changed since). */
  async keepDraftVersion({ id, flowId, document, plan, hash, author }: DraftVersion): Promise<string> {
    const values = [id, flowId, JSON.stringify(document), JSON.stringify(plan), hash, author.id, author.name]
    // One that is there already is young again: the sweep of those that no run names leaves it alone.
    const [kept]: { readonly id: string }[] = await this.dataSource.query(
      `INSERT INTO flow_version (id, flow_id, document, plan, hash, author_id, author_name, message) VALUES ($1, $2, $3, $4, $5, $6, $7, '')
       ON CONFLICT (flow_id, hash) WHERE number IS NULL DO UPDATE SET published_at = now() RETURNING id`,
      values,
    )
    return kept?.id ?? id
  }

  /** Names of flows by id, deleted ones too (their runs still show). */
  async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows: { readonly id: string; readonly name: string }[] = ids.length === 0 ? [] : await this.dataSource.query('SELECT id, name FROM flow WHERE id = ANY ($1)', [ids])
    return new Map(rows.map(({ id, name }) => [id, name]))
  }

  /** Ids of the flows that have a tag, deleted ones too (their runs still show). */
  async tagged(workspaceId: string, tag: string): Promise<readonly string[]> {
    const rows: { readonly id: string }[] = await this.dataSource.query(`SELECT id FROM flow WHERE workspace_id = $1 AND (draft #> '{settings,tags}')::jsonb ? $2`, [workspaceId, tag])
    return rows.map(({ id }) => id)
  }

  /** Numbers of versions by id; null for drafts. */
  async numbersOf(ids: readonly string[]): Promise<ReadonlyMap<string, number | null>> {
    const rows: { readonly id: string; readonly number: number | null }[] = ids.length === 0 ? [] : await this.dataSource.query('SELECT id, number FROM flow_version WHERE id = ANY ($1)', [ids])
    return new Map(rows.map(({ id, number }) => [id, number]))
  }

  /** What each flow of a workspace runs when it is called. */
  async publishedDocuments(workspaceId: string): Promise<readonly { readonly id: string; readonly name: string; readonly document: FlowDocument }[]> {
    return this.dataSource.query(
      'SELECT f.id, f.name, v.document FROM flow f JOIN flow_version v ON v.id = f.published_version_id WHERE f.workspace_id = $1 AND f.deleted_at IS NULL', [workspaceId])
  }

  /** Of those that people made. */
  async countActive(workspaceId: string): Promise<number> {
    return this.dataSource.getRepository(FlowEntity).countBy({ workspaceId, active: true, systemTask: IsNull() })
  }

  /** Names of the flows whose draft or published version mentions an id (of a file, of a credential). */
  async mentioning(workspaceId: string, id: string): Promise<readonly string[]> {
    return (await this.mentioningEach(workspaceId, [id])).get(id) ?? []
  }

  /** The same for many ids, those that no flow mentions left out: each document is read once, however long the list. */
  async mentioningEach(workspaceId: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    // Ids are random: finding their text anywhere in the document is finding the reference.
    const rows: { readonly id: string; readonly names: string[] }[] = ids.length === 0 ? [] : await this.dataSource.query(
      `WITH written AS MATERIALIZED (
         SELECT f.name, f.draft::text || coalesce(v.document::text, '') AS text FROM flow f LEFT JOIN flow_version v ON v.id = f.published_version_id
         WHERE f.workspace_id = $1 AND f.deleted_at IS NULL
       )
       SELECT asked.id, array_agg(written.name ORDER BY written.name) AS names FROM written JOIN unnest($2::text[]) AS asked(id) ON position(asked.id IN written.text) > 0 GROUP BY asked.id`,
      [workspaceId, ids],
    )
    return new Map(rows.map(({ id, names }) => [id, names]))
  }

  /** A refusal rolls back. */
  async #inTransaction<Value, Problem>(work: (manager: EntityManager) => Promise<Result<Value, Problem>>): Promise<Result<Value, Problem>> {
    const refusal = Symbol('refused')
    let outcome: Result<Value, Problem> | null = null
    try {
      return await this.dataSource.transaction(async (manager) => {
        outcome = await work(manager)
        if (!outcome.ok) throw refusal
        return outcome
      })
    } catch (error) {
      if (error === refusal && outcome !== null) return outcome
      throw error
    }
  }

  async #whyNot(manager: EntityManager, workspaceId: string, id: string): Promise<StaleDraft | FlowMissing> {
    const [row]: { readonly revision: number }[] = await manager.query('SELECT revision FROM flow WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL', [workspaceId, id])
    return row === undefined ? { kind: 'missing' } : { kind: 'stale', revision: row.revision }
  }
}

/** $3: whether it is switched on. Since when it has been, without a break. */
const activeSince = 'CASE WHEN NOT $3 THEN NULL WHEN active THEN coalesce(active_since, now()) ELSE now() END'

const noTriggers: TriggerSet = { schedules: [], webhooks: [] }

async function insertVersion(manager: EntityManager, { flowId, version }: PublishInput): Promise<{ readonly id: string; readonly number: number }> {
  const [row]: { readonly number: number }[] = await manager.query(
    `INSERT INTO flow_version (id, flow_id, number, document, plan, hash, author_id, author_name, message, tests)
     SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9 FROM flow_version WHERE flow_id = $2 RETURNING number`,
    [version.id, flowId, JSON.stringify(version.document), JSON.stringify(version.plan), version.hash, version.author.id, version.author.name, version.message, (version.tests ?? null) === null ? null : JSON.stringify(version.tests)],
  )
  if (row === undefined) throw new Error('INSERT … RETURNING gave no row')
  return { id: version.id, number: row.number }
}

interface LastRunColumns {
  readonly run_id: string | null
  readonly run_status: RunStatus
  readonly run_accepted_at: Date
  readonly run_ended_at: Date | null
}

interface FlowRow {
  readonly id: string
  readonly system_task: SystemTask | null
  readonly workspace_id: string
  readonly name: string
  readonly draft: FlowDocument
  readonly revision: number
  readonly active: boolean
  readonly version_id: string | null
  readonly number: number
  readonly hash: string
  readonly author_name: string
  readonly tests: VersionTests | null
  readonly message: string
  readonly published_at: Date
  readonly document: FlowDocument
  readonly next_at: Date | null
}

function flowOf(row: FlowRow): FlowRecord {
  const published = row.version_id === null ? null : { id: row.version_id, number: row.number, hash: row.hash, author: row.author_name, message: row.message, publishedAt: row.published_at, tests: row.tests, document: row.document }
  return { id: row.id, systemTask: row.system_task, workspaceId: row.workspace_id, name: row.name, draft: row.draft, revision: row.revision, active: row.active, published, nextAt: row.next_at }
}

function versionOf(row: FlowVersionEntity | null): FlowVersion | null {
  if (row === null) return null
  const { id, flowId, number, document, plan, hash, authorName, message, publishedAt, tests } = row
  return { id, flowId, number, document: document as FlowDocument, plan: plan as Plan, hash, author: authorName, message, publishedAt, tests: tests as VersionTests | null }
}
