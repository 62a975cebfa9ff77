import { isMaillonError, userError } from '@maillon/node-sdk'

/** What DuckDB threw, as a sentence. Its own words are English; paths of the server are taken out. */
export function sqlError(error: unknown, emptyTables: readonly string[]): unknown {
  if (isMaillonError(error) || !(error instanceof Error)) return error
  const message = error.message.replace(/(['"])\/[^'"]*\1/g, '$1…$1')
  const [first = ''] = message.split('\n')
  if (/^(Out of Memory|IO Error.*(space|temp))/i.test(first)) return outOfMemory(message)
  if (first.startsWith('Permission Error')) return noAccess()
  const shown = first.replace(/^[A-Za-z ]+ Error: /, '').slice(0, 200)
  const empty = emptyTables.join(', ')
  return userError({
    code: 'SQL_QUERY_INVALID',
    text: { fr: `La requête SQL n’est pas valable : ${shown}`, en: `The SQL query is not valid: ${shown}` },
    hint:
      empty === ''
        ? { fr: 'Les détails montrent l’endroit. Une colonne dont le nom a des espaces ou des majuscules s’écrit "Prix unitaire".', en: 'The details show the place. A column whose name has spaces or capitals is written "Unit price".' }
        : { fr: `Aucune ligne n’est arrivée par : ${empty} ; ses colonnes ne sont donc pas connues.`, en: `No rows came by: ${empty}; so its columns are not known.` },
    field: '/sql',
    details: message,
  })
}

function outOfMemory(details: string) {
  return userError({
    code: 'SQL_MEMORY_EXCEEDED',
    text: { fr: 'Cette requête demande plus de mémoire ou de disque que permis.', en: 'This query needs more memory or disk than allowed.' },
    hint: { fr: 'Filtrez ou regroupez les lignes plus tôt dans la requête.', en: 'Filter or group the rows earlier in the query.' },
    field: '/sql',
    details: details.split('\n')[0] ?? '',
  })
}

function noAccess() {
  return userError({
    code: 'SQL_ACCESS_REFUSED',
    text: { fr: 'Cette requête veut lire ou écrire hors de ses tables, ce qui n’est pas permis.', en: 'This query wants to read or write outside of its tables, which is not allowed.' },
    hint: { fr: 'Apportez les données par une entrée de cette étape.', en: 'Bring the data by an input of this step.' },
    field: '/sql',
  })
}

export function notOneSelect() {
  return userError({
    code: 'SQL_STATEMENT_REFUSED',
    text: { fr: 'La requête doit être un seul SELECT (il peut commencer par WITH).', en: 'The query has to be a single SELECT (it may begin with WITH).' },
    field: '/sql',
  })
}
