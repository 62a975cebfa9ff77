import { Type, ui, userError, withDefault, type JsonObject } from '@maillon/node-sdk'
import { bindNames } from './bind-names.js'
import type { SqlSession } from './sql-session.js'
import { valuesFor, type NamedValue } from './sql-values.js'

export interface Query {
  readonly sql: string
  readonly values: readonly NamedValue[]
  readonly maxRows: number
}

/** The rows of a query, streamed. @throws UserError `SQL_ROWS_TOO_MANY` beyond the bound: nothing is cut silently. */
export async function* queryRows(session: SqlSession, query: Query): AsyncGenerator<JsonObject> {
  const bound = bindNames(query.sql, query.values.map(({ name }) => name), session.dialect)
  let count = 0
  for await (const row of session.rows(bound.text, valuesFor(bound, query.values, session.dialect))) {
    count += 1
    if (count > query.maxRows) throw tooMany(query.maxRows)
    yield row
  }
}

export function timeoutParam() {
  return withDefault(Type.Integer({ default: 60, minimum: 1, maximum: 3600, ...ui({ label: { fr: 'Durée d’une requête au plus (secondes)', en: 'Time of a query at most (seconds)' }, advanced: true }) }))
}

export function maxRowsParam() {
  return withDefault(Type.Integer({ default: 1_000_000, minimum: 1, maximum: 100_000_000, ...ui({ label: { fr: 'Lignes au plus', en: 'Rows at most' }, help: { fr: 'Au-delà, l’étape échoue plutôt que de couper les données sans le dire.', en: 'Beyond it the step fails rather than cut the data silently.' }, advanced: true }) }))
}

function tooMany(most: number) {
  return userError({
    code: 'SQL_ROWS_TOO_MANY',
    text: { fr: `La requête donne plus de ${most} lignes.`, en: `The query gives more than ${most} rows.` },
    hint: { fr: 'Restreignez-la, ou augmentez le nombre permis.', en: 'Narrow it down, or raise the number allowed.' },
    field: '/maxRows',
  })
}
