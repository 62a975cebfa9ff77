import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger, type LocalizedText } from '@maillon/kernel'
import { createDataSource, sealedColumns, SealedStore, type Database } from '@maillon/storage'
import { createKeyring, keysInFile, loadKeyFile, masterKey, rotateKeyFile } from '@maillon/vault'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { warnOfLostKeys } from '../../../server/src/platform/warn-of-lost-keys.js'
import { ownerAccount, startTestServer, type TestServer } from '../../../server/src/testing/start-test-server.js'
import type { TestClient } from '../../../server/src/testing/test-client.js'
import { reseal } from '../key/reseal.js'
import { createProgram } from '../program.js'
import { ScriptedTerminal } from '../testing/scripted-terminal.js'

let folder: string
let server: TestServer
let owner: TestClient
let database: Database
let store: SealedStore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillon-key-'))
  server = await startTestServer({ dataDir: folder })
  owner = await server.owner()
  database = createDataSource({ connectionString: server.databaseUrl, poolSize: 3 })
  await database.initialize()
  store = new SealedStore(database)
  for (const name of ['A', 'B', 'C']) expect((await owner.post('/api/credentials', bearer(name, `canary-${name}`))).status).toBe(201)
  expect((await owner.post('/api/recipients', { type: 'slack', name: 'Team', address: 'https://hooks.slack.com/services/T0/B0/canary', isActive: true, groups: [] })).status).toBe(201)
  expect((await owner.post('/api/me/second-factor', { password: ownerAccount.password })).status).toBe(200)
})

afterAll(async () => {
  await database?.destroy()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

function bearer(name: string, token?: string): object {
  return { name, type: 'http-bearer', values: { address: 'https://api.example.com', ...(token === undefined ? {} : { token }) } }
}

interface Answer {
  readonly code: number
  readonly terminal: ScriptedTerminal
  readonly json: () => Record<string, unknown>
}

/** The command as it is typed, after `maillon key`. */
async function key(words: string, env: Record<string, string> = {}): Promise<Answer> {
  const terminal = new ScriptedTerminal({ DATABASE_URL: server.databaseUrl, MAILLON_DATA: folder, ...env })
  const code = await createProgram(terminal).run(['node', 'maillon', 'key', ...words.split(' ')])
  return { code, terminal, json: () => JSON.parse(terminal.printed[0] ?? 'null') as Record<string, unknown> }
}

const keyFile = (): string => join(folder, 'keys.json')

async function keyIds(): Promise<readonly string[]> {
  return keysInFile(await readFile(keyFile(), 'utf8')).map(({ id }) => id)
}

/** Which keys the sealed rows lie under. */
async function sealedUnder(): Promise<readonly string[]> {
  return [...new Set((await store.counts()).map(({ keyId }) => keyId))]
}

/** The running server opens every credential: a change without the secret keeps what it holds. */
async function serverOpensAll(): Promise<void> {
  const { credentials } = (await owner.get('/api/credentials')).body as { credentials: { id: string; name: string; isSample: boolean }[] }
  for (const { id, name } of credentials.filter(({ isSample }) => !isSample)) expect((await owner.put(`/api/credentials/${id}`, bearer(name))).status).toBe(200)
}

it('lists every column of the type `sealed`: one that was left out would be lost with the old key', async () => {
  const rows = (await database.query("SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE domain_name = 'sealed' AND table_schema = 'maillon' ORDER BY 1")) as { name: string }[]
  expect(rows.map(({ name }) => name)).toEqual(sealedColumns.map(({ table, column }) => `${table}.${column}`).toSorted())
  expect((await store.counts()).map(({ column }) => column).toSorted()).toEqual(rows.map(({ name }) => name))
})

it('goes on with a change that was cut off in the middle, while a server works', async () => {
  const before = await keyIds()
  const next = await rotateKeyFile(keyFile())
  const steps = reseal(store, next, 1)
  await steps.next()
  await steps.return([])
  expect((await sealedUnder()).toSorted()).toEqual([...before, next.current.id].toSorted())
  const status = await key('status --json')
  expect(status.json()).toMatchObject({ left: 4, lost: 0 })
  await serverOpensAll()

  const done = await key('rotate --yes --json')
  expect(done.json()).toMatchObject({ isNewKey: false, keyId: next.current.id, unopened: [] })
  expect(await sealedUnder()).toEqual([next.current.id])
  expect(await keyIds()).toEqual([next.current.id, ...before])
  await serverOpensAll()
})

it('makes a new key where nothing is left, and a running server seals with it at once', async () => {
  const { json } = await key('rotate --yes --json')
  expect(json()).toMatchObject({ isNewKey: true, sealed: 5, unopened: [] })
  expect((await stat(keyFile())).mode & 0o777).toBe(0o600)
  await owner.post('/api/credentials', bearer('D', 'canary-D'))
  expect(await sealedUnder()).toEqual([json()['keyId']])
  await serverOpensAll()
  expect((await owner.post('/api/me/second-factor/confirm', { code: '000000' })).body).toMatchObject({ error: { code: 'API_CODE_WRONG' } })
})

it('leaves what no key opens as it is, and says which', async () => {
  const [row] = (await database.query("UPDATE credential SET sealed = replace(sealed::text, sealed->>'keyId', '0000000000000000')::json WHERE name = 'D' RETURNING id, sealed::text"))[0] as { id: string; sealed: string }[]
  const { code, json } = await key('rotate --yes --json')
  expect(code).toBe(1)
  expect(json()['unopened']).toEqual([{ column: 'credential.sealed', id: row?.id, code: 'VAULT_KEY_MISSING' }])
  expect((await database.query("SELECT sealed::text FROM credential WHERE name = 'D'"))[0]).toEqual({ sealed: row?.sealed })
  expect((await key('status')).code).toBe(1)
  const told: LocalizedText[] = []
  await warnOfLostKeys(database, await loadKeyFile(keyFile()), { logger: silentLogger, say: (text) => told.push(text) })
  expect(told.map(({ en }) => en).join()).toContain('1 secrets')
  await database.query("DELETE FROM credential WHERE name = 'D'")
  await warnOfLostKeys(database, await loadKeyFile(keyFile()), { logger: silentLogger, say: (text) => told.push(text) })
  expect(told).toHaveLength(1)
})

it('overwrites nothing that a person changed between reading and writing', async () => {
  const column = sealedColumns[0]!
  const [first] = await store.notUnder(column, 'none', { after: '00000000-0000-0000-0000-000000000000', limit: 1 })
  expect(await store.replace(column, [{ id: first!.id, text: `${first!.text} `, next: { format: 'maillon.sealed/1' } }])).toBe(0)
})

it('says what is wrong with a key file that is broken, open to others or not there; a running server goes on', async () => {
  const text = await readFile(keyFile(), 'utf8')
  await serverOpensAll()
  try {
    await writeFile(keyFile(), text.slice(0, 60))
    expect((await key('status')).terminal.noted.join()).toContain('encryption key of this installation is wrong')
    await serverOpensAll()
    await chmod(keyFile(), 0o640)
    expect((await key('rotate --yes')).terminal.noted.join()).toContain('chmod 600')
    await serverOpensAll()
    await rm(keyFile())
    const missing = await key('status')
    expect([missing.code, missing.terminal.noted.join()]).toEqual([2, expect.stringContaining('no key file here')])
    await serverOpensAll()
  } finally {
    await writeFile(keyFile(), text, { mode: 0o600 })
    await chmod(keyFile(), 0o600)
  }
})

it('forgets older keys only once nothing lies under them', async () => {
  await rotateKeyFile(keyFile())
  const early = await key('forget --yes')
  expect([early.code, early.terminal.noted.join()]).toEqual([2, expect.stringContaining('key rotate')])
  await key('rotate --yes')
  expect((await keyIds()).length).toBeGreaterThan(1)
  expect((await key('forget --yes --json')).json()['forgotten']).toBeGreaterThan(0)
  expect(await keyIds()).toHaveLength(1)
  await serverOpensAll()
})

it('puts everything under the key of the environment, but can’t make one there', async () => {
  const [old] = keysInFile(await readFile(keyFile(), 'utf8'))
  const [before, after] = [Buffer.from(old!.bytes).toString('base64'), Buffer.alloc(32, 7).toString('base64')]
  const refused = await key('rotate --yes', { MAILLON_SECRET_KEY: before })
  expect([refused.code, refused.terminal.noted.join()]).toEqual([2, expect.stringContaining('MAILLON_SECRET_KEY_OTHERS')])
  expect((await key('rotate --yes --json', { MAILLON_SECRET_KEY: after, MAILLON_SECRET_KEY_OTHERS: before })).json()).toMatchObject({ isNewKey: false, unopened: [] })
  expect(await sealedUnder()).toEqual([masterKey(Buffer.alloc(32, 7)).id])
  // Back again, as the server of this test has the key file.
  for await (const _ of reseal(store, createKeyring(old!, [masterKey(Buffer.alloc(32, 7))]))) void _
  await serverOpensAll()
})
