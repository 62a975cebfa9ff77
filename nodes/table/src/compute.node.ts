import { choiceParam, DecimalSum, defineNode, isMaillonError, Type, ui, userError, type Item, type Json, type JsonObject, type Locale, type MaillonError } from '@maillon/node-sdk'
import { computeValue, numberAt, type Calculation, type Cell, type Column, type ColumnMemory } from './compute-value.js'
import { mustDiffer } from './field-name.js'
import { SeenFields } from './seen-fields.js'
import { withSpillFolder, type SpillFolder } from './spill/spill-folder.js'

const twoOperands: readonly Calculation[] = ['add', 'subtract', 'multiply', 'divide', 'percent', 'change']
const withOther: readonly Calculation[] = [...twoOperands, 'join', 'days']

export const compute = defineNode({
  type: 'table.compute',
  title: { fr: 'Calculer des colonnes', en: 'Compute columns' },
  description: {
    fr: 'Ajoute des colonnes calculées : opérations entre champs, cumul, part du total, écart avec la ligne d’avant…',
    en: 'Adds computed columns: operations between fields, running total, share of the total, difference to the row before…',
  },
  keywords: {
    fr: ['calcul', 'formule', 'colonne', 'multiplier', 'additionner', 'pourcentage', 'cumul', 'écart', 'arrondir', 'évolution', 'numéroter', 'tva', 'taxe', 'marge', 'remise', 'diviser', 'soustraire'],
    en: ['calculate', 'formula', 'column', 'multiply', 'add', 'percentage', 'running total', 'difference', 'round', 'growth', 'row number', 'vat', 'tax', 'margin', 'discount', 'divide', 'subtract'],
  },
  icon: 'calculator',
  group: 'table',
  params: Type.Object({
    fields: Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Nom de la colonne', en: 'Name of the column' }, expression: false }) }),
        calculation: choiceParam<Calculation>(
          {
            multiply: { fr: 'champ × autre', en: 'field × other' },
            add: { fr: 'champ + autre', en: 'field + other' },
            subtract: { fr: 'champ − autre', en: 'field − other' },
            divide: { fr: 'champ ÷ autre', en: 'field ÷ other' },
            percent: { fr: 'champ en % de l’autre', en: 'field as % of other' },
            change: { fr: 'évolution en % depuis l’autre', en: 'change in % from other' },
            round: { fr: 'champ arrondi', en: 'field rounded' },
            join: { fr: 'textes mis bout à bout', en: 'texts put together' },
            days: { fr: 'jours du champ à l’autre (dates)', en: 'days from field to other (dates)' },
            number: { fr: 'numéro de la ligne', en: 'number of the row' },
            running: { fr: 'cumul jusqu’à cette ligne', en: 'running total up to this row' },
            previous: { fr: 'valeur de la ligne d’avant', en: 'value of the row before' },
            difference: { fr: 'écart avec la ligne d’avant', en: 'difference to the row before' },
            share: { fr: 'part du total, en %', en: 'share of the total, in %' },
          },
          { label: { fr: 'Calcul', en: 'Calculation' } },
        ),
        field: Type.Optional(Type.String({ ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false }) })),
        other: Type.Optional(
          Type.String({
            ...ui({ label: { fr: 'Autre champ', en: 'Other field' }, help: { fr: 'Vide : le nombre ci-dessous.', en: 'Empty: the number below.' }, widget: 'field', expression: false, showWhen: { param: 'calculation', is: withOther } }),
          }),
        ),
        value: Type.Optional(
          Type.String({
            maxLength: 200,
            ...ui({ label: { fr: 'Nombre, ou texte à mettre entre les deux', en: 'Number, or text to put between the two' }, placeholder: { fr: '1,2', en: '1.2' }, showWhen: { param: 'calculation', is: [...twoOperands, 'join'] } }),
          }),
        ),
        decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 10, ...ui({ label: { fr: 'Arrondir à (décimales)', en: 'Round to (decimals)' }, help: { fr: 'Vide : sans arrondir.', en: 'Empty: not rounded.' } }) })),
      }),
      { minItems: 1, maxItems: 100, ...ui({ label: { fr: 'Colonnes', en: 'Columns' } }) },
    ),
  }),
  effects: 'none',
  keepsRows: true,
  outputShapes: { main: { kind: 'computed', rule: 'set-fields' } },
  examples: [
    {
      title: { fr: 'Montant, TVA et cumul', en: 'Amount, VAT and running total' },
      params: {
        fields: [
          { name: 'montant', calculation: 'multiply', field: 'quantité', other: 'prix' },
          { name: 'tva', calculation: 'multiply', field: 'montant', value: '0,2', decimals: 2 },
          { name: 'cumul', calculation: 'running', field: 'montant' },
        ],
      },
      input: { main: [{ quantité: 3, prix: 0.1 }, { quantité: '2', prix: '1 000,25' }, { quantité: null, prix: 4 }] },
      output: {
        main: [
          { quantité: 3, prix: 0.1, montant: 0.3, tva: 0.06, cumul: 0.3 },
          { quantité: '2', prix: '1 000,25', montant: 2000.5, tva: 400.1, cumul: 2000.8 },
          { quantité: null, prix: 4, montant: null, tva: null, cumul: 2000.8 },
        ],
      },
    },
    {
      title: { fr: 'Part de chacun et évolution', en: 'Share of each and growth' },
      params: {
        fields: [
          { name: 'part', calculation: 'share', field: 'ventes', decimals: 1 },
          { name: 'écart', calculation: 'difference', field: 'ventes' },
          { name: 'rang', calculation: 'number' },
        ],
      },
      input: { main: [{ mois: 'janvier', ventes: 200 }, { mois: 'février', ventes: 100 }] },
      output: { main: [{ mois: 'janvier', ventes: 200, part: 66.7, écart: null, rang: 1 }, { mois: 'février', ventes: 100, part: 33.3, écart: -100, rang: 2 }] },
    },
  ],
  words: { fr: 'calcule des colonnes', en: 'computes columns' },
  run: async ({ params, input, emit, refuse, locale, timeZone, signal, knownFields }) => {
    const columns = params.fields
    checkColumns(columns)
    let memories = columns.map((): ColumnMemory => ({ rows: 0, sum: 0, previous: null }))
    const remembers = columns.some(({ calculation }) => overRows.has(calculation))
    const seen = new SeenFields(knownFields())
    let row = 0
    await withSpillFolder(signal, async (folder) => {
      const { items, totals } = await withTotals(input(), columns, { folder, locale, timeZone })
      for await (const item of items) {
        seen.add(item.json)
        // A row that can't be computed leaves no trace in what the next ones build upon.
        const before = remembers ? memories.map((memory) => ({ ...memory })) : memories
        const json = computed(item.json, columns, (index) => ({ place: { locale, timeZone, row, pointer: `/fields/${index}`, total: totals[index] ?? null }, memory: memories[index] as ColumnMemory }))
        if (json instanceof Error) {
          memories = before
          await refuse(json, { item, index: row })
        } else await emit({ ...item, json })
        row++
      }
    })
    const made = new Set(columns.map(({ name }) => name))
    for (const [index, column] of columns.entries()) {
      for (const operand of ['field', 'other'] as const) {
        const field = column[operand] ?? ''
        if (field !== '' && !made.has(field)) seen.mustHave(field, `/fields/${index}/${operand}`)
      }
    }
  },
})

/** Those that build upon the rows before. */
const overRows: ReadonlySet<Calculation> = new Set(['number', 'running', 'previous', 'difference'])

/** The row with its computed columns, or why that can't be. */
function computed(given: JsonObject, columns: readonly Column[], at: (index: number) => Pick<Cell, 'place' | 'memory'>): JsonObject | MaillonError {
  const json: { [name: string]: Json } = { ...given }
  try {
    for (const [index, column] of columns.entries()) json[column.name] = computeValue({ json, column, ...at(index) })
    return json
  } catch (error) {
    // What no row could mend (a field that nobody chose) is no row's failure.
    if (isMaillonError(error) && error.info.row !== undefined) return error
    throw error
  }
}

interface SharePlace {
  readonly folder: SpillFolder
  readonly locale: Locale
  readonly timeZone: string
}

interface RowsWithTotals {
  readonly items: AsyncIterable<Item>
  /** By column; null where it needs none. */
  readonly totals: readonly (number | null)[]
}

/** A share needs the total before the first row leaves: then the rows go by the disk. */
async function withTotals(items: AsyncIterable<Item>, columns: readonly Column[], { folder, locale, timeZone }: SharePlace): Promise<RowsWithTotals> {
  if (!columns.some(({ calculation }) => calculation === 'share')) return { items, totals: [] }
  const sums = columns.map(({ calculation }) => (calculation === 'share' ? new DecimalSum() : null))
  const file = folder.file<JsonObject>()
  let row = 0
  for await (const item of items) {
    for (const [index, column] of columns.entries()) sums[index]?.add(numberOrNothing({ json: item.json, column, place: { locale, timeZone, row, pointer: `/fields/${index}`, total: null } }))
    const pending = file.add(item as unknown as JsonObject)
    if (pending !== undefined) await pending
    row++
  }
  return { items: file.read() as unknown as AsyncIterable<Item>, totals: sums.map((sum) => sum?.total() ?? null) }
}

/** What is no number is refused when its row comes. */
function numberOrNothing(cell: Pick<Cell, 'json' | 'column' | 'place'>): number {
  try {
    return numberAt(cell, 'field') ?? 0
  } catch (error) {
    if (isMaillonError(error)) return 0
    throw error
  }
}

function checkColumns(columns: readonly Column[]): void {
  mustDiffer(columns.map(({ name }) => name), (index) => `/fields/${index}/name`)
  columns.forEach(({ calculation, field = '', other = '' }, index) => {
    const pointer = `/fields/${index}`
    if (calculation !== 'number' && field === '') throw fieldMissing(`${pointer}/field`)
    if ((calculation === 'join' || calculation === 'days') && other === '') throw fieldMissing(`${pointer}/other`)
    if (calculation === 'share' && columns.slice(0, index).some(({ name }) => name === field)) throw shareOfComputed(`${pointer}/field`)
  })
}

function fieldMissing(pointer: string) {
  return userError({ code: 'TABLE_FIELD_MISSING', text: { fr: 'Choisissez le champ de ce calcul.', en: 'Choose the field of this calculation.' }, field: pointer })
}

function shareOfComputed(pointer: string) {
  return userError({
    code: 'TABLE_SHARE_COMPUTED',
    text: { fr: 'La part d’une colonne calculée dans la même étape n’est pas encore connue.', en: 'The share of a column that is computed in the same step is not known yet.' },
    hint: { fr: 'Calculez la part dans une seconde étape « Calculer des colonnes ».', en: 'Compute the share in a second “Compute columns” step.' },
    field: pointer,
  })
}
