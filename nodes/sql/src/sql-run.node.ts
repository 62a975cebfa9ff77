import { choiceParam, defineNode, isMaillonError, sendOnce, Type, userError, type JsonObject, type NodeContext } from '@maillon/node-sdk'
import { bindNames } from './bind-names.js'
import { timeoutParam } from './query-rows.js'
import { outcomeUnknown } from './sql-errors.js'
import { sqlParam, valuesFor, valuesParam, type NamedValue } from './sql-values.js'
import { databaseSlot, withDatabase } from './with-database.js'

interface RunParams {
  readonly sql: string
  readonly values: readonly NamedValue[]
  readonly timeoutSeconds: number
  readonly ifUnknown: 'stop' | 'again'
}

/** What gives rows has a node of its own; a transaction begins and ends with the statement. */
const unfit: ReadonlySet<string> = new Set(['SELECT', 'VALUES', 'TABLE', 'SHOW', 'EXPLAIN', 'DESCRIBE', 'BEGIN', 'START', 'COMMIT', 'ROLLBACK', 'SAVEPOINT', 'SET', 'USE', 'COPY', 'LOAD'])

export const sqlRun = defineNode({
  type: 'sql.run',
  title: { fr: 'Exécuter une instruction SQL', en: 'Run an SQL statement' },
  description: {
    fr: 'Exécute une instruction qui change des données, comme DELETE ou UPDATE (PostgreSQL, MySQL, MariaDB), et dit combien de lignes ont changé.',
    en: 'Runs a statement that changes data, such as DELETE or UPDATE (PostgreSQL, MySQL, MariaDB), and says how many rows have changed.',
  },
  keywords: {
    fr: ['sql', 'base de données', 'instruction', 'delete', 'update', 'insert', 'supprimer', 'nettoyer', 'purger', 'modifier', 'procédure'],
    en: ['sql', 'database', 'statement', 'delete', 'update', 'insert', 'execute', 'clean up', 'purge', 'change', 'procedure'],
  },
  icon: 'database-edit',
  group: 'data',
  params: Type.Object({
    sql: sqlParam({ placeholder: { fr: 'DELETE FROM journaux WHERE jour < :limite', en: 'DELETE FROM logs WHERE day < :limit' } }),
    values: valuesParam(),
    timeoutSeconds: timeoutParam(),
    ifUnknown: choiceParam<'stop' | 'again'>(
      { stop: { fr: 's’arrêter et demander', en: 'stop and ask' }, again: { fr: 'exécuter à nouveau', en: 'run it again' } },
      {
        label: { fr: 'Si une exécution précédente a été coupée', en: 'If an earlier run was cut off' },
        help: { fr: 'Un DELETE se refait sans dommage ; un INSERT ou « compte = compte + 1 », non.', en: 'A DELETE can be done again without harm; an INSERT or “count = count + 1” cannot.' },
        advanced: true,
      },
      'stop',
    ),
  }),
  effects: 'write',
  defaultMode: 'all',
  credentials: [databaseSlot],
  outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'statement', type: 'text' }, { name: 'changed', type: 'number' }, { name: 'alreadyRunAt', type: 'date' }], open: false } } },
  timeoutMs: 3_600_000,
  examples: [
    {
      title: { fr: 'Supprimer les journaux de plus de 90 jours', en: 'Delete the logs that are older than 90 days' },
      params: { sql: 'DELETE FROM logs WHERE created_at < :limit', values: [{ name: 'limit', value: '{{addDays today -90}}' }] },
      input: { main: [{}] },
    },
  ],
  sample: { main: [{ statement: 'DELETE', changed: 43, alreadyRunAt: null }] },
  words: { fr: 'exécute une instruction SQL', en: 'runs an SQL statement' },
  runItem: (context) => runOnce(context),
  run: async (context) => {
    await context.emit({ json: await runOnce(context) })
  },
  // What it would change is known to the database alone, and it is not asked to try.
  preview: ({ params: { sql, values } }) => ({ sql, values: values.map(({ name, value = null }) => ({ name, value })) as never }),
})

async function runOnce(context: NodeContext<RunParams>): Promise<JsonObject> {
  const { params, log, locale } = context
  const { outcome, alreadyAt } = await sendOnce(context, params.ifUnknown, () => withDatabase(context, { mode: 'write', timeoutMs: params.timeoutSeconds * 1000 }, async (session, { host }) => {
    const bound = bindNames(params.sql, params.values.map(({ name }) => name), session.dialect)
    if (unfit.has(bound.verb)) throw notAChange(bound.verb)
    const values = valuesFor(bound, params.values, session.dialect)
    const changed = await session.run(bound.text, values).catch((error: unknown) => {
      throw isMaillonError(error) && error.info.code === 'SQL_CONNECTION_LOST' && params.ifUnknown === 'stop' ? outcomeUnknown(host, error.info.details ?? '') : error
    })
    return { statement: bound.verb, changed }
  }))
  if (alreadyAt !== null) log.info(locale === 'fr' ? `Déjà exécuté le ${alreadyAt} : rien n’est fait une seconde fois.` : `Already run at ${alreadyAt}: nothing is done twice.`)
  return { ...outcome, alreadyRunAt: alreadyAt }
}

function notAChange(verb: string) {
  return userError({
    code: 'SQL_STATEMENT_UNFIT',
    text: { fr: `« ${verb} » ne change pas de données : cette étape est faite pour ce qui en change.`, en: `“${verb}” changes no data: this step is for what does.` },
    hint: { fr: 'Pour lire des lignes, prenez l’étape « Interroger une base de données ».', en: 'To read rows, take the step “Query a database”.' },
    field: '/sql',
  })
}
