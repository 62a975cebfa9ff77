import { isMaillonError } from '@maillon/kernel'
import { errorSentence } from '@maillon/messages'
import { ConfigError, readServerConfig } from './config/server-config.js'
import { databaseProblem } from './platform/database-problem.js'
import { terminalSay } from './platform/say.js'
import { startServer, type RunningServer } from './start-server.js'

const say = terminalSay(process.env, (line) => process.stdout.write(line))

// A library's promise that nobody waits for: what it says is told like any other failure, and the process ends as it would by itself.
process.on('unhandledRejection', (error) => {
  explain(databaseProblem(error, process.env['DATABASE_URL'] ?? '') ?? error)
  process.exit(1)
})

try {
  const starting = startServer(readServerConfig(process.env, process.cwd()), say)
  // From the first moment: a start that is broken off must still stop the database that it has begun.
  stopOnSignal(starting)
  const { address } = await starting
  say({ fr: `Maillon est prêt : ${address}  (Ctrl-C arrête tout)`, en: `Maillon is ready: ${address}  (Ctrl-C stops everything)` })
} catch (error) {
  explain(error)
  process.exit(1)
}

/** Ctrl-C and SIGTERM end it in order; a second one at once. */
function stopOnSignal(starting: Promise<RunningServer>): void {
  let asked = false
  const stop = (): void => {
    if (asked) process.exit(1)
    asked = true
    say({ fr: 'Arrêt en cours : les étapes commencées se terminent…', en: 'Stopping: steps that have begun come to their end…' })
    starting.then((server) => server.stop()).then(
      () => {
        say({ fr: 'Tout est arrêté.', en: 'Everything has stopped.' })
        process.exit(0)
      },
      (error: unknown) => {
        explain(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function explain(error: unknown): void {
  if (isMaillonError(error)) {
    const fr = errorSentence(error.info, 'fr')
    const en = errorSentence(error.info, 'en')
    say({ fr: `${fr.sentence} ${fr.hint ?? ''}`, en: `${en.sentence} ${en.hint ?? ''}` })
    return
  }
  if (isPortTaken(error)) {
    const port = String(error.port)
    say({ fr: `Le port ${port} est déjà pris. Arrêtez l’autre programme, ou choisissez-en un autre : PORT=5556 npm start`, en: `Port ${port} is taken. Stop the other program, or choose another one: PORT=5556 npm start` })
    return
  }
  process.stderr.write(`${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}

function isPortTaken(error: unknown): error is Error & { readonly port: number } {
  return error instanceof Error && (error as { readonly code?: unknown }).code === 'EADDRINUSE'
}
