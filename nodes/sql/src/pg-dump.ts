/** `pg_dump` of this machine, as a stream of bytes. No shell, nothing secret among its arguments. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { userError } from '@maillon/node-sdk'
import type { SqlAccount } from './sql-account.js'
import { sqlError } from './sql-errors.js'

/**
 * The whole database in Postgres's own archive format (for `pg_restore`). Throws at the end where the program failed: what it gave
 * until then is no backup.
 *
 * @param address checked by the host: the connection goes there, under the name of the server.
 */
export async function* pgDump(account: SqlAccount, address: string, { signal, program = 'pg_dump' }: { readonly signal: AbortSignal; readonly program?: string }): AsyncGenerator<Uint8Array> {
  const place = await mkdtemp(join(tmpdir(), 'maillon-pg-dump-'))
  try {
    const child = spawn(program, ['--format=custom', '--no-password', '--lock-wait-timeout=60000'], { env: await environmentOf(account, address, place), stdio: ['ignore', 'pipe', 'pipe'], signal, killSignal: 'SIGKILL' })
    yield* outputOf(child, account)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function* outputOf(child: ChildProcess, account: SqlAccount): AsyncGenerator<Uint8Array> {
  let words = ''
  child.stderr?.on('data', (part: Buffer) => void (words = (words + part.toString()).slice(-4000)))
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  ended.catch(() => undefined)
  try {
    if (child.stdout !== null) for await (const part of child.stdout as AsyncIterable<Buffer>) yield part
    const code = await ended
    if (code !== 0) throw dumpError(words, account)
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? programMissing() : error
  } finally {
    child.kill('SIGKILL')
  }
}

/** Nothing of the server's environment goes along but the way to the program. */
async function environmentOf(account: SqlAccount, address: string, place: string): Promise<NodeJS.ProcessEnv> {
  const { host, port, database, user, password, tls } = account
  const secrets = join(place, 'pass')
  await writeFile(secrets, `*:*:*:*:${password.replace(/[\\:]/g, (sign) => `\\${sign}`)}\n`, { mode: 0o600 })
  const authorities = join(place, 'authorities.pem')
  if (tls !== null) await writeFile(authorities, tls.authority ?? rootCertificates.join('\n'), { mode: 0o600 })
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LC_ALL: 'C',
    PGHOST: host,
    PGHOSTADDR: address,
    PGPORT: String(port),
    PGDATABASE: database,
    PGUSER: user,
    PGPASSFILE: secrets,
    PGCONNECT_TIMEOUT: '20',
    ...(tls === null ? { PGSSLMODE: 'disable' } : { PGSSLMODE: isIP(host) === 0 ? 'verify-full' : 'verify-ca', PGSSLROOTCERT: authorities }),
  }
}

function dumpError(words: string, account: SqlAccount) {
  const { host } = account
  const details = words.trim().slice(-1000)
  if (/server version mismatch/i.test(words)) {
    return userError({
      code: 'SQL_BACKUP_VERSION',
      text: { fr: 'Le programme pg_dump de cette machine est plus ancien que la base de données.', en: 'The program pg_dump of this machine is older than the database.' },
      hint: { fr: 'Un administrateur peut installer le paquet postgresql-client de la même version que la base.', en: 'An administrator can install the package postgresql-client of the same version as the database.' },
      details,
    })
  }
  if (/password authentication failed|no password supplied/i.test(words)) return sqlError('login', host, details)
  if (/certificate|SSL/i.test(words)) return sqlError(/does not support SSL/i.test(words) ? 'encryption' : 'certificate', host, details)
  if (/database ".*" does not exist/i.test(words)) return sqlError('database', host, details)
  if (/permission denied/i.test(words)) return sqlError('right', host, details)
  if (/could not connect|connection refused|timeout expired|no route/i.test(words)) return sqlError('unreachable', host, details)
  return sqlError(/server closed|terminat|lost/i.test(words) ? 'lost' : 'other', host, details)
}

function programMissing() {
  return userError({
    code: 'SQL_BACKUP_PROGRAM_MISSING',
    text: { fr: 'Le programme pg_dump n’est pas installé sur cette machine.', en: 'The program pg_dump is not installed on this machine.' },
    hint: { fr: 'Un administrateur peut installer le paquet postgresql-client.', en: 'An administrator can install the package postgresql-client.' },
  })
}
