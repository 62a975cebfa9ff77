import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startDebianPostgres, startTestSmtp, type DebianPostgres, type TestSmtp } from '@maillon/test-kit'
import pg from 'pg'
import type { GalleryFlow } from '../gallery-flow.js'
import { expectStatus, plain, publishFromGallery, runNow } from '../play-flow.js'

interface BackupWorld {
  readonly database: DebianPostgres
  readonly smtp: TestSmtp
  /** Where backups go; twelve old ones are there. */
  readonly folder: string
  sql(text: string): Promise<void>
  stop(): Promise<void>
}

const oldNames = Array.from({ length: 12 }, (_, index) => `postgres-2026-01-${String(index + 1).padStart(2, '0')}-020000.dump`)

async function startBackupWorld(): Promise<BackupWorld> {
  const [database, smtp, folder] = await Promise.all([startDebianPostgres(), startTestSmtp(), mkdtemp(join(tmpdir(), 'maillon-backups-'))])
  await Promise.all(oldNames.map((name) => writeFile(join(folder, name), 'old')))
  const client = new pg.Client({ host: '127.0.0.1', port: database.port, user: 'maillon', password: database.credential.password, database: 'postgres', ssl: { ca: database.certificate, servername: 'localhost' } })
  await client.connect()
  await client.query(`CREATE TABLE clients AS SELECT n AS id, 'Café ' || n AS nom FROM generate_series(1, 500) n`)
  return {
    database,
    smtp,
    folder,
    sql: async (text) => void (await client.query(text)),
    stop: async () => {
      await client.end()
      await Promise.all([database.stop(), smtp.stop(), rm(folder, { recursive: true, force: true })])
    },
  }
}

const accountsOf = ({ database, smtp }: BackupWorld) => ({ 'Base de données': { type: 'postgres', values: { ...database.credential } }, Messagerie: { type: 'smtp', values: { ...smtp.credential } } })

export const databaseBackup: GalleryFlow<BackupWorld> = {
  id: 'database-backup',
  startWorld: startBackupWorld,
  environment: ({ folder }) => ({ MAILLON_FOLDERS: `sauvegardes=${folder}:rw`, MAILLON_ALLOW_HOSTS: '127.0.0.1,localhost' }),
  cases: [
    {
      title: 'a stamped backup stands in the folder, can be restored, and the last ten are kept',
      isFailureCase: false,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'database-backup', { accounts: accountsOf(world) })
        expectStatus(await runNow(user, flow), 'succeeded')
        const names = (await readdir(world.folder)).toSorted()
        assert.equal(names.length, 10)
        assert.ok(!names.includes(oldNames[0] ?? '') && names.includes(oldNames[11] ?? ''), `kept: ${names.join(', ')}`)
        const made = names.find((name) => !oldNames.includes(name)) ?? ''
        assert.match(made, /^postgres-\d{4}-\d{2}-\d{2}-\d{6}\.dump$/)
        const { stdout } = await promisify(execFile)(join(world.database.programs, 'pg_restore'), ['--data-only', '--file=-', join(world.folder, made)], { maxBuffer: 10_000_000 })
        assert.ok(stdout.includes('500\tCafé 500'), 'the backup does not hold the rows')
        assert.equal(world.smtp.mails.length, 0)
      },
    },
    {
      title: 'a password that was changed fails the run, the administrators are told why, and no old backup is deleted',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'database-backup', { accounts: accountsOf(world) })
        await world.sql(`ALTER USER maillon PASSWORD 'another'`)
        expectStatus(await runNow(user, flow), 'failed')
        const [mail] = world.smtp.mails
        assert.deepEqual(mail?.envelope.to, ['admin@example.com'])
        assert.match(plain(mail?.parsed.html), /refuse l’utilisateur ou le mot de passe/)
        assert.deepEqual((await readdir(world.folder)).toSorted(), oldNames)
      },
    },
  ],
}
