import { isUuid } from '@maillon/kernel'
import type { DataSource } from 'typeorm'

/** Filters of a list under a name. */
export interface StoredView {
  readonly id: string
  readonly workspaceId: string
  /** Whose it is; null: everybody's in the workspace. */
  readonly userId: string | null
  readonly list: string
  readonly name: string
  readonly filters: string
}

const columns = 'id, workspace_id AS "workspaceId", user_id AS "userId", list, name, filters'

export class SavedViewStore {
  constructor(private readonly dataSource: DataSource) {}

  /** A person's own and those of everybody, by name. */
  async list(workspaceId: string, userId: string, list: string): Promise<readonly StoredView[]> {
    return this.dataSource.query(`SELECT ${columns} FROM saved_view WHERE workspace_id = $1 AND list = $3 AND (user_id = $2 OR user_id IS NULL) ORDER BY lower(name), id`, [workspaceId, userId, list])
  }

  /** Null: neither the person's own, nor everybody's in that workspace. */
  async find(workspaceId: string, userId: string, id: string): Promise<StoredView | null> {
    if (!isUuid(id)) return null
    const [found]: StoredView[] = await this.dataSource.query(`SELECT ${columns} FROM saved_view WHERE workspace_id = $1 AND id = $3 AND (user_id = $2 OR user_id IS NULL)`, [workspaceId, userId, id])
    return found ?? null
  }

  /** One of the same name gets these filters instead. @returns the one that stands there now */
  async save({ id, workspaceId, userId, list, name, filters }: StoredView): Promise<StoredView> {
    const [saved]: StoredView[] = await this.dataSource.query(
      `INSERT INTO saved_view (id, workspace_id, user_id, list, name, filters) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT saved_view_name_unique DO UPDATE SET filters = excluded.filters RETURNING ${columns}`,
      [id, workspaceId, userId, list, name, filters],
    )
    if (saved === undefined) throw new Error('INSERT … RETURNING gave no row')
    return saved
  }

  async remove(workspaceId: string, id: string): Promise<void> {
    await this.dataSource.query('DELETE FROM saved_view WHERE workspace_id = $1 AND id = $2', [workspaceId, id])
  }
}
