import { startTestPostgres } from '@maillon/test-kit'
import { expect, it } from 'vitest'
import { createPool } from './index.js'

it('a connection that is cut in the middle of a transaction fails that, and nothing else', async () => {
  const postgres = await startTestPostgres()
  const pool = createPool({ connectionString: postgres.connectionString })
  try {
    const client = await pool.connect()
    await client.query('BEGIN')
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
    await expect(client.query('SELECT 1')).rejects.toThrow()
    client.release(true)
    expect((await pool.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  } finally {
    await pool.end()
    await postgres.stop()
  }
})
