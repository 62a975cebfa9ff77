import type { Json } from '@maillon/kernel'
import type { DataSource } from 'typeorm'

/** A test as it lies in the table. */
export interface StoredFlowTest {
  readonly id: string
  readonly flowId: string
  readonly name: string
  /** `maillon.test/1` as text. */
  readonly document: string
  /** Counts its changes: an edit is made only over the revision that was read. */
  readonly revision: number
  readonly author: string
  /** How its last replay ended. Null: it never was. */
  readonly result: Json
  readonly createdAt: Date
}

const columns = `id, flow_id AS "flowId", name, document, revision, author_name AS author, result, created_at AS "createdAt"`

/** The tests of flows. Whoever asks has found the flow in its workspace before. */
export class FlowTestStore {
  constructor(private readonly dataSource: DataSource) {}

  /** By name. */
  async ofFlow(flowId: string): Promise<readonly StoredFlowTest[]> {
    return this.dataSource.query(`SELECT ${columns} FROM flow_test WHERE flow_id = $1 ORDER BY lower(name), id`, [flowId])
  }

  async find(flowId: string, id: string): Promise<StoredFlowTest | null> {
    const [row]: StoredFlowTest[] = await this.dataSource.query(`SELECT ${columns} FROM flow_test WHERE flow_id = $1 AND id = $2`, [flowId, id])
    return row ?? null
  }

  /** @returns false where the flow has `most` tests already. */
  async add(test: Pick<StoredFlowTest, 'id' | 'flowId' | 'name' | 'document' | 'author'>, most: number): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      // The flow's row settles a race of two additions.
      await manager.query('SELECT 1 FROM flow WHERE id = $1 FOR UPDATE', [test.flowId])
      const [row]: { readonly count: string }[] = await manager.query('SELECT count(*) FROM flow_test WHERE flow_id = $1', [test.flowId])
      if (Number(row?.count ?? 0) >= most) return false
      await manager.query('INSERT INTO flow_test (id, flow_id, name, document, author_name) VALUES ($1, $2, $3, $4, $5)', [test.id, test.flowId, test.name, test.document, test.author])
      return true
    })
  }

  /** Over the revision that was read. @returns whether it won. */
  async change({ id, name, document, revision }: Pick<StoredFlowTest, 'id' | 'name' | 'document' | 'revision'>): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query('UPDATE flow_test SET name = $2, document = $3, result = NULL, revision = revision + 1, updated_at = now() WHERE id = $1 AND revision = $4', [id, name, document, revision])
    return count === 1
  }

  /** Of a test that was changed meanwhile nothing is kept. */
  async keepResult({ id, revision, result }: Pick<StoredFlowTest, 'id' | 'revision' | 'result'>): Promise<void> {
    await this.dataSource.query('UPDATE flow_test SET result = $2 WHERE id = $1 AND revision = $3', [id, JSON.stringify(result), revision])
  }

  /** @returns whether there was one. */
  async remove(flowId: string, id: string): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query('DELETE FROM flow_test WHERE flow_id = $1 AND id = $2', [flowId, id])
    return count > 0
  }
}
