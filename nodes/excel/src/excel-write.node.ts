import { defineNode, userError, type AllContext, type Item } from '@maillon/node-sdk'
import { planAndWrite } from './plan-and-write.js'
import { writeParams, type SheetParams, type WriteParams } from './write-params.js'

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const excelWrite = defineNode({
  type: 'excel.write',
  title: { fr: 'Créer un classeur Excel', en: 'Create an Excel workbook' },
  description: { fr: 'Écrit des lignes dans un classeur : feuilles, formats, totaux, graphiques.', en: 'Writes rows into a workbook: sheets, formats, totals, charts.' },
  keywords: {
    fr: ['tableur', 'xlsx', 'classeur', 'feuille', 'écrire', 'exporter', 'rapport', 'graphique', 'tableau', 'camembert', 'courbe', 'histogramme', 'diagramme', 'mise en forme', 'créer', 'onglet'],
    en: ['spreadsheet', 'xlsx', 'workbook', 'sheet', 'write', 'export', 'report', 'chart', 'table', 'pie chart', 'line', 'bars', 'diagram', 'graph', 'format', 'create', 'tab'],
  },
  icon: 'table-export',
  group: 'excel',
  params: writeParams,
  inputs: { each: 'sheets', key: 'id', labelKey: 'name' },
  effects: 'none',
  heavy: true,
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: { fields: [{ name: 'fileName', type: 'text' }, { name: 'sheets', type: 'number' }, { name: 'rows', type: 'number' }], open: false, files: ['workbook'] },
    },
  },
  examples: [
    {
      title: { fr: 'Un tableau avec total et graphique', en: 'A table with a total and a chart' },
      params: {
        fileName: 'ventes.xlsx',
        sheets: [
          {
            id: 'ventes',
            name: 'Ventes',
            columns: [{ field: 'produit', title: 'Produit' }, { field: 'montant', title: 'Montant', format: 'currency' }],
            totals: [{ field: 'montant', function: 'sum' }],
            chart: { kind: 'bar', category: 'produit', values: ['montant'], title: 'Ventes par produit' },
          },
        ],
      },
      input: { ventes: [{ produit: 'Café', montant: 1234.5 }, { produit: 'Thé', montant: 99.9 }] },
      output: { main: [{ fileName: 'ventes.xlsx', sheets: 1, rows: 2 }] },
    },
  ],
  sample: { main: [{ fileName: 'rapport.xlsx', sheets: 1, rows: 120 }] },
  words: { fr: 'crée le classeur « {{fileName}} »', en: 'creates the workbook “{{fileName}}”' },
  run: async (context) => {
    checkSheets(context.params.sheets)
    await context.emit(await written(context))
  },
})

async function written(context: AllContext<WriteParams>): Promise<Item> {
  const name = withExtension(context.params.fileName)
  const { bytes, counted } = await planAndWrite(context)
  const workbook = await context.files.create({ name, mediaType }, bytes)
  return { json: { fileName: workbook.name, sheets: context.params.sheets.length, rows: counted() }, files: { workbook } }
}

function withExtension(name: string): string {
  const trimmed = name.trim()
  return trimmed.toLowerCase().endsWith('.xlsx') ? trimmed : `${trimmed}.xlsx`
}

/** Excel doesn't tell sheet names apart by case. */
function checkSheets(sheets: readonly SheetParams[]): void {
  const ids = new Set<string>()
  const names = new Set<string>()
  sheets.forEach(({ id, name }, index) => {
    if (ids.has(id)) throw twice(id, `/sheets/${index}/id`)
    if (names.has(name.toLowerCase())) throw twice(name, `/sheets/${index}/name`)
    ids.add(id)
    names.add(name.toLowerCase())
  })
}

function twice(name: string, field: string) {
  return userError({
    code: 'EXCEL_SHEET_DUPLICATE',
    text: { fr: `Deux feuilles s’appellent « ${name} ».`, en: `Two sheets are called “${name}”.` },
    hint: { fr: 'Donnez un nom différent à chacune.', en: 'Give each its own name.' },
    field,
  })
}
