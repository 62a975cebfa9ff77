import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '@maillon/kernel'
import { startLocalPostgres, type LocalPostgres } from '@maillon/local-postgres'
import type { Say } from './say.js'

export interface EmbeddedDatabase {
  /** Stays good when the database is started again. */
  readonly connectionString: string
  stop(): Promise<void>
}

export interface EmbeddedDatabaseOptions {
  readonly dataDir: string
  readonly logger: Logger
  readonly say: Say
}

const watchMs = 500
const retryMs = 1000

/**
 * The database that comes with the product, and its keeper: where its process ends without being asked to (killed, out of memory), it is
 * started again on the same port, recovers from its log, and everything that was connected connects anew.
 */
export async function startEmbeddedDatabase({ dataDir, logger, say }: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  say({ fr: `Démarrage de la base de données (${dataDir})…`, en: `Starting the database (${dataDir})…` })
  let postgres = await startLocalPostgres({ dataDir, logger })
  if (postgres.adopted) say({ fr: 'Elle tournait encore : elle est reprise telle quelle.', en: 'It was still running: taken over as it is.' })
  const { connectionString } = postgres
  const port = Number(new URL(connectionString).port)
  let isStopping = false
  let restarting: Promise<void> | null = null

  const restart = async (): Promise<void> => {
    logger.error('The database ended unexpectedly and is started again', { pid: postgres.pid })
    while (!isStopping) {
      const next = await startLocalPostgres({ dataDir, logger, port }).catch((error: unknown) => {
        // Its old sessions may take a moment to end; until then it refuses to start.
        logger.warn('The database could not be started yet', { reason: error instanceof Error ? error.message : '' })
        return null
      })
      if (next?.connectionString === connectionString) {
        postgres = next
        logger.warn('The database runs again', { pid: next.pid })
        return
      }
      // On another port nobody would find it.
      await next?.stop()
      await pause(retryMs)
    }
  }

  const watch = setInterval(() => {
    if (isStopping || restarting !== null || isAlive(postgres)) return
    restarting = restart().finally(() => (restarting = null))
  }, watchMs)
  watch.unref()

  return {
    connectionString,
    stop: async () => {
      isStopping = true
      clearInterval(watch)
      await restarting
      await postgres.stop()
    },
  }
}

function isAlive({ pid }: LocalPostgres): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
