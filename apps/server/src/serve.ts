import { isMaillonError } from '@maillon/kernel'
import { errorSentence } from '@maillon/messages'
import { ConfigError, type ServerConfig } from './config/server-config.js'
import { databaseProblem } from './platform/database-problem.js'
import type { Say } from './platform/say.js'
import { startServer, type RunningServer } from './start-server.js'

export interface Serving {
  readonly say: Say
  /** What a person types to start it, for advice: `npm start`. */
  readonly startedBy: string
}

/**
 * Is a server from here on, as this whole process: SIGINT or SIGTERM stops it in order and ends the process with 0, a start or a stop that
 * fails is told and ends it with 1. @returns when it listens
 */
export async function serve(config: ServerConfig, { say, startedBy }: Serving): Promise<void> {
  const giveUp = (error: unknown): never => {
    explain(error, { say, startedBy })
    process.exit(1)
  }
  // A library's promise that nobody waits for: what it says is told like any other failure, and the process ends as it would by itself.
  process.on('unhandledRejection', (error) => giveUp(databaseProblem(error, config.databaseUrl ?? '') ?? error))
  const starting = startServer(config, say)
  // From the first moment: a start that is broken off must still stop the database that it has begun.
  stopOnSignal(starting, { say, giveUp })
  const { address } = await starting.catch(giveUp)
  say({ fr: `Maillon est prêt : ${address}  (Ctrl-C arrête tout)`, en: `Maillon is ready: ${address}  (Ctrl-C stops everything)` })
}

/** Ctrl-C and SIGTERM end it in order; a second one at once. */
function stopOnSignal(starting: Promise<RunningServer>, { say, giveUp }: { readonly say: Say; readonly giveUp: (error: unknown) => never }): void {
  let asked = false
  const stop = (): void => {
    if (asked) process.exit(1)
    asked = true
    say({ fr: 'Arrêt en cours : les étapes commencées se terminent…', en: 'Stopping: steps that have begun come to their end…' })
    starting
      .then((server) => server.stop())
      .then(() => {
        say({ fr: 'Tout est arrêté.', en: 'Everything has stopped.' })
        process.exit(0)
      }, giveUp)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function explain(error: unknown, { say, startedBy }: Serving): void {
  if (isMaillonError(error)) {
    const fr = errorSentence(error.info, 'fr')
    const en = errorSentence(error.info, 'en')
    say({ fr: `${fr.sentence} ${fr.hint ?? ''}`, en: `${en.sentence} ${en.hint ?? ''}` })
    return
  }
  if (isPortTaken(error)) {
    const port = String(error.port)
    say({ fr: `Le port ${port} est déjà pris. Arrêtez l’autre programme, ou choisissez-en un autre : PORT=5556 ${startedBy}`, en: `Port ${port} is taken. Stop the other program, or choose another one: PORT=5556 ${startedBy}` })
    return
  }
  process.stderr.write(`${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}

function isPortTaken(error: unknown): error is Error & { readonly port: number } {
  return error instanceof Error && (error as { readonly code?: unknown }).code === 'EADDRINUSE'
}
