import type { JsonObject } from '@maillon/kernel'
import type { DataSource } from 'typeorm'

/** What the value of a variable may be; the table's CHECK says the same. */
export const variableTypes = ['text', 'number', 'yes-no'] as const
export type VariableType = (typeof variableTypes)[number]

export interface StoredVariable {
  readonly name: string
  readonly type: VariableType
  readonly value: string | number | boolean
  readonly updatedAt: Date
}

/** The variables of the workspaces, as expressions read them under `variables.`. */
export class VariableStore {
  constructor(private readonly dataSource: DataSource) {}

  /** By name. */
  async list(workspaceId: string): Promise<readonly StoredVariable[]> {
    return this.dataSource.query('SELECT name, type, value, updated_at AS "updatedAt" FROM workspace_variable WHERE workspace_id = $1 ORDER BY name', [workspaceId])
  }

  async values(workspaceId: string): Promise<JsonObject> {
    return Object.fromEntries((await this.list(workspaceId)).map(({ name, value }) => [name, value]))
  }

  /** @returns what stood there before; null: it is new */
  async save(workspaceId: string, { name, type, value }: Omit<StoredVariable, 'updatedAt'>): Promise<StoredVariable | null> {
    return this.dataSource.transaction(async (manager) => {
      const [before] = (await manager.query('SELECT name, type, value, updated_at AS "updatedAt" FROM workspace_variable WHERE workspace_id = $1 AND name = $2 FOR UPDATE', [workspaceId, name])) as readonly StoredVariable[]
      await manager.query(
        `INSERT INTO workspace_variable (workspace_id, name, type, value) VALUES ($1, $2, $3, $4)
         ON CONFLICT (workspace_id, name) DO UPDATE SET type = EXCLUDED.type, value = EXCLUDED.value, updated_at = now()`,
        [workspaceId, name, type, JSON.stringify(value)],
      )
      return before ?? null
    })
  }

  /** @returns whether it was there */
  async remove(workspaceId: string, name: string): Promise<boolean> {
    const [, count] = (await this.dataSource.query('DELETE FROM workspace_variable WHERE workspace_id = $1 AND name = $2', [workspaceId, name])) as [unknown, number]
    return count > 0
  }
}
