import pg from 'pg'

/** A connection that may take its time: no statement limit, and transactions that wait while a file is written. */
export async function connectForBackup(connectionString: string, schema = 'maillon'): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    application_name: 'maillon-backup',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    options: `-c search_path=${schema} -c timezone=UTC -c statement_timeout=0 -c idle_in_transaction_session_timeout=0`,
  })
  // A lost connection fails its statement; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
