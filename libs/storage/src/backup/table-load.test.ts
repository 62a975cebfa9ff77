import { randomUUID } from 'node:crypto'
import { emptyFlow } from '@maillon/flow-document'
import { startTestPostgres } from '@maillon/test-kit'
import { expect, it } from 'vitest'
import { createDataSource, createPool, FlowStore, migrate, PeopleStore, PostgresRunReader, TableDump, TableLoad } from '../index.js'

it('marks the runs that were under way in what it restores, and no others', async () => {
  const [from, to] = [await startTestPostgres(), await startTestPostgres()]
  const [workspaceId, flowId, over, open] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const database = createDataSource({ connectionString: from.connectionString })
  const pools = [from, to].map(({ connectionString }) => createPool({ connectionString, poolSize: 2 }))
  try {
    await database.initialize()
    await migrate(database)
    await new PeopleStore(database).createFirst({ id: workspaceId, name: 'W', timeZone: 'Europe/Paris', locale: 'fr' }, { id: randomUUID(), workspaceId, name: 'Ana', email: 'ana@example.com', emailKey: 'ana@example.com', passwordHash: 'x', role: 'owner', locale: 'fr' })
    await new FlowStore(database).create([{ id: flowId, workspaceId, document: emptyFlow(flowId, 'F') }])
    for (const [id, status, ended] of [[over, 'succeeded', 'now()'], [open, 'running', 'NULL']] as const) {
      await pools[0]?.query(
        `INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, held, is_test, is_dry_run, priority, trigger_node, lane, ended_at) VALUES ($1, $2, $3, $3, $4, 'manual', false, false, false, 5, 0, 'default', ${ended})`,
        [id, workspaceId, flowId, status])
    }
    const dump = await TableDump.open(from.connectionString)
    const load = await TableLoad.open(to.connectionString, dump.migrations)
    for (const table of dump.tables) await load.fill(table, dump.rows(table))
    await load.finish()
    await dump.close()
    const marksIn = async (place: number) => {
      const pool = pools[place]
      const { runs } = pool === undefined ? { runs: [] } : await new PostgresRunReader(pool).list({ workspaceId, limit: 10 })
      return Object.fromEntries(runs.map(({ id, restoredAt }) => [id, restoredAt !== null]))
    }
    expect([await marksIn(0), await marksIn(1)]).toEqual([{ [over]: false, [open]: false }, { [over]: false, [open]: true }])
  } finally {
    for (const pool of pools) await pool.end()
    await database.destroy()
    await Promise.all([from.stop(), to.stop()])
  }
}, 60_000)
