import type { DataSource } from 'typeorm'

export interface StoredApiDocument {
  /** What stands in the node types: `api.<name>.…`. */
  readonly name: string
  /** In the place of the document's own address. Null: as the document says. */
  readonly address: string | null
  /** JSON, as it was given. */
  readonly document: string
  readonly updatedAt: Date
}

/** The OpenAPI documents of the installation. */
export class ApiDocumentStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Another text whenever a document came, changed or went: so that other processes know when to read them again. */
  async revision(): Promise<string> {
    const [row] = (await this.dataSource.query(`SELECT count(*) || '/' || coalesce(max(updated_at)::text, '') AS revision FROM api_document`)) as { readonly revision: string }[]
    return row?.revision ?? ''
  }

  async all(): Promise<readonly StoredApiDocument[]> {
    return this.dataSource.query(`SELECT name, address, document, updated_at AS "updatedAt" FROM api_document ORDER BY name`)
  }

  async save({ name, address, document }: Omit<StoredApiDocument, 'updatedAt'>): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO api_document (name, address, document) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET address = EXCLUDED.address, document = EXCLUDED.document, updated_at = greatest(now(), api_document.updated_at + interval '1 millisecond')`,
      [name, address, document],
    )
  }

  /** Says whether it was there. */
  async remove(name: string): Promise<boolean> {
    const [, count] = (await this.dataSource.query('DELETE FROM api_document WHERE name = $1', [name])) as [unknown, number]
    return count > 0
  }

  /** Names of flows of all workspaces that use a node of this document, at most 20. */
  async users(name: string): Promise<readonly string[]> {
    // A node's type stands in the document's text as "api.<name>.…"; slugs hold no signs that mean something to LIKE.
    const rows: { readonly name: string }[] = await this.dataSource.query(
      `SELECT f.name FROM flow f LEFT JOIN flow_version v ON v.id = f.published_version_id
       WHERE f.deleted_at IS NULL AND (position($1 in f.draft::text) > 0 OR position($1 in coalesce(v.document::text, '')) > 0) ORDER BY f.name LIMIT 20`,
      [`"api.${name}.`],
    )
    return rows.map((row) => row.name)
  }
}
