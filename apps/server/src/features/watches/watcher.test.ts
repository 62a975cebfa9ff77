import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createDataSource, migrate, type Database } from '@maillon/storage'
import { startTestFtp, startTestImap, startTestPostgres, startTestSftp, type TestFtp, type TestImap, type TestPostgres } from '@maillon/test-kit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestWatcher, WatchWorld, type TestWatcher, type TestWatcherOptions } from '../../testing/watch-world.js'

let postgres: TestPostgres
let database: Database
let world: WatchWorld
let imap: TestImap
let ftp: TestFtp
let blobs: string
let drop: string
const watchers: TestWatcher[] = []

beforeAll(async () => {
  blobs = await mkdtemp(join(tmpdir(), 'maillon-watch-blobs-'))
  drop = await mkdtemp(join(tmpdir(), 'maillon-watch-drop-'))
  ;[postgres, imap, ftp] = await Promise.all([startTestPostgres(), startTestImap(), startTestFtp()])
  database = createDataSource({ connectionString: postgres.connectionString })
  await database.initialize()
  await migrate(database)
  world = await new WatchWorld(database).setUp()
}, 90_000)

afterEach(async () => {
  for (const watcher of watchers.splice(0)) await watcher.stop()
  await database.query('DELETE FROM trigger_watch')
})

afterAll(async () => {
  await database?.destroy()
  await Promise.all([postgres?.stop(), imap?.stop(), ftp?.stop()])
  await Promise.all([blobs, drop].map((folder) => rm(folder, { recursive: true, force: true })))
}, 60_000)

const mailOptions = (user = imap.credential.user): TestWatcherOptions => ({ connectionString: postgres.connectionString, blobs, credential: { type: 'imap', values: { ...imap.credential, user } } })
const folderOptions = (): TestWatcherOptions => ({ connectionString: postgres.connectionString, blobs, folders: [`drop=${drop}:rw`] })
const ftpOptions = (): TestWatcherOptions => ({ connectionString: postgres.connectionString, blobs, credential: { type: 'ftp', values: { ...ftp.credential } } })

async function watcherOf(options: TestWatcherOptions): Promise<TestWatcher> {
  const watcher = await startTestWatcher(options)
  watchers.push(watcher)
  return watcher
}

const subjects = async (flow: string) => (await world.events(flow)).map(({ json }) => json['subject'])
const names = async (flow: string) => (await world.events(flow)).map(({ json }) => json['fileName'])

async function putFtp(folder: string, name: string, content: string): Promise<void> {
  await mkdir(join(ftp.folder, folder), { recursive: true })
  await writeFile(join(ftp.folder, folder, name), content)
}

const ftpNames = (folder: string) => readdir(join(ftp.folder, folder))

let mailNumber = 0
function mail(subject: string): string {
  mailNumber += 1
  return [
    `From: Jeanne <jeanne@client.test>`, `To: commandes@exemple.fr`, `Subject: ${subject}`, `Message-ID: <${mailNumber}@client.test>`, 'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'Bonjour', '--b', 'Content-Type: text/csv; name=a.csv', 'Content-Disposition: attachment; filename=a.csv', '', 'a;b', '--b--', '',
  ].join('\r\n')
}

/** Ends by itself, or is killed where `point` is reached. @returns what it said */
async function lookInProcess(options: TestWatcherOptions, point: string, times = 1): Promise<string> {
  const script = fileURLToPath(new URL('../../testing/watch-process.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', script, JSON.stringify(options), point, String(times)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await new Promise((resolve) => child.once('close', resolve))
  return said.trim()
}

describe('a mail trigger', () => {
  it('starts a run for each mail that arrives after it was switched on, with its attachments', async () => {
    const user = 'arrivals@exemple.fr'
    await imap.deliver(mail('Old'), { user })
    const flow = await world.flow({ type: 'mail.received', params: {}, slot: 'mailbox' })
    const watcher = await watcherOf(mailOptions(user))
    await watcher.look()
    expect(await subjects(flow)).toEqual([])
    await imap.deliver(mail('Order 1'), { user })
    await imap.deliver(mail('Order 2'), { user, seen: true })
    await world.makeDue()
    await watcher.look()
    await world.makeDue()
    await watcher.look()
    expect(await subjects(flow)).toEqual(['Order 1', 'Order 2'])
    const [first] = await world.events(flow)
    const file = first?.files?.['attachment1']
    expect(file?.name).toBe('a.csv')
    const rows: unknown[] = await database.query('SELECT 1 FROM file JOIN run ON run.id = file.run_id WHERE file.id = $1', [file?.id])
    expect(rows).toHaveLength(1)
    expect(await world.orphans()).toBe(0)
  }, 60_000)

  it('takes unread mails, also those from before, each once however long it stays unread', async () => {
    const user = 'unread@exemple.fr'
    await imap.deliver(mail('Unread before'), { user })
    await imap.deliver(mail('Read before'), { user, seen: true })
    const flow = await world.flow({ type: 'mail.received', params: { which: 'unread' }, slot: 'mailbox' })
    const watcher = await watcherOf(mailOptions(user))
    await watcher.look()
    await imap.deliver(mail('Unread after'), { user })
    for (let times = 0; times < 3; times += 1) {
      await world.makeDue()
      await watcher.look()
    }
    expect(await subjects(flow)).toEqual(['Unread before', 'Unread after'])
    // The server numbers its mails anew: they are the same mails.
    await imap.renumber(user)
    await world.makeDue()
    await watcher.look()
    expect(await subjects(flow)).toHaveLength(2)
  }, 60_000)

  it('takes all mails, read ones and those from before too, where that is chosen', async () => {
    const user = 'all@exemple.fr'
    await imap.deliver(mail('Read before'), { user, seen: true })
    await imap.deliver(mail('Unread before'), { user })
    const flow = await world.flow({ type: 'mail.received', params: { which: 'all' }, slot: 'mailbox' })
    const watcher = await watcherOf(mailOptions(user))
    await watcher.look()
    await imap.deliver(mail('After'), { user })
    await world.makeDue()
    await watcher.look()
    expect(await subjects(flow)).toEqual(['Read before', 'Unread before', 'After'])
  }, 60_000)

  it.each(['written', 'committed'])('loses no mail and starts no run twice where its server is killed when an event is %s', async (point) => {
    const user = `kill-${point}@exemple.fr`
    await imap.deliver(mail('First'), { user })
    const flow = await world.flow({ type: 'mail.received', params: { which: 'new' }, slot: 'mailbox' })
    const watcher = await watcherOf(mailOptions(user))
    await watcher.look()
    for (const subject of ['A', 'B', 'C', 'D']) await imap.deliver(mail(subject), { user })
    await world.makeDue()
    expect(await lookInProcess(mailOptions(user), point, 2)).toBe(point)
    expect(await subjects(flow)).toEqual(point === 'written' ? ['A'] : ['A', 'B'])
    // Nobody else looks before the lease of the dead one is over.
    await world.makeDue()
    await watcher.look()
    expect(await subjects(flow)).toHaveLength(point === 'written' ? 1 : 2)
    await world.lapse()
    await watcher.look()
    expect(await subjects(flow)).toEqual(['A', 'B', 'C', 'D'])
    expect(await world.orphans()).toBe(0)
  }, 90_000)

  it('is told of a new mail at once where the server tells news by itself', async () => {
    const user = 'idle@exemple.fr'
    await imap.deliver(mail('Old'), { user })
    const flow = await world.flow({ type: 'mail.received', params: {}, slot: 'mailbox' })
    const watcher = await watcherOf({ ...mailOptions(user), limits: { listenMs: 60_000 } })
    await watcher.watcher.tick()
    await pause(1500)
    await imap.deliver(mail('News'), { user })
    await expect.poll(() => subjects(flow), { timeout: 20_000, interval: 200 }).toEqual(['News'])
    await imap.deliver(mail('More news'), { user })
    await expect.poll(() => subjects(flow), { timeout: 20_000, interval: 200 }).toEqual(['News', 'More news'])
  }, 60_000)

  it('says in words why it can’t look, keeps its place, and goes on once that is mended', async () => {
    const user = 'refused@exemple.fr'
    await imap.deliver(mail('Old'), { user })
    const flow = await world.flow({ type: 'mail.received', params: {}, slot: 'mailbox' })
    const good = await watcherOf(mailOptions(user))
    await good.look()
    await imap.deliver(mail('While locked out'), { user })
    await world.makeDue()
    const bad = await watcherOf({ ...mailOptions(user), credential: { type: 'imap', values: { ...imap.credential, user, password: 'wrong' } } })
    await bad.look()
    expect(await world.watchOf(flow)).toMatchObject({ failures: 1, error: { code: 'MAIL_LOGIN_REFUSED', text: { fr: expect.any(String) as string } } })
    await world.makeDue()
    await good.look()
    expect(await subjects(flow)).toEqual(['While locked out'])
    expect(await world.watchOf(flow)).toMatchObject({ failures: 0, error: null })
  }, 60_000)
})

describe('a mailbox that could not be opened from the first', () => {
  it('gives what arrived since then, and nothing of before', async () => {
    const user = 'locked@exemple.fr'
    await imap.deliver(mail('Old'), { user, at: new Date(Date.now() - 60_000) })
    const flow = await world.flow({ type: 'mail.received', params: {}, slot: 'mailbox' })
    const bad = await watcherOf({ ...mailOptions(user), credential: { type: 'imap', values: { ...imap.credential, user, password: 'wrong' } } })
    await bad.look()
    await imap.deliver(mail('While locked out'), { user })
    await world.makeDue()
    await bad.look()
    await imap.deliver(mail('Still locked out'), { user })
    expect(await subjects(flow)).toEqual([])
    await world.makeDue()
    const good = await watcherOf(mailOptions(user))
    await good.look()
    expect(await subjects(flow)).toEqual(['While locked out', 'Still locked out'])
    await world.makeDue()
    await good.look()
    expect(await subjects(flow)).toHaveLength(2)
  }, 60_000)
})

describe('several servers', () => {
  it('look at each trigger on one of them', async () => {
    const user = 'several@exemple.fr'
    await imap.deliver(mail('Old'), { user })
    const flows = await Promise.all([1, 2, 3, 4, 5].map(() => world.flow({ type: 'mail.received', params: {}, slot: 'mailbox' })))
    const many = await Promise.all([1, 2, 3].map(() => watcherOf(mailOptions(user))))
    await Promise.all(many.map((one) => one.look()))
    await imap.deliver(mail('Only once'), { user })
    for (let times = 0; times < 3; times += 1) {
      await world.makeDue()
      await Promise.all(many.map((one) => one.look()))
    }
    for (const flow of flows) expect(await subjects(flow)).toEqual(['Only once'])
  }, 90_000)

  it('write nothing for a look whose flow was published anew meanwhile', async () => {
    const flow = await world.flow({ type: 'folder.arrived', params: { root: 'drop' } })
    const { ledger } = await watcherOf(folderOptions())
    const [hold] = await ledger.claim(1, 30_000, () => randomUUID())
    if (hold === undefined) throw new Error('It was not due')
    expect(await ledger.renew([hold], 30_000)).toHaveLength(1)
    await world.publish(flow, { type: 'folder.arrived', params: { root: 'drop' } })
    expect(await ledger.renew([hold], 30_000)).toEqual([])
    expect(await ledger.finish(hold, { cursor: 'stale', nextInMs: 0 })).toBe(false)
    expect((await world.watchOf(flow)).cursor).toBeNull()
  }, 60_000)

  it('leave a flow that is switched off alone, and take up where it stood once it is on again', async () => {
    const user = 'paused@exemple.fr'
    await imap.deliver(mail('Old'), { user })
    const flow = await world.flow({ type: 'mail.received', params: {}, slot: 'mailbox' })
    const watcher = await watcherOf(mailOptions(user))
    await watcher.look()
    await world.switchOff(flow)
    await imap.deliver(mail('Meanwhile'), { user })
    await world.makeDue()
    await watcher.look()
    expect(await subjects(flow)).toEqual([])
    await world.switchOn(flow)
    await watcher.look()
    expect(await subjects(flow)).toEqual(['Meanwhile'])
  }, 60_000)
})

describe('a folder trigger', () => {
  const params = { root: 'drop', settleSeconds: 1, pattern: '*.csv' }

  it('takes a file once it stays the same, never while it is being written, and once only', async () => {
    const flow = await world.flow({ type: 'folder.arrived', params: { ...params, path: 'late' } })
    const watcher = await watcherOf(folderOptions())
    const place = join(drop, 'late')
    await mkdir(place, { recursive: true })
    const again = async () => {
      await world.makeDue()
      await watcher.look()
    }
    await writeFile(join(place, 'a.csv'), 'half')
    await watcher.look()
    await pause(1100)
    await writeFile(join(place, 'a.csv'), 'half and more')
    await again()
    expect(await names(flow)).toEqual([])
    await pause(1100)
    await again()
    expect(await names(flow)).toEqual(['a.csv'])
    for (let times = 0; times < 2; times += 1) {
      await pause(1100)
      await again()
    }
    expect(await names(flow)).toEqual(['a.csv'])
    // Another content is another file.
    await writeFile(join(place, 'a.csv'), 'something else altogether')
    await again()
    await pause(1100)
    await again()
    expect((await world.events(flow)).map(({ json }) => json['size'])).toEqual([13, 25])
  }, 60_000)

  it.each(['written', 'committed'])('moves the file aside once its run stands, also where its server is killed when that is %s', async (point) => {
    const path = `move-${point}`
    const place = join(drop, path)
    await mkdir(place, { recursive: true })
    const flow = await world.flow({ type: 'folder.arrived', params: { ...params, settleSeconds: 0, path, after: 'move', moveTo: `${path}-done` } })
    await writeFile(join(place, 'a.csv'), '1')
    await writeFile(join(place, 'b.csv'), '2')
    await Promise.all(['a.csv', 'b.csv'].map((name, at) => utimes(join(place, name), 1_700_000_000 + at, 1_700_000_000 + at)))
    expect(await lookInProcess(folderOptions(), point, 2)).toBe(point)
    expect(await readdir(place)).toEqual(['b.csv'])
    await world.lapse()
    const watcher = await watcherOf(folderOptions())
    await watcher.look()
    expect(await names(flow)).toEqual(['a.csv', 'b.csv'])
    expect(await readdir(place)).toEqual([])
    expect((await readdir(join(drop, `${path}-done`))).sort()).toEqual(['a.csv', 'b.csv'])
    expect(await world.orphans()).toBe(0)
  }, 60_000)

  it('passes over a copy under another name where files are known by their content', async () => {
    const path = 'by-content'
    const place = join(drop, path)
    await mkdir(place, { recursive: true })
    const flow = await world.flow({ type: 'folder.arrived', params: { ...params, settleSeconds: 0, path, knownBy: 'content' } })
    await writeFile(join(place, 'a.csv'), 'same')
    await writeFile(join(place, 'b.csv'), 'same')
    const watcher = await watcherOf(folderOptions())
    await watcher.look()
    await world.makeDue()
    await watcher.look()
    expect(await names(flow)).toEqual(['a.csv'])
    expect(await world.orphans()).toBe(0)
  }, 60_000)

  it('brings nothing that lies outside of the folder', async () => {
    const path = 'links'
    const place = join(drop, path)
    await mkdir(place, { recursive: true })
    await symlink('/etc/passwd', join(place, 'passwd.csv'))
    const inside = await world.flow({ type: 'folder.arrived', params: { ...params, settleSeconds: 0, path } })
    const outside = await world.flow({ type: 'folder.arrived', params: { ...params, settleSeconds: 0, path: '../../etc' } })
    const watcher = await watcherOf(folderOptions())
    await watcher.look()
    expect(await names(inside)).toEqual([])
    expect(await names(outside)).toEqual([])
    expect((await world.watchOf(outside)).error?.code).toMatch(/^FOLDER_/)
  }, 60_000)
})

describe('a trigger on a file server', () => {
  it('takes each file once and deletes it there, also where its server is killed in between', async () => {
    await putFtp('incoming', 'a.csv', 'one')
    const flow = await world.flow({ type: 'remote.arrived', params: { folder: 'incoming', settleSeconds: 0, after: 'delete' }, slot: 'server' })
    expect(await lookInProcess(ftpOptions(), 'committed')).toBe('committed')
    expect(await names(flow)).toEqual(['a.csv'])
    expect(await ftpNames('incoming')).toEqual(['a.csv'])
    await world.lapse()
    const watcher = await watcherOf(ftpOptions())
    await watcher.look()
    expect(await names(flow)).toEqual(['a.csv'])
    expect(await ftpNames('incoming')).toEqual([])
  }, 60_000)

  it('leaves files on an SFTP server where asked, takes each once, and follows no link', async () => {
    const sftp = await startTestSftp()
    try {
      await mkdir(join(sftp.folder, 'out'), { recursive: true })
      await writeFile(join(sftp.folder, 'out', 'a.csv'), 'one')
      await symlink('/etc/passwd', join(sftp.folder, 'out', 'passwd.csv'))
      const flow = await world.flow({ type: 'remote.arrived', params: { folder: 'out', settleSeconds: 0 }, slot: 'server' })
      const watcher = await watcherOf({ connectionString: postgres.connectionString, blobs, credential: { type: 'sftp', values: { ...sftp.credential } } })
      await watcher.look()
      await writeFile(join(sftp.folder, 'out', 'b.csv'), 'two')
      for (let times = 0; times < 2; times += 1) {
        await world.makeDue()
        await watcher.look()
      }
      expect([await names(flow), (await world.watchOf(flow)).error]).toEqual([['a.csv', 'b.csv'], null])
    } finally {
      await sftp.stop()
    }
  }, 60_000)

  it('keeps what it moves aside under the same name day after day', async () => {
    const flow = await world.flow({ type: 'remote.arrived', params: { folder: 'daily', settleSeconds: 0, after: 'move', moveTo: 'daily-done' }, slot: 'server' })
    const watcher = await watcherOf(ftpOptions())
    for (const content of ['monday', 'tuesday is longer']) {
      await putFtp('daily', 'contracts.csv', content)
      await world.makeDue()
      await watcher.look()
    }
    expect(await names(flow)).toEqual(['contracts.csv', 'contracts.csv'])
    const moved = await ftpNames('daily-done')
    expect(moved).toHaveLength(2)
    expect(moved).toContain('contracts.csv')
  }, 60_000)
})
