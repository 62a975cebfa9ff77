/**
 * Bench 8: bytes. What a finished run of four nodes takes in the database, indices included, and what a step writes to the log (WAL).
 * `npm run bench -- 8`
 */
import pg from 'pg'
import { startBenchServers } from './bench-backend.js'
import { openBenchEngine } from './bench-engine.js'
import { line, machine, round, spreadOf, workThrough } from './figures.js'

const runs = 5_000
const goalBytes = 4 * 1024

export async function runBench8(): Promise<boolean> {
  process.stdout.write(`${machine()}\n${runs} runs of 4 nodes each\n\n`)
  const servers = await startBenchServers('redis')
  // The trigger is the first of the four.
  const engine = await openBenchEngine(servers, 3)
  const client = new pg.Client({ connectionString: servers.databaseUrl, options: '-c search_path=maillon' })
  await client.connect()
  try {
    const figures: { [kind: string]: { readonly bytesPerRun: number; readonly walBytesPerStep: number } } = {}
    for (const kind of ['light', 'effects'] as const) {
      await client.query('CHECKPOINT')
      const before = await sizes(client)
      await workThrough(runs, 50, () => engine.run(kind))
      for (const table of ['run', 'step', 'attempt']) await client.query(`VACUUM ${table}`)
      const after = await sizes(client)
      figures[kind] = { bytesPerRun: round((after.bytes - before.bytes) / runs, 0), walBytesPerStep: round((after.wal - before.wal) / runs / 4, 0) }
    }
    const [light, effects] = [figures['light'], figures['effects']]
    if (light === undefined || effects === undefined) throw new Error('Nothing was measured')
    for (const [kind, { bytesPerRun, walBytesPerStep }] of Object.entries(figures)) {
      line(`bytes of a finished run, ${kind} nodes`, spreadOf([bytesPerRun]), `goal ${goalBytes}`)
      line(`WAL bytes of a step, ${kind} nodes`, spreadOf([walBytesPerStep]))
    }
    process.stdout.write(`${JSON.stringify({ bytesPerRun: light.bytesPerRun, walBytesPerStep: light.walBytesPerStep, bytesPerRunWithEffects: effects.bytesPerRun, walBytesPerStepWithEffects: effects.walBytesPerStep })}\n`)
    return light.bytesPerRun < goalBytes && effects.bytesPerRun < goalBytes
  } finally {
    await client.end()
    await engine.close()
    await servers.stop()
  }
}

async function sizes(client: pg.Client): Promise<{ readonly bytes: number; readonly wal: number }> {
  const { rows } = await client.query<{ bytes: string; wal: string }>(`
    SELECT (SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname IN ('run', 'step', 'attempt', 'run_log') AND relkind = 'r') AS bytes,
      pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS wal`)
  return { bytes: Number(rows[0]?.bytes ?? 0), wal: Number(rows[0]?.wal ?? 0) }
}
