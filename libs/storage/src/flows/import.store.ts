/**
 * What an import writes.
 * 1. All flows of a file with their tests, and what was made here for them (recipients, variables), in one transaction, one import of a
 *    workspace after the other: none is there, or all are.
 * 2. It is written over what the person was shown: a draft saved since, or the same flow imported since, refuses the whole.
 * 3. A draft that no version has is kept before something takes its place. Of a flow the latest 20.
 * 4. Nothing is switched on: triggers and published versions stay as they are.
 */
import { ok, refuse, type Result } from '@maillon/kernel'
import type { FlowDocument } from '@maillon/flow-document'
import type { DataSource, EntityManager } from 'typeorm'
import { advisoryLocks } from '../advisory-locks.js'
import { isUniqueViolation } from '../postgres-error.js'
import { addRecipient, type StoredRecipient } from '../recipients/recipient.store.js'
import type { StoredVariable } from '../variables/variable.store.js'
import { FlowEntity } from './flow.entity.js'

/** By account or thing of the file (see the import's keys), the id of what stands for it here; a variable's is its name. */
export type ChoiceMap = { readonly [key: string]: string }

export interface FlowOrigin {
  readonly flowId: string
  readonly originId: string
  readonly accounts: ChoiceMap
  /** Recipients, groups, variables and flows. */
  readonly things: ChoiceMap
}

export interface ImportedFlow {
  readonly flowId: string
  readonly document: FlowDocument
  /** Null: it is a flow of its own from here on. */
  readonly origin: Omit<FlowOrigin, 'flowId'> | null
  /** The draft whose place it takes, and what of it is to be kept. Null: a new flow. */
  readonly replaces: { readonly revision: number; readonly keep: KeptDraft | null } | null
}

/** A test that comes along with its flow. */
export interface ImportedTest {
  readonly id: string
  readonly flowId: string
  readonly name: string
  /** `maillon.test/1` as text. */
  readonly document: string
  readonly author: string
  /** Of the test whose place it takes. Null: a new one. */
  readonly replaces: number | null
}

export interface ImportWrite {
  readonly flows: readonly ImportedFlow[]
  readonly tests: readonly ImportedTest[]
  /** Made on the way, for the flows of the file. */
  readonly recipients: readonly Omit<StoredRecipient, 'updatedAt'>[]
  readonly variables: readonly Omit<StoredVariable, 'updatedAt'>[]
}

/** changed: something isn't any more as the person was shown. name-taken: a recipient of that type and name is here already. */
export type ImportRefusal = 'changed' | 'name-taken'

export interface KeptDraft {
  readonly id: string
  readonly document: FlowDocument
  readonly reason: 'import' | 'restore'
  readonly author: string
}

export interface KeptDraftHead extends Omit<KeptDraft, 'document'> {
  readonly keptAt: Date
}

const mostKept = 20

export class ImportStore {
  constructor(private readonly dataSource: DataSource) {}

  async origins(workspaceId: string): Promise<readonly FlowOrigin[]> {
    return this.dataSource.query(
      'SELECT o.flow_id AS "flowId", o.origin_id AS "originId", o.accounts, o.things FROM flow_origin o JOIN flow f ON f.id = o.flow_id WHERE o.workspace_id = $1 AND f.deleted_at IS NULL',
      [workspaceId],
    )
  }

  /** Rules 1 to 4. */
  async write(workspaceId: string, { flows, tests, recipients, variables }: ImportWrite): Promise<Result<null, ImportRefusal>> {
    const changed = Symbol('changed')
    try {
      await this.dataSource.transaction(async (manager) => {
        await manager.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [advisoryLocks.imports, workspaceId])
        for (const flow of flows) if (!(await writeOne(manager, workspaceId, flow))) throw changed
        for (const test of tests) if (!(await writeTest(manager, test))) throw changed
        for (const recipient of recipients) await addRecipient(manager, recipient)
        for (const { name, type, value } of variables) await manager.query('INSERT INTO workspace_variable (workspace_id, name, type, value) VALUES ($1, $2, $3, $4)', [workspaceId, name, type, JSON.stringify(value)])
      })
      return ok(null)
    } catch (error) {
      if (isUniqueViolation(error, 'recipient_name_unique')) return refuse('name-taken')
      // A variable that was missing when the person looked is here by now.
      if (error === changed || isUniqueViolation(error, 'flow_origin_unique') || isUniqueViolation(error, 'workspace_variable_pkey')) return refuse('changed')
      throw error
    }
  }

  /** Rule 3, by itself. @returns false: there is no such flow. */
  async keepDraft(workspaceId: string, flowId: string, draft: KeptDraft): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [flow] = (await manager.query('SELECT id FROM flow WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL', [workspaceId, flowId])) as readonly unknown[]
      if (flow !== undefined) await keep(manager, flowId, draft)
      return flow !== undefined
    })
  }

  /** Newest first. */
  async keptDrafts(flowId: string): Promise<readonly KeptDraftHead[]> {
    return this.dataSource.query('SELECT id, reason, author_name AS author, kept_at AS "keptAt" FROM flow_kept_draft WHERE flow_id = $1 ORDER BY kept_at DESC, id DESC', [flowId])
  }

  async keptDraft(flowId: string, id: string): Promise<FlowDocument | null> {
    const [row] = (await this.dataSource.query('SELECT document FROM flow_kept_draft WHERE flow_id = $1 AND id = $2', [flowId, id])) as readonly { readonly document: FlowDocument }[]
    return row?.document ?? null
  }
}

async function writeOne(manager: EntityManager, workspaceId: string, { flowId, document, origin, replaces }: ImportedFlow): Promise<boolean> {
  if (replaces === null) await manager.insert(FlowEntity, { id: flowId, workspaceId, name: document.name, draft: document })
  else {
    if (replaces.keep !== null) await keep(manager, flowId, replaces.keep)
    const [, count] = (await manager.query(
      'UPDATE flow SET draft = $3, name = $4, revision = revision + 1, updated_at = now() WHERE workspace_id = $1 AND id = $2 AND revision = $5 AND deleted_at IS NULL',
      [workspaceId, flowId, JSON.stringify(document), document.name, replaces.revision],
    )) as [unknown, number]
    if (count === 0) return false
  }
  if (origin === null) return true
  // A flow that was deleted gives its origin away.
  await manager.query('DELETE FROM flow_origin o USING flow f WHERE f.id = o.flow_id AND o.workspace_id = $1 AND o.origin_id = $2 AND f.deleted_at IS NOT NULL', [workspaceId, origin.originId])
  await manager.query(
    `INSERT INTO flow_origin (flow_id, workspace_id, origin_id, accounts, things) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (flow_id) DO UPDATE SET accounts = EXCLUDED.accounts, things = EXCLUDED.things, origin_id = EXCLUDED.origin_id, imported_at = now()`,
    [flowId, workspaceId, origin.originId, JSON.stringify(origin.accounts), JSON.stringify(origin.things)],
  )
  return true
}

async function writeTest(manager: EntityManager, { id, flowId, name, document, author, replaces }: ImportedTest): Promise<boolean> {
  if (replaces === null) {
    await manager.query('INSERT INTO flow_test (id, flow_id, name, document, author_name) VALUES ($1, $2, $3, $4, $5)', [id, flowId, name, document, author])
    return true
  }
  const [, count] = (await manager.query('UPDATE flow_test SET name = $3, document = $4, result = NULL, revision = revision + 1, updated_at = now() WHERE flow_id = $1 AND id = $2 AND revision = $5', [flowId, id, name, document, replaces])) as [unknown, number]
  return count === 1
}

async function keep(manager: EntityManager, flowId: string, { id, document, reason, author }: KeptDraft): Promise<void> {
  await manager.query('INSERT INTO flow_kept_draft (id, flow_id, document, reason, author_name) VALUES ($1, $2, $3, $4, $5)', [id, flowId, JSON.stringify(document), reason, author])
  await manager.query('DELETE FROM flow_kept_draft WHERE id IN (SELECT id FROM flow_kept_draft WHERE flow_id = $1 ORDER BY kept_at DESC, id DESC OFFSET $2)', [flowId, mostKept])
}
