import type { RunListQuery } from '@maillon/engine'
import { runStatuses, terminalRunStatuses, type RunStatus } from '@maillon/plan'
import { textOfRun } from '../figures/fold.sql.js'
import { firstIdAt } from './first-id-at.js'

export const runColumns = `run.id, run.workspace_id, run.flow_id, run.flow_version_id, run.origin, run.status, run.is_test, run.is_dry_run, run.accepted_at, run.started_at,
  run.ended_at, run.instant, run.started_by, run.retry_of, run.retry_kind, run.parent_id, run.parent_node, run.parent_kind, run.position, run.iteration, run.restored_at, run.error`

/** Turns of loops are no runs for people. Word for word as the indexes of lists say it. */
const isRun = `run.parent_kind IS DISTINCT FROM 'iteration'`
const terminal: ReadonlySet<RunStatus> = new Set(terminalRunStatuses)
const activeList = runStatuses.filter((status) => !terminal.has(status)).map((status) => `'${status}'`).join(', ')
const isActive = `run.status IN (${activeList})`
/** An id bears the clock of the server that made it, `accepted_at` that of the database: so far they may be apart. */
const clocksApartMs = 3_600_000
/** Where a frequent word is looked for first. */
const newestRows = 5_000
/** What ended this moment and isn't in the table of words yet, and what is still at work: so many of each are read themselves. */
const unfoldedRows = 200

export interface SqlQuestion {
  readonly text: string
  readonly values: readonly unknown[]
}

interface Conditions {
  /** Of the run itself. */
  readonly run: readonly string[]
  /** Of an id, in the place of `ID`: what an index of ids can answer. */
  readonly id: readonly string[]
  readonly values: unknown[]
}

/**
 * One page of runs and one row more, newest first.
 *
 * Each state is asked for by itself, so that each has the index that fits: those that went wrong have one of their own, those at work another.
 * A scan by state alone would read a million runs to find the one that failed last year. Each flow is asked for by itself too, where some are.
 */
export function listSql(query: RunListQuery): SqlQuestion {
  const { run, id, values } = conditionsOf(query)
  const limit = limitOf(query)
  const where = [...run, ...id.map((condition) => condition.replace('ID', 'run.id'))]
  const branches = branchesOf(query).map((branch) => newestOf([...where, ...branch], query, limit))
  return { text: branches.length === 1 ? (branches[0] ?? '') : `SELECT * FROM (${branches.join(' UNION ALL ')}) AS run ORDER BY id DESC LIMIT ${limit}`, values }
}

function newestOf(where: readonly string[], { flowIds }: RunListQuery, limit: number): string {
  const newest = (conditions: readonly string[], columns: string): string => `SELECT ${columns} FROM run WHERE ${conditions.join(' AND ')} ORDER BY run.id DESC LIMIT ${limit}`
  if (flowIds === undefined) return `(${newest(where, runColumns)})`
  return `(SELECT ${runColumns} FROM unnest(${flows}::uuid[]) AS flow(id) CROSS JOIN LATERAL (${newest([...where, 'run.flow_id = flow.id'], '*')}) AS run ORDER BY run.id DESC LIMIT ${limit})`
}

/**
 * The same with words: out of the newest of those that have any, or out of all.
 *
 * OFFSET 0: each run that was hit is looked up. Left to the planner, a page of them is found by a walk through all runs, newest first, which
 * for a rare word reads a million.
 */
export function searchSql(query: RunListQuery, among: 'newest' | 'all'): SqlQuestion {
  const { run, id, values } = conditionsOf(query)
  const words = `$${values.push(query.words)}`
  const ofFlows = query.flowIds === undefined ? [] : [`flow_id = ANY (${flows}::uuid[])`]
  const ofWorkspace = ['workspace_id = $1', ...ofFlows, ...id.map((condition) => condition.replace('ID', 'run_id'))]
  const unfolded = [
    `(SELECT * FROM run WHERE run.workspace_id = $1 AND ${isActive} AND ${isRun} ORDER BY run.id DESC LIMIT ${unfoldedRows})`,
    `(SELECT * FROM run WHERE run.workspace_id = $1 AND run.ended_at IS NOT NULL AND ${isRun} AND run.ended_at >= coalesce((SELECT folded_to FROM run_figure_mark), '-infinity') ORDER BY run.ended_at DESC LIMIT ${unfoldedRows})`,
  ]
  const statuses = query.statuses === undefined || query.statuses.length === 0 ? [] : [`run.status IN (${query.statuses.map(quoted).join(', ')})`]
  const where = [...run, ...ofFlows.map((condition) => `run.${condition}`), ...id.map((condition) => condition.replace('ID', 'run.id')), ...statuses].join(' AND ')
  const ordered = `ORDER BY run.id DESC LIMIT ${limitOf(query)}`
  // The newest are walked in order, and no further than a page needs.
  const source = among === 'newest'
    ? `(SELECT newest.run_id FROM (SELECT run_id, words FROM run_words WHERE ${ofWorkspace.join(' AND ')} ORDER BY run_id DESC LIMIT ${newestRows}) AS newest
        CROSS JOIN LATERAL (SELECT FROM run WHERE run.id = newest.run_id AND ${where} OFFSET 0) AS run WHERE newest.words @@ (SELECT q FROM asked) ORDER BY newest.run_id DESC LIMIT ${limitOf(query)})`
    : `SELECT run_id FROM run_words WHERE words @@ (SELECT q FROM asked) AND ${ofWorkspace.join(' AND ')}`
  return {
    text: `WITH asked AS MATERIALIZED (SELECT search_query(${words}) AS q), hit AS MATERIALIZED (
        ${source}
        UNION SELECT run.id FROM (${unfolded.join(' UNION ALL ')}) AS run WHERE array_to_tsvector(coalesce(search_words(${textOfRun}), '{}')) @@ (SELECT q FROM asked)
      )
      SELECT ${runColumns} FROM hit CROSS JOIN LATERAL (SELECT * FROM run WHERE run.id = hit.run_id AND ${where} OFFSET 0) AS run ${ordered}`,
    values,
  }
}

/** Each next person by the index, instead of every run. $1 workspace. */
export const startersSql = `
WITH RECURSIVE person AS (
  (SELECT started_by FROM run WHERE workspace_id = $1 AND started_by IS NOT NULL AND ${isRun} ORDER BY started_by LIMIT 1)
  UNION ALL
  SELECT (SELECT run.started_by FROM run WHERE run.workspace_id = $1 AND run.started_by > person.started_by AND ${isRun} ORDER BY run.started_by LIMIT 1) FROM person WHERE person.started_by IS NOT NULL
)
SELECT started_by AS id FROM person WHERE started_by IS NOT NULL`

/** Where flows are asked for. */
const flows = '$2'

/** $1 is the workspace, $2 the flows where some are asked for. */
function conditionsOf(query: RunListQuery): Conditions {
  const values: unknown[] = []
  const bind = (value: unknown): string => `$${values.push(value)}`
  const run = [`run.workspace_id = ${bind(query.workspaceId)}`, isRun]
  if (query.flowIds !== undefined) bind(query.flowIds.filter(isUuid))
  const id: string[] = []
  if (query.startedBy !== undefined) run.push(`run.started_by = ${bind(isUuid(query.startedBy) ? query.startedBy : nowhere)}`)
  if (query.origin !== undefined) run.push(`run.origin = ${bind(query.origin)}`)
  if (query.from !== undefined) {
    run.push(`run.accepted_at >= ${bind(query.from)}`)
    id.push(`ID >= ${bind(firstIdAt(Date.parse(query.from) - clocksApartMs))}`)
  }
  if (query.to !== undefined) {
    run.push(`run.accepted_at < ${bind(query.to)}`)
    id.push(`ID < ${bind(firstIdAt(Date.parse(query.to) + clocksApartMs))}`)
  }
  if (query.withTests === false) run.push('NOT run.is_test')
  if (query.cursor !== undefined) id.push(`ID < ${bind(isUuid(query.cursor) ? query.cursor : nowhere)}`)
  return { run, id, values }
}

/** What each part of the list adds to the conditions. */
function branchesOf({ statuses = [], origin }: RunListQuery): readonly (readonly string[])[] {
  const ended = origin === undefined ? [] : ['run.ended_at IS NOT NULL']
  if (statuses.length === 0 || statuses.length === runStatuses.length) return origin === undefined ? [[]] : [ended, [isActive]]
  return statuses.map((status) => (terminal.has(status) ? [`run.status = ${quoted(status)}`, ...ended] : [`run.status = ${quoted(status)}`, isActive]))
}

function limitOf({ limit }: RunListQuery): number {
  // One more than asked for says whether there is a next page.
  return Math.max(1, Math.floor(limit)) + 1
}

/** Of a closed set: nothing from outside. */
function quoted(status: RunStatus): string {
  return `'${status}'`
}

const nowhere = '00000000-0000-0000-0000-000000000000'

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
