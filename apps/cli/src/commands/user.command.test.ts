import { createHash } from 'node:crypto'
import { AccountStore, AuditLogStore, createDataSource, MemberStore, migrate, PeopleStore, type Database } from '@maillon/storage'
import { startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from '../program.js'
import { systemRandom } from '../system-ports.js'
import { ScriptedTerminal } from '../testing/scripted-terminal.js'

let postgres: TestPostgres
let database: Database

beforeAll(async () => {
  postgres = await startTestPostgres()
  database = createDataSource({ connectionString: postgres.connectionString, poolSize: 2 })
  await database.initialize()
})

afterAll(async () => {
  await database?.destroy()
  await postgres?.stop()
})

/** The command as it is typed, after `maillon user`. */
async function user(words: string, ...answers: string[]): Promise<{ readonly code: number; readonly terminal: ScriptedTerminal; readonly json: () => Record<string, unknown> }> {
  const terminal = new ScriptedTerminal({ DATABASE_URL: postgres.connectionString, MAILLON_PUBLIC_URL: 'https://maillon.example' }, answers)
  const code = await createProgram(terminal).run(['node', 'maillon', 'user', ...words.split(' ')])
  return { code, terminal, json: () => JSON.parse(terminal.printed[0] ?? 'null') as Record<string, unknown> }
}

async function takeLink(url: unknown): Promise<string | null> {
  return new AccountStore(database).takeReset(createHash('sha256').update(String(url).split('#')[1] ?? '').digest())
}

async function audited(): Promise<readonly { readonly userName: string; readonly action: string; readonly before: unknown; readonly after: unknown }[]> {
  const workspace = await new PeopleStore(database).firstWorkspace()
  return (await new AuditLogStore(database, systemRandom).page(workspace?.id ?? '', { offset: 0, limit: 100 })).entries
}

it('says what to do where the tables are not those of this version', async () => {
  const { code, terminal } = await user('list')
  expect(code).toBe(2)
  expect(terminal.noted.join()).toContain('maillon migrate')
  await migrate(database)
  expect((await user('list')).terminal.noted.join()).toContain('There is nobody yet')
})

describe('an installation without a browser', () => {
  it('gets its first owner, who chooses the password by a link that is good once', async () => {
    expect((await user('create ana@example.com --name Ana')).terminal.noted.join()).toContain('--role owner')
    const { code, json } = await user('create Ana@example.com --name Ana --role owner --json')
    expect(code).toBe(0)
    expect(json()).toMatchObject({ email: 'Ana@example.com', role: 'owner', url: expect.stringMatching(/^https:\/\/maillon\.example\/new-password\/#[\w-]{43}$/) as string })
    expect(await takeLink(json()['url'])).toBe(json()['id'])
    expect(await takeLink(json()['url'])).toBeNull()
  })

  it('takes no second person with the same address, and none without one', async () => {
    expect((await user('create ANA@example.com --name Other --role editor')).terminal.noted.join()).toContain('has an account already')
    expect((await user('create nowhere --name Other')).terminal.noted.join()).toContain('not an e-mail address')
    expect((await user('create ben@example.com --name Ben --role king')).code).toBe(2)
  })
})

describe('a person', () => {
  it('is changed after a yes only, and by programs with --yes', async () => {
    await user('invite ben@example.com --name Ben --role editor')
    const no = await user('role ben@example.com viewer', 'n')
    expect(no.terminal.asked).toEqual(['Ben: from editor to viewer, and logged out everywhere? [y/N] '])
    expect(no.terminal.noted).toContain('Nothing was changed.')
    expect((await user('role ben@example.com viewer')).code).toBe(2)
    expect((await new MemberStore(database).findByEmail('ben@example.com'))?.role).toBe('editor')
    expect((await user('role ben@example.com viewer', 'yes')).code).toBe(0)
    expect((await user('role ben@example.com operator --yes --json')).json()).toMatchObject({ role: 'operator' })
  })

  it('who is disabled is logged out, gets no link, and may be let in again', async () => {
    const ben = await new MemberStore(database).findByEmail('ben@example.com')
    await new PeopleStore(database).openSession({ tokenHash: Buffer.from('a session'), userId: ben?.id ?? '', expiresAt: new Date(Date.now() + 60_000) })
    expect((await user('disable ben@example.com --yes --json')).json()).toMatchObject({ isActive: false, lastSeenAt: null })
    expect((await user('reset-password ben@example.com --yes')).terminal.noted.join()).toContain('account is closed')
    expect((await user('enable ben@example.com --yes --json')).json()).toMatchObject({ isActive: true })
  })

  it('who has lost the phone comes in without it', async () => {
    const ben = await new MemberStore(database).findByEmail('ben@example.com')
    const accounts = new AccountStore(database)
    await accounts.beginFactor(ben?.id ?? '', { format: 'maillon.sealed/1', keyId: 'k', key: 'k', data: 'd' })
    await accounts.setRecoveryCodes(ben?.id ?? '', [Buffer.from('code')])
    expect((await user('reset-second-factor ben@example.com --yes --json')).json()).toMatchObject({ hasSecondFactor: false })
    expect((await accounts.find(ben?.id ?? ''))?.recoveryCodesLeft).toBe(0)
  })

  it('who is unknown is said to be, and the last owner stays', async () => {
    expect((await user('disable zoe@example.com --yes')).terminal.noted.join()).toContain('Nobody has the address zoe@example.com')
    const refused = await user('role ana@example.com editor --yes')
    expect(refused.code).toBe(1)
    expect(refused.terminal.noted.join()).toContain('last owner')
  })
})

it('writes each change into the audit log in the name of the command line, and no link', async () => {
  const before = await audited()
  const { json } = await user('reset-password ben@example.com --yes --json')
  expect(await takeLink(json()['url'])).toBe(json()['id'])
  const entries = await audited()
  expect(entries).toHaveLength(before.length + 1)
  expect(entries[0]).toMatchObject({ action: 'member.reset-link', userName: expect.stringMatching(/^command line \(.+\)$/) as string })
  expect(new Set(entries.map(({ action }) => action))).toEqual(new Set(['member.create', 'member.change', 'member.reset-link', 'member.second-factor-off']))
  expect(entries).toContainEqual(expect.objectContaining({ action: 'member.change', before: expect.objectContaining({ role: 'viewer' }) as object, after: expect.objectContaining({ role: 'operator' }) as object }))
  expect(JSON.stringify(entries)).not.toContain(String(json()['url']).split('#')[1])
})
