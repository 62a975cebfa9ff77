import { createServer, type AddressInfo, type Socket } from 'node:net'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestPostgres } from '@maillon/test-kit'
import pg from 'pg'
import sqlite from 'node-sqlite3-wasm'
import type { BadServer } from './bad-servers.js'

let shared: Promise<BadServer> | null = null

/** A real PostgreSQL with a table `units`, one for all cases. */
export async function realDatabase(): Promise<BadServer> {
  shared ??= startDatabase()
  return { ...(await shared), stop: () => Promise.resolve() }
}

export async function stopRealDatabase(): Promise<void> {
  await (await shared)?.stop()
  shared = null
}

async function startDatabase(): Promise<BadServer> {
  const server = await startTestPostgres()
  const client = new pg.Client({ connectionString: server.connectionString })
  await client.connect()
  await client.query(`CREATE TABLE units (id int PRIMARY KEY, name text, price numeric CHECK (price >= 0)); INSERT INTO units VALUES (1, 'Paris', 1)`)
  await client.end()
  const url = new URL(server.connectionString)
  const values = { host: 'localhost', port: Number(url.port), database: url.pathname.slice(1), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), encryption: 'none' }
  return { slot: 'database', account: { type: 'postgres', values }, stop: () => server.stop() }
}

/** What listens where a database should: nobody, somebody who hangs up, a web server. */
export async function brokenDatabase(kind: 'off' | 'hang-up' | 'web'): Promise<BadServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => (kind === 'web' ? socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n') : socket.destroy()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stop = () => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  if (kind === 'off') await stop()
  const values = { host: 'base.exemple.fr', port, database: 'ventes', user: 'u', password: 'secret-of-database', encryption: 'none' }
  return { slot: 'database', account: { type: 'postgres', values }, stop: kind === 'off' ? () => Promise.resolve() : stop }
}

/** A small SQLite file with a table `sales`. */
export function sqliteDatabase(): Uint8Array {
  const place = mkdtempSync(join(tmpdir(), 'maillon-worst-sqlite-'))
  try {
    const database = new sqlite.Database(join(place, 'made.db'))
    database.exec('CREATE TABLE sales (id INTEGER PRIMARY KEY, amount NUMERIC CHECK (amount >= 0))')
    for (let id = 1; id <= 400; id += 1) database.run('INSERT INTO sales VALUES (?, ?)', [id, id * 1.5])
    database.close()
    return readFileSync(join(place, 'made.db'))
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}
