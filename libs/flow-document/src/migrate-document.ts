import { isJsonObject, refuse, type Json, type JsonObject, type Result } from '@maillon/kernel'
import type { Diagnostic } from './diagnostic.js'

/** Brings a document one format version up. Takes JSON that passed the gate, and nothing more is known about it. */
export interface FlowMigration {
  /** The version that it starts from: `maillon.flow/<from>`. */
  readonly from: number
  apply(document: JsonObject): JsonObject
}

/** In order, without gaps. A document of version n passes all with `from >= n`. */
export const flowMigrations: readonly FlowMigration[] = []

const currentVersion = 1

/**
 * The document in the newest format, or why it can't be: not a flow at all, or written by a newer Maillon.
 * A newer format is refused rather than read in part: what isn't understood would be lost on the next save.
 */
export function migrateDocument(value: Json, migrations: readonly FlowMigration[] = flowMigrations): Result<JsonObject, Diagnostic> {
  const format = isJsonObject(value) && Object.hasOwn(value, 'format') ? value['format'] : undefined
  if (!isJsonObject(value) || format === undefined) return refuse(problem('FLOW_FORMAT_MISSING', {}))
  const version = typeof format === 'string' ? /^maillon\.flow\/([1-9][0-9]{0,5})$/.exec(format)?.[1] : undefined
  if (version === undefined) return refuse(problem('FLOW_FORMAT_UNKNOWN', { format: String(JSON.stringify(format)).slice(0, 60) }))
  const newest = migrations.reduce((highest, migration) => Math.max(highest, migration.from + 1), currentVersion)
  if (Number(version) > newest) return refuse(problem('FLOW_FORMAT_NEWER', { format: `maillon.flow/${version}`, newest: `maillon.flow/${newest}` }))
  let document = value
  for (const migration of migrations) if (migration.from >= Number(version)) document = { ...migration.apply(document), format: `maillon.flow/${migration.from + 1}` }
  return { ok: true, value: document }
}

function problem(code: string, params: Diagnostic['params']): Diagnostic {
  return { code, severity: 'error', path: '/format', params }
}
