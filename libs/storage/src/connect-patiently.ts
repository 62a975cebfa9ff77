import pg from 'pg'

/** Shown in `pg_stat_activity`: not a server. */
export const commandLineName = 'maillon-cli'

/** A connection of the command line that may take its time: no statement limit, and transactions that wait while a file is written. */
export async function connectPatiently(connectionString: string, schema = 'maillon'): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    application_name: commandLineName,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    options: `-c search_path=${schema} -c timezone=UTC -c statement_timeout=0 -c idle_in_transaction_session_timeout=0`,
  })
  // A lost connection fails its statement; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
