import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServerConfig } from './config/server-config.js'
import { databaseProblem } from './platform/database-problem.js'
import { startEmbeddedDatabase } from './platform/embedded-database.js'
import type { Say } from './platform/say.js'
import { noSeams, type Seams } from './platform/seams.js'
import { createServerLog, kernelLogger } from './platform/server-log.js'

export interface RunningServer {
  /** For example `http://localhost:5555`. */
  readonly address: string
  readonly port: number
  /** Where its database is. Holds a password. */
  readonly databaseUrl: string
  /** Requests and steps first, the database last. Once; later calls wait for the first. */
  stop(): Promise<void>
}

/**
 * Starts what the configuration asks for and returns when it listens and takes steps.
 * @param say tells a person what is going on; silent by default.
 * @param seams for tests that disturb it; none by default.
 * @throws MaillonError POSTGRES_…, STORAGE_SCHEMA_NEWER, VAULT_…; everything that had started by then is stopped again.
 */
export async function startServer(config: ServerConfig, say: Say = () => undefined, seams: Seams = noSeams): Promise<RunningServer> {
  await mkdir(config.dataDir, { recursive: true })
  const log = createServerLog(config)
  const logger = kernelLogger(log)
  const opened: (() => Promise<unknown>)[] = []
  const closeAll = async (): Promise<void> => {
    for (let close = opened.pop(); close !== undefined; close = opened.pop()) await close()
  }
  // The database starts while the programs load: loading is most of the start's time, so it is asked for here and not at the head of the file.
  const databaseUrl = config.databaseUrl === null ? startEmbeddedDatabase({ dataDir: join(config.dataDir, 'postgres'), logger, say }).then((embedded) => {
    // First in the list whatever else is open by now: it is closed last.
    opened.unshift(() => embedded.stop())
    return embedded.connectionString
  }) : Promise.resolve(config.databaseUrl)
  databaseUrl.catch(() => undefined)
  try {
    const [{ layFoundation }, { createApp, EngineLifecycle }] = await Promise.all([import('./platform/lay-foundation.js'), import('./create-app.js')])
    const app = await createApp(await layFoundation({ config, logger, say, seams, databaseUrl, opened }), log)
    opened.push(() => app.close())
    await app.listen(config.port, config.host)
    await app.get(EngineLifecycle).start()
    const port = portOf(app.getHttpServer() as { address(): unknown })
    let stopping: Promise<void> | null = null
    return { address: `http://${shownHost(config.host)}:${port}`, port, databaseUrl: await databaseUrl, stop: () => (stopping ??= closeAll()) }
  } catch (error) {
    // What is still starting must be there before it can be stopped.
    const url = await databaseUrl.catch(() => '')
    await closeAll()
    throw databaseProblem(error, url) ?? error
  }
}

function portOf(server: { address(): unknown }): number {
  const address = server.address()
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0
}

function shownHost(host: string): string {
  return host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
}
