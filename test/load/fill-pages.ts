/** A house after months of work: flows with schedules, credentials, recipients, files, a collection, changes in the audit log, and any number of runs with five steps each. */
import pg from 'pg'
import type { FlowDocument } from '@maillon/flow-document'
import type { SignedIn } from '../world/sign-in.js'

const flowCount = 30
export const nodeCount = 5
/** All of the runs lie within so many days: each of them stands in the longest period of the dashboard. */
export const daysBack = 30
const runsAtOnce = 25_000

export interface FilledHouse {
  readonly workspaceId: string
  readonly flowIds: readonly string[]
}

/** What people make: through the API where it is quick, by rows where there are many. */
export async function furnish({ client }: SignedIn, databaseUrl: string): Promise<FilledHouse> {
  const { workspace } = await client.call('session', {})
  const flowIds: string[] = []
  for (let n = 0; n < flowCount; n += 1) {
    const { id, revision } = await client.call('createFlow', { body: { documentText: JSON.stringify(flowOf(n)) } })
    // Not switched on: nothing but what is measured shall run.
    await client.call('publish', { params: { id }, body: { revision, activate: false } })
    flowIds.push(id)
  }
  for (let n = 0; n < 20; n += 1) await client.call('createCredential', { body: { name: `Account ${n}`, type: 'smtp', values: { host: `mail${n}.example.org`, port: 587, security: 'starttls', user: 'a', password: 'b', from: 'a@example.org' } } })
  await client.call('createCollection', { body: { name: 'Orders', keys: ['n'] } })
  await withClient(databaseUrl, async (sql) => {
    const owner = (await sql.query<{ id: string }>('SELECT id FROM app_user')).rows[0]?.id
    await sql.query(`INSERT INTO recipient (id, workspace_id, type, name, address, groups) SELECT gen_random_uuid(), $1, 'email', 'Person ' || n, 'p' || n || '@example.org', ARRAY['team ' || n % 10] FROM generate_series(1, 2000) AS n`, [workspace.id])
    await sql.query(`INSERT INTO file (id, workspace_id, name, media_type, size, sha256, created_at) SELECT gen_random_uuid(), $1, 'report-' || n || '.xlsx', 'application/vnd.ms-excel', 5000, 'x', now() - n * interval '1 minute' FROM generate_series(1, 5000) AS n`, [workspace.id])
    await sql.query(
      `INSERT INTO audit_log (id, workspace_id, at, user_id, user_name, action, target_kind, target_id, after)
       SELECT gen_random_uuid(), $1, now() - n * interval '1 minute', $2, 'Camille', (ARRAY['flow.publish', 'credential.change', 'flow.create', 'recipient.change'])[1 + n % 4], 'flow', n::text, '{"name":"x"}' FROM generate_series(1, 100000) AS n`, [workspace.id, owner])
    await sql.query(`INSERT INTO collection_row (collection_id, key, row, digest) SELECT id, n::text, json_build_object('n', n, 'customer', 'C' || n % 700, 'total', n % 1000), 'x' FROM collection, generate_series(1, 20000) AS n`)
    await sql.query('UPDATE collection SET row_count = 20000')
  })
  return { workspaceId: workspace.id, flowIds }
}

/** Brings the number of runs from `from` to `to`, oldest first, as the engine leaves them; then what a day of autovacuum would have done. */
export async function fillRuns(databaseUrl: string, house: FilledHouse, count: { readonly from: number; readonly to: number }): Promise<void> {
  await withClient(databaseUrl, async (sql) => {
    const owner = (await sql.query<{ id: string }>('SELECT id FROM app_user')).rows[0]?.id
    const versions = (await sql.query<{ id: string; version: string }>('SELECT id, published_version_id AS version FROM flow WHERE id = ANY($1::uuid[]) ORDER BY array_position($1::uuid[], id)', [house.flowIds])).rows
    const total = count.to - count.from
    for (let done = 0; done < total; done += runsAtOnce) {
      const size = Math.min(runsAtOnce, total - done)
      await sql.query(runsSql, [house.workspaceId, versions.map(({ id }) => id), versions.map(({ version }) => version), owner, done, size, total, daysBack * 86_400])
      await sql.query(stepsSql)
      await sql.query(attemptsSql)
      await sql.query(linesSql)
      await sql.query('DROP TABLE made')
    }
    for (const table of ['run', 'step', 'attempt', 'run_log']) await sql.query(`VACUUM (ANALYZE) ${table}`)
    await sql.query('CHECKPOINT')
  })
}

export async function withClient<T>(databaseUrl: string, work: (sql: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=maillon -c synchronous_commit=off -c timezone=UTC' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function flowOf(n: number): FlowDocument {
  const node = (id: string, type: string, params: object) => ({ id, type, version: 1, name: id, position: { x: 0, y: 0 }, params })
  const nodes = [
    node('start', 'core.schedule', { schedule: { every: 'day', at: `${String(n % 24).padStart(2, '0')}:00` } }),
    node('read', 'core.set', { fields: [{ name: 'total', value: '1' }] }),
    node('check', 'core.set', { fields: [{ name: 'checked', value: 'yes' }] }),
    node('write', 'core.set', { fields: [{ name: 'written', value: 'yes' }] }),
    node('log', 'core.log', { message: 'done' }),
  ]
  const edges = nodes.slice(1).map(({ id }, index) => ({ from: `${nodes[index]?.id ?? ''}.main`, to: `${id}.main` }))
  return { format: 'maillon.flow/1', id: 'x', name: `Flow ${String(n).padStart(2, '0')}`, settings: {}, notes: [], requires: {}, nodes, edges } as unknown as FlowDocument
}

/** $5 runs made already in this round, $6 how many now, $7 in the round, $8 seconds of the past. Busy flows and rare ones; 3 % fail, 4 % warn, a few are cancelled. */
const runsSql = `
CREATE TEMP TABLE made AS
WITH drawn AS (
  SELECT $5::int + n AS n, ($8::float8 * (1 - ($5::int + n)::float8 / $7::int)) AS age, 1 + floor(power(random(), 2) * cardinality($2::uuid[]))::int AS flow, random() AS luck, exp(5 + random() * 5) AS ms
  FROM generate_series(1, $6::int) AS n
), made AS (
  INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, priority, trigger_node, lane, accepted_at, started_at, ended_at, told, started_by, error)
  SELECT uuidv7(-(age + 60) * interval '1 second'), $1::uuid, ($2::uuid[])[flow], ($3::uuid[])[flow],
    CASE WHEN luck < 0.03 THEN 'failed' WHEN luck < 0.07 THEN 'warned' WHEN luck < 0.072 THEN 'cancelled' ELSE 'succeeded' END,
    CASE WHEN n % 200 = 0 THEN 'manual' WHEN flow % 3 = 0 THEN 'webhook' WHEN flow % 7 = 0 THEN 'event' ELSE 'schedule' END, 5, 0, 'default',
    now() - (age + 60) * interval '1 second', now() - (age + 60) * interval '1 second', least(now(), now() - (age + 60) * interval '1 second' + ms * interval '1 millisecond'), true,
    CASE WHEN n % 200 = 0 THEN $4::uuid END,
    CASE WHEN luck < 0.03 THEN json_build_object('node', 'write', 'error', json_build_object('code', 'HTTP_STATUS_SERVER', 'kind', 'operational', 'retryable', true, 'params', json_build_object('status', 503),
      'text', json_build_object('fr', 'Le service a répondu 503 pour la facture ' || n || '.', 'en', 'The service answered 503 for invoice ' || n || '.'))) END
  FROM drawn RETURNING id, status, ended_at, accepted_at, error
)
SELECT * FROM made`

const stepsSql = `
INSERT INTO step (run_id, node, status, attempt, failures, interruptions, outcome, started_at, ended_at, message, error, outputs)
SELECT id, node, CASE WHEN made.status IN ('failed', 'warned') AND node = 3 THEN made.status WHEN made.status = 'failed' AND node = 4 THEN 'skipped' ELSE 'succeeded' END, 1, 0, 0, 'succeeded',
  accepted_at + node * (ended_at - accepted_at) / ${nodeCount}, accepted_at + (node + 1) * (ended_at - accepted_at) / ${nodeCount},
  CASE WHEN node = 3 AND made.status = 'warned' THEN 'Rows left out: no price for article ' || substr(id::text, 30) END, CASE WHEN node = 3 AND made.status = 'failed' THEN made.error -> 'error' END,
  '[{"kind":"inline","count":2,"bytes":96,"items":[{"json":{"n":1,"customer":"Dupont","total":12.5}},{"json":{"n":2,"customer":"Martin","total":99.9}}]}]'
FROM made, generate_series(0, ${nodeCount - 1}) AS node`

const attemptsSql = `
INSERT INTO attempt (run_id, node, number, outcome, started_at, ended_at, error)
SELECT id, 3, number, 'failed', accepted_at, accepted_at, error -> 'error' FROM made, generate_series(1, 2) AS number WHERE status = 'failed'`

const linesSql = `
INSERT INTO run_log (run_id, node, attempt, level, at, message)
SELECT id, 4, 1, 'info', ended_at, 'Order of customer ' || substr(id::text, 33) || ' written to the workbook of ' || to_char(ended_at, 'FMMonth') FROM made WHERE status <> 'failed' AND random() < 0.2`
