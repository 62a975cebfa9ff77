import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '@maillon/kernel'
import { openCluster, readVersion, type Account, type Cluster } from './cluster.js'
import { launchPostgres } from './launch-postgres.js'
import { findPostgresBinaries } from './postgres-binaries.js'
import { postgresError } from './postgres-error.js'
import { parsePostmasterPid, type PostmasterPid } from './postmaster-pid.js'
import { isAlive, looksLikePostgres, pause, waitForEnd } from './processes.js'
import { withStartLock } from './start-lock.js'
import { findUnprivilegedPlace, unprivilegedId } from './unprivileged-place.js'

export interface LocalPostgresOptions {
  /** Folder for the cluster, its log and the password file; made where it is missing. */
  readonly dataDir: string
  readonly logger: Logger
  /** Where data and programs go when we are root and the account that Postgres runs as can't enter `dataDir`. Default `/var/lib/maillon`. */
  readonly fallbackRoot?: string
  /** More server settings, for example `{ shared_buffers: '256MB' }`. The durable ones (fsync, full_page_writes, synchronous_commit) stay on. */
  readonly settings?: { readonly [name: string]: string }
  /** Wanted by whoever starts a database again that others are connected to; another one where it is taken. Absent: any free one. */
  readonly port?: number
}

export interface LocalPostgres {
  /** Database `postgres`, superuser `maillon`, on a loopback port. Holds the password: never log it. */
  readonly connectionString: string
  readonly pid: number
  /** True where one that still ran was taken over. */
  readonly adopted: boolean
  /** Ends it cleanly (open connections are cut). Returns when the process is gone. */
  stop(): Promise<void>
}

/**
 * Start the embedded Postgres of `dataDir`, or take over the one that still runs there (its parent was killed).
 * It runs in a session of its own: Ctrl-C reaches the server first, which closes its pools and then calls `stop`.
 * @throws MaillonError with a `POSTGRES_…` code
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const binaries = await findPostgresBinaries(process.platform, process.arch)
  const account: Account | null = process.getuid?.() === 0 ? { uid: unprivilegedId, gid: unprivilegedId } : null
  const wanted = { folder: options.dataDir, binaries }
  const place = account === null ? wanted : await findUnprivilegedPlace(wanted, options.fallbackRoot ?? '/var/lib/maillon', options.logger)
  // Others may pass through (the unprivileged account must), and see nothing.
  await mkdir(place.folder, { recursive: true, mode: account === null ? 0o700 : 0o711 })
  return withStartLock(join(place.folder, 'starting'), async () => {
    const running = await findRunning(place.folder)
    if (running !== null) {
      options.logger.info('Took over the database that still runs', { pid: running.state.pid, port: running.state.port })
      return handle(running.cluster, running.state, true)
    }
    const cluster = await openCluster(place.folder, place.binaries, account)
    await refuseOtherVersion(cluster.data)
    const state = await launchPostgres({ folder: place.folder, cluster, binaries: place.binaries, account, settings: options.settings ?? {}, port: options.port ?? null })
    return handle(cluster, state, false)
  })
}

async function findRunning(folder: string): Promise<{ readonly cluster: Cluster; readonly state: PostmasterPid } | null> {
  const data = join(folder, 'cluster')
  const file = join(data, 'postmaster.pid')
  const password = await readFile(join(folder, 'password'), 'utf8').catch(() => null)
  // It may be starting up (recovery after a crash) or going down just now: wait for either end.
  for (let waited = 0; waited < 60_000; waited += 50) {
    const text = await readFile(file, 'utf8').catch(() => null)
    const state = text === null ? null : parsePostmasterPid(text)
    if (state === null || !isAlive(state.pid)) return null
    if (!(await looksLikePostgres(state.pid))) {
      // The id belongs to another program since a restart of the machine; Postgres itself would refuse to start over this file.
      await rm(file, { force: true })
      return null
    }
    if (state.ready && password !== null) return { cluster: { data, password: password.trim() }, state }
    await pause(50)
  }
  throw postgresError('POSTGRES_START_FAILED', { reason: 'the database that runs there does not become ready' })
}

async function refuseOtherVersion(data: string): Promise<void> {
  const version = await readVersion(data)
  if (version !== null && version !== embeddedMajor) throw postgresError('POSTGRES_VERSION_DIFFERENT', { found: version, expected: embeddedMajor, folder: data })
}

/** The major version of the pinned package; a later one needs a dump and a restore. */
const embeddedMajor = 18

function handle(cluster: Cluster, state: PostmasterPid, adopted: boolean): LocalPostgres {
  return {
    connectionString: `postgres://maillon:${encodeURIComponent(cluster.password)}@127.0.0.1:${state.port}/postgres`,
    pid: state.pid,
    adopted,
    stop: () => stopPostgres(state.pid),
  }
}

async function stopPostgres(pid: number): Promise<void> {
  if (!isAlive(pid)) return
  // Fast shutdown: sessions are cut, a checkpoint is written. Immediate (SIGQUIT) only where that takes too long; it is crash safe.
  for (const [signal, patienceMs] of [['SIGINT', 15_000], ['SIGQUIT', 5_000]] as const) {
    process.kill(pid, signal)
    if (await waitForEnd(pid, patienceMs)) return
  }
}
