import pg from 'pg'
import type { BenchServers } from './bench-backend.js'

/** The floor of a step with effects: one small row written and flushed to disk after the other, by a plain prepared statement. */
export interface PlainCommits {
  run(commits: number): Promise<void>
  close(): Promise<void>
}

export async function openPlainCommits(servers: BenchServers): Promise<PlainCommits> {
  const client = new pg.Client({ connectionString: servers.databaseUrl })
  await client.connect()
  await client.query('CREATE TABLE IF NOT EXISTS plain_commit (id integer PRIMARY KEY, n integer NOT NULL) WITH (fillfactor = 50)')
  await client.query('INSERT INTO plain_commit VALUES (1, 0) ON CONFLICT DO NOTHING')
  return {
    run: async (commits) => {
      for (let done = 0; done < commits; done += 1) await client.query({ name: 'plain-commit', text: 'UPDATE plain_commit SET n = n + 1 WHERE id = $1', values: [1] })
    },
    close: () => client.end(),
  }
}
