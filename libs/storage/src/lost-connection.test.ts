import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { startTestPostgres } from '@maillon/test-kit'
import { expect, it } from 'vitest'
import { createDataSource, createPool } from './index.js'

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

/** As a server tells that an administrator ends the session. */
const goodbye = (() => {
  const fields = Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0')
  const length = Buffer.alloc(4)
  length.writeInt32BE(fields.length + 4)
  return Buffer.concat([Buffer.from('E'), length, fields])
})()
const readyForQuery = Buffer.from('Z\0\0\0\u0005I', 'latin1')

/** A line on which the goodbye follows the greeting in the same packet, for the first `times` connections after `begin`. */
async function hastyLine(port: number): Promise<{ readonly server: Server; readonly port: number; begin(times: number): void; readonly left: () => number }> {
  let left = 0
  const server = createServer((client) => {
    const store = connect(port, '127.0.0.1')
    let isGreeted = false
    client.pipe(store)
    store.on('data', (piece: Buffer) => {
      const isGreeting = !isGreeted && piece.includes(readyForQuery)
      isGreeted ||= isGreeting
      if (!isGreeting || left === 0) return void client.write(piece)
      left -= 1
      client.end(Buffer.concat([piece, goodbye]))
    })
    for (const [one, other] of [[client, store], [store, client]] as const) one.on('error', () => other.destroy()).on('close', () => other.destroy())
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return { server, port: (server.address() as AddressInfo).port, begin: (times) => { left = times }, left: () => left }
}

it('a connection that ends in the very packet in which it begins fails its statement, and not the process', async () => {
  const postgres = await startTestPostgres()
  const address = new URL(postgres.connectionString)
  const line = await hastyLine(Number(address.port))
  address.port = String(line.port)
  address.hostname = '127.0.0.1'
  const database = createDataSource({ connectionString: address.href, poolSize: 2 })
  try {
    await database.initialize()
    line.begin(1)
    // The second statement needs a connection of its own. An unhandled event would fail the whole file.
    const [first, second] = await Promise.allSettled([database.query('SELECT pg_sleep(0.3)'), database.query('SELECT 1')])
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected'])
    expect(line.left()).toBe(0)
    await expect.poll(() => database.query('SELECT 1 AS one').catch(() => null)).toEqual([{ one: 1 }])
  } finally {
    await database.destroy()
    line.server.close()
    await postgres.stop()
  }
})

it('what a connection commits is flushed, whatever the database has as its default', async () => {
  const postgres = await startTestPostgres()
  const name = new URL(postgres.connectionString).pathname.slice(1)
  const first = createPool({ connectionString: postgres.connectionString, poolSize: 1 })
  await first.query(`ALTER DATABASE ${name} SET synchronous_commit = off`)
  await first.end()
  const pool = createPool({ connectionString: postgres.connectionString, poolSize: 1, isHot: true })
  try {
    expect((await pool.query('SHOW synchronous_commit')).rows).toEqual([{ synchronous_commit: 'on' }])
  } finally {
    await pool.end()
    await postgres.stop()
  }
})
