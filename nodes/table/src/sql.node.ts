import { defineNode, Type, ui, withDefault } from '@maillon/node-sdk'
import { withSpillFolder } from './spill/spill-folder.js'
import { runSql } from './sql/run-sql.js'

export const sql = defineNode({
  type: 'table.sql',
  title: { fr: 'Requête SQL sur les lignes', en: 'SQL over rows' },
  description: { fr: 'Interroge les lignes reçues comme des tables, par un SELECT (DuckDB).', en: 'Queries the rows received as tables, by a SELECT (DuckDB).' },
  keywords: {
    fr: ['sql', 'requête', 'select', 'duckdb', 'jointure', 'fenêtre', 'interroger', 'table'],
    en: ['sql', 'query', 'select', 'duckdb', 'join', 'window', 'table'],
  },
  icon: 'sql',
  group: 'table',
  params: Type.Object({
    tables: Type.Array(
        Type.Object({
          id: Type.String({
            pattern: '^[a-z][a-z0-9]*$',
            maxLength: 40,
            ...ui({ label: { fr: 'Table (entrée)', en: 'Table (input)' }, help: { fr: 'Minuscules et chiffres : le nom de l’entrée et de la table.', en: 'Small letters and digits: the name of the input and of the table.' }, placeholder: { fr: 'ventes', en: 'sales' }, expression: false }),
          }),
        }),
        { minItems: 1, maxItems: 20, ...ui({ label: { fr: 'Tables', en: 'Tables' }, help: { fr: 'Chaque table a son point d’entrée.', en: 'Each table has its own input.' } }) },
      ),
    sql: Type.String({
      minLength: 1,
      maxLength: 50_000,
      ...ui({
        label: { fr: 'Requête', en: 'Query' },
        help: { fr: 'Un SELECT. Les valeurs variables s’écrivent $nom et se donnent ci-dessous, jamais par {{…}}.', en: 'A SELECT. Variable values are written $name and given below, never by {{…}}.' },
        placeholder: { fr: 'SELECT produit, sum(montant) AS total FROM main GROUP BY produit', en: 'SELECT product, sum(amount) AS total FROM main GROUP BY product' },
        widget: 'text',
        expression: false,
      }),
    }),
    values: withDefault(
      Type.Array(
        Type.Object({
          name: Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$', maxLength: 60, ...ui({ label: { fr: 'Nom (sans $)', en: 'Name (without $)' }, expression: false }) }),
          value: Type.Optional(Type.Unknown({ ...ui({ label: { fr: 'Valeur', en: 'Value' }, placeholder: { fr: '{{variables.seuil}}', en: '{{variables.threshold}}' } }) })),
        }),
        { default: [], maxItems: 100, ...ui({ label: { fr: 'Valeurs', en: 'Values' } }) },
      ),
    ),
  }),
  inputs: { each: 'tables', key: 'id', labelKey: 'id' },
  effects: 'none',
  examples: [
    {
      title: { fr: 'Total par produit au-dessus d’un seuil', en: 'Total by product above a threshold' },
      params: { tables: [{ id: 'main' }], sql: 'SELECT produit, sum(montant) AS total FROM main GROUP BY produit HAVING sum(montant) > $seuil ORDER BY total DESC', values: [{ name: 'seuil', value: 0.25 }] },
      input: { main: [{ produit: 'Thé', montant: 0.1 }, { produit: 'Café', montant: 2 }, { produit: 'Thé', montant: 0.2 }, { produit: 'Eau', montant: 0.25 }] },
      output: { main: [{ produit: 'Café', total: 2 }, { produit: 'Thé', total: 0.3 }] },
    },
    {
      title: { fr: 'Deux tables et des dates', en: 'Two tables and dates' },
      params: {
        tables: [{ id: 'ventes' }, { id: 'prix' }],
        sql: 'SELECT v.jour, v.quantité * p.prix AS montant, date_diff(\'day\', v.jour, $fin) AS reste FROM ventes v LEFT JOIN prix p USING (code) ORDER BY v.jour',
        values: [{ name: 'fin', value: '2026-04-30' }],
      },
      input: { ventes: [{ jour: '2026-04-03', code: 'A1', quantité: 3 }, { jour: '2026-04-01', code: 'B2', quantité: 1 }], prix: [{ code: 'A1', prix: 0.1 }] },
      output: { main: [{ jour: '2026-04-01', montant: null, reste: 29 }, { jour: '2026-04-03', montant: 0.3, reste: 27 }] },
    },
  ],
  words: { fr: 'interroge les lignes en SQL', en: 'queries the rows by SQL' },
  run: (context) => withSpillFolder(context.signal, (folder) => runSql(context, folder)),
})
