import type { JsonObject } from '@maillon/kernel'
import { runStatuses, terminalRunStatuses } from '@maillon/plan'
import type { DataSource } from 'typeorm'

/** One version of a node package that was accepted. */
export interface NodePackageRecord {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly integrity: string
  readonly source: string
  /** Bytes, packed. */
  readonly size: number
  readonly manifest: JsonObject
  readonly nodes: readonly JsonObject[]
  /** Name of who accepted it. */
  readonly installedBy: string
  readonly installedAt: Date
}

/** A version that another one has taken the place of, and that runs still need. */
export interface ReplacedPackageRecord extends NodePackageRecord {
  /** Runs that were accepted before go on with it. */
  readonly replacedAt: Date
  /** The version that is installed now. */
  readonly newer: string
}

/** A flow that uses a step of a package. */
export interface PackageUser {
  readonly flowId: string
  readonly name: string
  readonly workspaceId: string
  /** The types that it uses. */
  readonly types: readonly string[]
  /** How many tests it has. */
  readonly tests: number
}

const columns = `id, name, version, integrity, source, size::int AS size, manifest, nodes, installed_by AS "installedBy", installed_at AS "installedAt"`

const activeRun = `status IN (${runStatuses.filter((status) => !terminalRunStatuses.some((terminal) => terminal === status)).map((status) => `'${status}'`).join(', ')})`
/** Its package is installed, and a run is left that was accepted while this was the version to run with. */
const isNeeded = `state = 'replaced' AND EXISTS (SELECT FROM node_package AS newer WHERE newer.name = node_package.name AND newer.state = 'active')
  AND changed_at > (SELECT coalesce(min(accepted_at), 'infinity') FROM run WHERE ${activeRun})`

/** The node packages of the installation. */
export class NodePackageStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Another text whenever a package came, changed or went: so that other processes know when to read them again. */
  async revision(): Promise<string> {
    const [row] = (await this.dataSource.query(`SELECT count(*) || '/' || coalesce(max(changed_at)::text, '') AS revision FROM node_package`)) as { readonly revision: string }[]
    return row?.revision ?? ''
  }

  /** Those whose steps are there, by name. */
  async active(): Promise<readonly NodePackageRecord[]> {
    return this.dataSource.query(`SELECT ${columns} FROM node_package WHERE state = 'active' ORDER BY name`)
  }

  /** What runs in flight need of earlier versions. */
  async replaced(): Promise<readonly ReplacedPackageRecord[]> {
    return this.dataSource.query(
      `SELECT ${columns}, changed_at AS "replacedAt", (SELECT version FROM node_package AS newer WHERE newer.name = node_package.name AND newer.state = 'active') AS newer
       FROM node_package WHERE has_bytes AND ${isNeeded} ORDER BY changed_at`)
  }

  /**
   * Writes down that the bytes of those that nobody needs any more are gone; who asked takes them away. Each is given once.
   * @returns their ids, with the integrity where no other version that is kept has the same bytes
   */
  async giveUpUnneeded(): Promise<readonly { readonly id: string; readonly integrity: string | null }[]> {
    const [rows] = (await this.dataSource.query(
      `UPDATE node_package SET has_bytes = false WHERE has_bytes AND state <> 'active' AND (${isNeeded}) IS NOT TRUE
       RETURNING id, CASE WHEN EXISTS (SELECT FROM node_package AS other WHERE other.id <> node_package.id AND other.has_bytes AND other.integrity = node_package.integrity) THEN NULL ELSE integrity END AS integrity`)) as [readonly { readonly id: string; readonly integrity: string | null }[], number]
    return rows
  }

  /** Puts it in the place of the version that is there, in one transaction. */
  async put({ id, name, version, integrity, source, size, manifest, nodes, installedBy }: Omit<NodePackageRecord, 'installedAt'>): Promise<void> {
    await this.dataSource.transaction(async (in_) => {
      // One installation at a time: rare and short.
      await in_.query('LOCK TABLE node_package IN SHARE ROW EXCLUSIVE MODE')
      const [old] = (await in_.query(`SELECT id FROM node_package WHERE name = $1 AND state = 'active'`, [name])) as { readonly id: string }[]
      if (old !== undefined) await in_.query(`UPDATE node_package SET state = 'replaced', changed_at = clock_timestamp() WHERE id = $1`, [old.id])
      await in_.query(
        `INSERT INTO node_package (id, name, version, integrity, source, size, manifest, nodes, installed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp())`,
        [id, name, version, integrity, source, size, JSON.stringify(manifest), JSON.stringify(nodes), installedBy],
      )
    })
  }

  /** Says whether it was there. */
  async remove(id: string): Promise<boolean> {
    const [, count] = (await this.dataSource.query(`UPDATE node_package SET state = 'removed', changed_at = clock_timestamp() WHERE id = $1 AND state = 'active'`, [id])) as [unknown, number]
    return count > 0
  }

  /**
   * Flows of all workspaces in which nodes of these very versions stand, at most 200.
   * @param where draft: in the draft or the published version; published: in the published version
   */
  async usersOfVersions(nodes: readonly { readonly type: string; readonly version: number }[], where: 'draft' | 'published'): Promise<readonly PackageUser[]> {
    if (nodes.length === 0) return []
    const holds = (column: string) => `jsonb_path_exists(${column}::jsonb, '$.nodes[*] ? (@.type == $type && @.version == $version)', jsonb_build_object('type', t.type, 'version', t.version))`
    return this.dataSource.query(
      `SELECT f.id AS "flowId", f.name, f.workspace_id AS "workspaceId", array_agg(DISTINCT t.type ORDER BY t.type) AS types, (SELECT count(*)::int FROM flow_test x WHERE x.flow_id = f.id) AS tests
       FROM flow f LEFT JOIN flow_version v ON v.id = f.published_version_id
       JOIN unnest($1::text[], $2::int[]) AS t(type, version) ON ${holds('v.document')}${where === 'draft' ? ` OR ${holds('f.draft')}` : ''}
       WHERE f.deleted_at IS NULL GROUP BY f.id, f.name, f.workspace_id ORDER BY f.name LIMIT 200`,
      [nodes.map(({ type }) => type), nodes.map(({ version }) => version)],
    )
  }

  /** Flows of all workspaces whose draft or published version uses one of these types, at most 200. */
  async users(types: readonly string[]): Promise<readonly PackageUser[]> {
    return this.dataSource.query(
      `SELECT f.id AS "flowId", f.name, f.workspace_id AS "workspaceId", array_agg(t.type ORDER BY t.type) AS types, (SELECT count(*)::int FROM flow_test x WHERE x.flow_id = f.id) AS tests
       FROM flow f LEFT JOIN flow_version v ON v.id = f.published_version_id
       JOIN unnest($1::text[]) AS t(type) ON position('"' || t.type || '"' in f.draft::text) > 0 OR position('"' || t.type || '"' in coalesce(v.document::text, '')) > 0
       WHERE f.deleted_at IS NULL GROUP BY f.id, f.name, f.workspace_id ORDER BY f.name LIMIT 200`,
      [types],
    )
  }
}
