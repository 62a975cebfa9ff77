import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { createDataSource, type Database } from '@maillon/storage'
import { startTestPostgres } from '@maillon/test-kit'
import { startMaillon, type RunningMaillon } from '../world/start-maillon.js'
import { Visitor } from './visitor.js'

export const password = `pass-${randomUUID()}`

/** A real server, two workspaces with people in them, and secrets that must show up nowhere. */
export interface AttackWorld {
  readonly server: RunningMaillon
  readonly database: Database
  readonly owner: Visitor
  /** The owner of another workspace. */
  readonly stranger: Visitor
  /** Somebody without a session. */
  visitor(): Visitor
  /** A new person of the first workspace, who is logged in. */
  join(role: string): Promise<{ readonly visitor: Visitor; readonly email: string; readonly id: string }>
  /** A flow of the first workspace that listens at `path`; gives its id. */
  listen(path: string, params?: object, rest?: readonly object[]): Promise<string>
  runsOf(flowId: string): Promise<number>
  /** Bytes as they are, to the server's port. */
  raw(text: string): Promise<string>
  /** Guesses of one attack don't count against the next. */
  forgetGuesses(): Promise<void>
  /** Secrets that were put in, by name. */
  readonly canaries: Map<string, string>
  /** Every answer that any visitor got. */
  readonly answers: string[]
  close(): Promise<void>
}

export async function openAttackWorld(): Promise<AttackWorld> {
  // Of its own: the shared one has a hundred connections for all tests that run at the time.
  const postgres = await startTestPostgres({ own: true })
  const server = await startMaillon({ from: 'source', patienceMs: 300_000, env: { DATABASE_URL: postgres.connectionString, MAILLON_ALLOW_HOSTS: '', MAILLON_PUBLIC_URL: 'https://maillon.example', MAILLON_LOG: 'file', MAILLON_STEP_DATA_MB: '50' } })
  const database = createDataSource({ connectionString: postgres.connectionString })
  await database.initialize()
  const answers: string[] = []
  const visitor = () => new Visitor(server.url, answers)
  const owner = visitor()
  await owner.post('/api/setup', { name: 'Ana', email: 'ana@example.com', password, locale: 'en', timeZone: 'UTC' })
  const stranger = await strangerIn(database, visitor())
  const canaries = new Map([['password', password]])
  const forgetGuesses = async (): Promise<void> => void (await database.query('DELETE FROM login_throttle'))
  return {
    server, database, owner, stranger, visitor, canaries, answers, forgetGuesses,
    async join(role) {
      await forgetGuesses()
      const email = `${randomUUID()}@example.com`
      const { url } = (await owner.post('/api/invitations', { email, role, permissions: [] })).body as { url: string }
      const joined = visitor()
      const { body } = await joined.post('/api/invitations/accept', { token: url.split('#')[1], name: role, password, locale: 'en' })
      return { visitor: joined, email, id: (body as { user: { id: string } }).user.id }
    },
    async listen(path, params = {}, rest = [{ id: 'log', type: 'core.log', version: 1, name: 'log', position: { x: 0, y: 0 }, params: { message: 'called' } }]) {
      const hook = { id: 'hook', type: 'core.webhook', version: 1, name: 'hook', position: { x: 0, y: 0 }, params: { method: 'POST', path, ...params } }
      const nodes = [hook, ...rest] as { id: string }[]
      const edges = nodes.slice(1).map((node, index) => ({ from: `${nodes[index]?.id}.main`, to: `${node.id}.main` }))
      const document = { format: 'maillon.flow/1', id: 'x', name: path, settings: {}, notes: [], requires: {}, nodes, edges }
      const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify(document) })).body as { id: string }
      const published = await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: true })
      if (published.status !== 200) throw new Error(`The flow at ${path} was not published: ${published.text}`)
      return id
    },
    runsOf: async (flowId) => ((await owner.get(`/api/runs?flowId=${flowId}&limit=200`)).body as { runs: unknown[] }).runs.length,
    raw: (text) => sendRaw(Number(new URL(server.url).port), text),
    async close() {
      await database.destroy()
      await server.remove()
      await postgres.stop()
    },
  }
}

async function strangerIn(database: Database, visitor: Visitor): Promise<Visitor> {
  const workspace = randomUUID()
  await database.query("INSERT INTO workspace (id, name, time_zone, locale) VALUES ($1, 'Other', 'UTC', 'en')", [workspace])
  await database.query(
    "INSERT INTO app_user (id, workspace_id, name, email, email_key, password_hash, role, locale) SELECT $1, $2, 'Eve', 'eve@example.org', 'eve@example.org', password_hash, 'owner', 'en' FROM app_user LIMIT 1",
    [randomUUID(), workspace],
  )
  await visitor.post('/api/session', { email: 'eve@example.org', password })
  return visitor
}

function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let got = ''
    socket.setTimeout(3000, () => socket.destroy())
    socket.on('data', (bytes) => (got += bytes.toString('latin1')))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(got))
  })
}
