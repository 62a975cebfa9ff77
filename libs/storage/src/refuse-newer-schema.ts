import { MaillonError } from '@maillon/kernel'
import type { DataSource, QueryRunner } from 'typeorm'

/**
 * Refuses a database that a later program has migrated: this one doesn't know what its tables mean now.
 * @throws MaillonError STORAGE_SCHEMA_NEWER
 */
export async function refuseNewerSchema(runner: QueryRunner, dataSource: DataSource): Promise<void> {
  const table = dataSource.options.migrationsTableName ?? 'migrations'
  const [{ there }]: [{ there: boolean }] = await runner.query('SELECT to_regclass($1) IS NOT NULL AS there', [table])
  if (!there) return
  const rows: { readonly name: string }[] = await runner.query(`SELECT name FROM "${table}" ORDER BY id`)
  const known = new Set(dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name))
  const unknown = rows.find(({ name }) => !known.has(name))
  if (unknown !== undefined) throw new MaillonError({ code: 'STORAGE_SCHEMA_NEWER', kind: 'operational', retryable: false, params: { migration: unknown.name } })
}
