import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from '@maillon/kernel'
import { startLocalPostgres, type LocalPostgres } from '@maillon/local-postgres'
import { createDataSource, migrate, type Database } from '@maillon/storage'
import type { ServerConfig } from './config/server-config.js'
import { createApp } from './create-app.js'
import { readEgressRules } from './config/egress-rules.js'
import { openKeyring } from './features/credentials/open-keyring.js'
import { WebPages } from './features/web/web-pages.js'
import type { Foundation } from './platform/foundation.js'
import { loadPackages } from './platform/load-packages.js'
import { createServerLog, kernelLogger } from './platform/server-log.js'
import type { Say } from './platform/say.js'
import { systemClock } from './platform/system-clock.js'
import { systemRandom } from './platform/system-random.js'

export interface RunningServer {
  /** For example `http://localhost:5555`. */
  readonly address: string
  readonly port: number
  /** Where its database is. Holds a password. */
  readonly databaseUrl: string
  /** Requests and steps first, the database last. Once; later calls wait for the first. */
  stop(): Promise<void>
}

const builtWeb = fileURLToPath(new URL('../../web/out', import.meta.url))

/**
 * Starts what the configuration asks for and returns when it listens.
 * @param say tells a person what is going on; silent by default.
 * @throws MaillonError POSTGRES_…, STORAGE_SCHEMA_NEWER, VAULT_…; everything that had started by then is stopped again.
 */
export async function startServer(config: ServerConfig, say: Say = () => undefined): Promise<RunningServer> {
  await mkdir(config.dataDir, { recursive: true })
  const log = createServerLog(config)
  const opened: (() => Promise<unknown>)[] = []
  const closeAll = async (): Promise<void> => {
    for (let close = opened.pop(); close !== undefined; close = opened.pop()) await close()
  }
  try {
    const logger = kernelLogger(log)
    const egress = readEgressRules(config.allowHosts)
    // What needs no database loads while it starts.
    const loading = Promise.all([loadPackages(logger), WebPages.read(config.webRoot ?? builtWeb), openKeyring(config)])
    loading.catch(() => undefined)
    const databaseUrl = config.databaseUrl ?? (await startDatabase({ config, logger, say, opened })).connectionString
    const database = await openDatabase({ databaseUrl, say, opened })
    const [packages, pages, keyring] = await loading
    const foundation: Foundation = { config, clock: systemClock, random: systemRandom, logger, database, databaseUrl, packages, egress, keyring, pages }
    const app = await createApp(foundation, log)
    opened.push(() => app.close())
    await app.listen(config.port, config.host)
    const port = portOf(app.getHttpServer() as { address(): unknown })
    let stopping: Promise<void> | null = null
    return { address: `http://${shownHost(config.host)}:${port}`, port, databaseUrl, stop: () => (stopping ??= closeAll()) }
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function startDatabase(on: { readonly config: ServerConfig; readonly logger: Logger; readonly say: Say; readonly opened: (() => Promise<unknown>)[] }): Promise<LocalPostgres> {
  const dataDir = join(on.config.dataDir, 'postgres')
  on.say({ fr: `Démarrage de la base de données (${dataDir})…`, en: `Starting the database (${dataDir})…` })
  const postgres = await startLocalPostgres({ dataDir, logger: on.logger })
  on.opened.push(() => postgres.stop())
  if (postgres.adopted) on.say({ fr: 'Elle tournait encore : elle est reprise telle quelle.', en: 'It was still running: taken over as it is.' })
  return postgres
}

async function openDatabase(on: { readonly databaseUrl: string; readonly say: Say; readonly opened: (() => Promise<unknown>)[] }): Promise<Database> {
  const database = createDataSource({ connectionString: on.databaseUrl })
  await database.initialize()
  on.opened.push(() => database.destroy())
  const done = await migrate(database)
  if (done.length > 0) on.say({ fr: `Tables mises à jour (${done.length} étape${done.length > 1 ? 's' : ''}).`, en: `Tables brought up to date (${done.length} step${done.length > 1 ? 's' : ''}).` })
  return database
}

function portOf(server: { address(): unknown }): number {
  const address = server.address()
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0
}

function shownHost(host: string): string {
  return host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
}
