import { Redis } from 'ioredis'
import pg from 'pg'
import { expect, it } from 'vitest'
import { startTestPostgres } from './postgres.js'
import { startTestRedis } from './redis.js'

it('gives each caller a database of its own on one server', async () => {
  const [one, other] = [await startTestPostgres(), await startTestPostgres()]
  expect(one.pid).toBe(other.pid)
  expect(one.connectionString).not.toBe(other.connectionString)
  const client = new pg.Client({ connectionString: one.connectionString })
  await client.connect()
  await client.query('CREATE TABLE only_here (n int)')
  await client.end()
  const second = new pg.Client({ connectionString: other.connectionString })
  await second.connect()
  await expect(second.query('SELECT * FROM only_here')).rejects.toThrow(/does not exist/)
  await second.end()
  await one.stop()
  await other.stop()
}, 60_000)

it('gives a Redis that can be wiped and restarted on the same address', async () => {
  const server = await startTestRedis()
  const client = new Redis(server.url)
  client.on('error', () => undefined)
  await client.set('a', '1')
  await server.wipe()
  expect(await client.get('a')).toBeNull()
  await client.set('a', '1')
  await server.restart()
  expect(await client.get('a')).toBeNull()
  client.disconnect()
  await server.stop()
}, 60_000)
