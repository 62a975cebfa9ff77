import type { Json } from '@maillon/kernel'
import type { DataSource } from 'typeorm'
import { NodeStateEntity } from './node-state.entity.js'

/** The `NodeStateStore` of the node host on Postgres. Values are JSON and go when their flow goes. */
export class PostgresNodeStateStore {
  constructor(private readonly dataSource: DataSource) {}

  async get(flowId: string, nodeId: string, key: string): Promise<{ readonly value: Json; readonly revision: number } | null> {
    const row = await this.dataSource.getRepository(NodeStateEntity).findOneBy({ flowId, nodeId, key })
    return row === null ? null : { value: row.value as Json, revision: row.revision }
  }

  /** One statement either way, so that of two writers with the same expectation exactly one wins. */
  async set(entry: { readonly flowId: string; readonly nodeId: string; readonly key: string; readonly value: Json }, expected: number | null): Promise<boolean> {
    const { flowId, nodeId, key } = entry
    const value = JSON.stringify(entry.value)
    const rows: unknown[] | [unknown[], number] =
      expected === null
        ? await this.dataSource.query('INSERT INTO node_state (flow_id, node_id, key, value, revision) VALUES ($1, $2, $3, $4, 1) ON CONFLICT DO NOTHING RETURNING revision', [flowId, nodeId, key, value])
        : await this.dataSource.query('UPDATE node_state SET value = $4, revision = revision + 1 WHERE flow_id = $1 AND node_id = $2 AND key = $3 AND revision = $5 RETURNING revision', [flowId, nodeId, key, value, expected])
    return affectedRows(rows) === 1
  }
}

/** TypeORM answers `rows` to INSERT … RETURNING and `[rows, count]` to UPDATE. */
function affectedRows(answer: unknown[] | [unknown[], number]): number {
  return typeof answer[1] === 'number' ? answer[1] : answer.length
}
