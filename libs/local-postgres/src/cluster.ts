import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresBinaries } from './postgres-binaries.js'
import { postgresError } from './postgres-error.js'

export interface Account {
  readonly uid: number
  readonly gid: number
}

export interface Cluster {
  /** The data directory itself. */
  readonly data: string
  readonly password: string
}

/**
 * The cluster in `folder`, made on first use: UTF-8, C collation (the same order on every machine), scram passwords only.
 * @throws MaillonError POSTGRES_INIT_FAILED, POSTGRES_PASSWORD_MISSING
 */
export async function openCluster(folder: string, binaries: PostgresBinaries, account: Account | null): Promise<Cluster> {
  const data = join(folder, 'cluster')
  const passwordFile = join(folder, 'password')
  const known = await readFile(passwordFile, 'utf8').catch(() => null)
  if (await readVersion(data)) {
    if (known === null) throw postgresError('POSTGRES_PASSWORD_MISSING', { file: passwordFile })
    return { data, password: known.trim() }
  }
  const password = randomBytes(24).toString('base64url')
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  await initCluster({ folder, data, password, binaries, account })
  return { data, password }
}

/** Major version of the cluster's files; null where there is none. (A cluster is renamed into place when it is whole.) */
export async function readVersion(data: string): Promise<number | null> {
  const text = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null)
  return text === null ? null : Number.parseInt(text, 10)
}

async function initCluster(options: { folder: string; data: string; password: string; binaries: PostgresBinaries; account: Account | null }): Promise<void> {
  // initdb reads the password from a file of the account that it runs as; ours stays with us.
  const handOver = join(options.folder, 'password.initdb')
  await writeFile(handOver, `${options.password}\n`, { mode: 0o600 })
  if (options.account !== null) await chown(handOver, options.account.uid, options.account.gid)
  const building = `${options.data}.new`
  await rm(building, { recursive: true, force: true })
  await mkdir(building, { mode: 0o700 })
  if (options.account !== null) await chown(building, options.account.uid, options.account.gid)
  try {
    await runToEnd(options.binaries.initdb, [
      '-D', building, '-U', 'maillon', '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', `--pwfile=${handOver}`, '--no-instructions',
    ], options.account)
    // A kill in the middle leaves `.new` behind, never a cluster that looks whole.
    await rename(building, options.data)
  } finally {
    await rm(handOver, { force: true })
  }
}

async function runToEnd(program: string, args: readonly string[], account: Account | null): Promise<void> {
  const child = spawn(program, args, { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment(), ...account })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => { output += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { output += chunk.toString() })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(postgresError('POSTGRES_INIT_FAILED', { reason: error.message })))
    child.once('close', resolve)
  })
  if (code !== 0) throw postgresError('POSTGRES_INIT_FAILED', { reason: output.trim().split('\n').at(-1) ?? `exit code ${code}` }, output)
}

/** Postgres reads PG* variables; a database started by us must not depend on those of whoever starts it. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}
