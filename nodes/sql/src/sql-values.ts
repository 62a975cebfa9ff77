import { Type, ui, userError, withDefault, type Json, type LocalizedText } from '@maillon/node-sdk'
import type { BoundSql, Dialect } from './bind-names.js'
import type { SqlValue } from './sql-session.js'

/** The parameter "sql". Never an expression: values travel beside it. */
export function sqlParam(more: { readonly placeholder?: LocalizedText } = {}) {
  return Type.String({
    minLength: 1,
    maxLength: 100_000,
    ...ui({
      label: { fr: 'Requête SQL', en: 'SQL query' },
      help: { fr: 'Écrivez :nom là où vient une valeur, sans guillemets.', en: 'Write :name where a value goes, without quotes.' },
      placeholder: more.placeholder ?? { fr: 'SELECT * FROM commandes WHERE jour >= :depuis', en: 'SELECT * FROM orders WHERE day >= :since' },
      widget: 'text',
      expression: false,
    }),
  })
}

/** The parameter "values": what the names of the query stand for. */
export function valuesParam() {
  return withDefault(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z_][A-Za-z0-9_]*$', ...ui({ label: { fr: 'Nom', en: 'Name' }, expression: false }) }),
        value: Type.Optional(Type.Unknown({ ...ui({ label: { fr: 'Valeur', en: 'Value' } }) })),
      }),
      { default: [], maxItems: 200, ...ui({ label: { fr: 'Valeurs', en: 'Values' }, help: { fr: 'Elles sont envoyées à part : aucune ne peut changer la requête.', en: 'They are sent apart: none can change the query.' } }) },
    ),
  )
}

export interface NamedValue {
  readonly name: string
  readonly value?: unknown
}

/** The values in the order of the placeholders. */
export function valuesFor(bound: BoundSql, given: readonly NamedValue[], dialect: Dialect): readonly SqlValue[] {
  const byName = new Map(given.map(({ name, value }, index) => [name, { value, index }]))
  return bound.names.map((name) => {
    const found = byName.get(name)
    return sqlValue((found?.value ?? null) as Json, { dialect, field: `/values/${found?.index ?? 0}/value` })
  })
}

/** A value as drivers take it: lists and objects as JSON. @throws UserError for text that no database keeps. */
export function sqlValue(value: Json, { dialect, field }: { readonly dialect: Dialect; readonly field?: string }): SqlValue {
  if (typeof value === 'boolean') return dialect === 'postgres' ? value : Number(value)
  if (typeof value !== 'string') return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
  if (dialect !== 'postgres' || !value.includes('\u0000')) return value
  throw userError({
    code: 'SQL_VALUE_INVALID',
    text: { fr: 'Une valeur contient le caractère nul, que PostgreSQL ne garde pas.', en: 'A value holds the null character, which PostgreSQL does not keep.' },
    ...(field === undefined ? {} : { field }),
  })
}
