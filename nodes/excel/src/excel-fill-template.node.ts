import { defineNode, type AllContext, type Item, type JsonObject } from '@maillon/node-sdk'
import { fillTable } from './edit/fill-table.js'
import { setCell } from './edit/set-cell.js'
import { WorkbookEditor } from './edit/workbook-editor.js'
import { receivedFile } from './file-source.js'
import { fillTemplateParams, type FillTemplateParams } from './fill-template-params.js'
import { editedShape, keepEdited } from './keep-edited.js'
import { fileNotChosen, idTwice } from './workbook-errors.js'

export const excelFillTemplate = defineNode({
  type: 'excel.fill-template',
  title: { fr: 'Remplir un modèle Excel', en: 'Fill an Excel template' },
  description: { fr: 'Écrit des lignes dans un modèle .xlsx et garde ses formats, formules, graphiques et zones d’impression.', en: 'Writes rows into an .xlsx template and keeps its formats, formulas, charts and print areas.' },
  keywords: {
    fr: ['modèle', 'gabarit', 'facture', 'devis', 'tableur', 'xlsx', 'classeur', 'formulaire', 'compléter', 'graphique', 'contrat', 'bon de commande', 'excel'],
    en: ['template', 'invoice', 'quote', 'spreadsheet', 'xlsx', 'workbook', 'form', 'complete', 'chart', 'contract', 'purchase order', 'excel'],
  },
  icon: 'file-spreadsheet',
  group: 'excel',
  params: fillTemplateParams,
  inputs: { each: 'tables', key: 'id', labelKey: 'id' },
  effects: 'none',
  heavy: true,
  runOnEmpty: true,
  outputShapes: { main: { kind: 'fixed', shape: editedShape('rows') } },
  examples: [
    {
      title: { fr: 'Remplir une facture', en: 'Fill an invoice' },
      params: {
        file: { id: 'file-1', name: 'modèle-facture.xlsx' },
        fileName: 'facture.xlsx',
        cells: [{ cell: 'B2', value: 'Dupont SARL' }],
        tables: [{ id: 'lignes', start: 'A6', columns: [{ field: 'produit' }, { field: 'quantité' }, { field: 'prix' }] }],
      },
      input: { lignes: [{ produit: 'Café', quantité: 2, prix: 3.9 }, { produit: 'Thé', quantité: 1, prix: 4.5 }] },
    },
  ],
  sample: { main: [{ fileName: 'facture.xlsx', rows: 12 }] },
  words: { fr: 'remplit un modèle Excel', en: 'fills an Excel template' },
  run: async (context) => {
    const { params, files, locale, timeZone } = context
    checkIds(params)
    const inputs = await rowsOfTables(context)
    const file = params.source === 'chosen' ? (params.file === undefined ? null : await files.chosen(params.file)) : receivedFile(firstItem(inputs), params.fileField ?? '', 0)
    if (file === null) throw fileNotChosen()
    const editor = await WorkbookEditor.open(await files.localPath(file), file, { locale, timeZone })
    // Single cells first: their addresses are those of the template as it was drawn.
    for (const [index, cell] of params.cells.entries()) await setCell(editor, cell, `/cells/${index}`)
    let rows = 0
    for (const { index, items } of bottomUp(params, inputs)) {
      const table = params.tables[index]
      if (table === undefined) continue
      const data = items.map(({ json }): JsonObject => json)
      rows += await fillTable(editor, { ...table, sheet: table.sheet ?? '' }, { rows: data, pointer: `/tables/${index}` })
    }
    await context.emit(await keepEdited(context, { editor, wanted: params.fileName, counted: { rows } }))
  },
})

interface TableInput {
  readonly index: number
  readonly items: readonly Item[]
}

async function rowsOfTables({ params, input }: AllContext<FillTemplateParams>): Promise<readonly TableInput[]> {
  const inputs: TableInput[] = []
  for (const [index, { id }] of params.tables.entries()) {
    const items: Item[] = []
    for await (const item of input(id)) items.push(item)
    inputs.push({ index, items })
  }
  return inputs
}

/** A table that grows moves what lies below it: so the lowest is filled first. */
function bottomUp({ tables }: FillTemplateParams, inputs: readonly TableInput[]): readonly TableInput[] {
  const row = (index: number) => Number(/\d+$/.exec(tables[index]?.start ?? '')?.[0] ?? 0)
  return inputs.toSorted((left, right) => row(right.index) - row(left.index))
}

function firstItem(inputs: readonly TableInput[]): Item {
  return inputs.find(({ items }) => items.length > 0)?.items[0] ?? { json: {} }
}

function checkIds({ tables }: FillTemplateParams): void {
  tables.forEach(({ id }, index) => {
    if (tables.findIndex((one) => one.id === id) !== index) throw idTwice(id, `/tables/${index}/id`)
  })
}
