import { writeXlsx } from 'hucre/xlsx'

/** The smallest PNG: one pixel. */
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const euro = { numFmt: '#,##0.00\\ "€"' }
const bold = { font: { bold: true, color: { rgb: 'FFFFFF' } }, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '1F4E79' } } } as const

/**
 * An invoice as a person would draw it: names, looks, a prepared row (6) with a formula, a total (8), a note below, a picture, a chart over
 * the prepared row, rules, checks, a merged area, a print area; and a second sheet that speaks of the first.
 */
export function invoiceTemplate(): Promise<Uint8Array> {
  const at = (row: number, col: number) => `${row},${col}`
  return writeXlsx({
    namedRanges: [{ name: 'client', range: 'Facture!$B$2' }, { name: 'lignes', range: 'Facture!$A$6:$D$6' }, { name: 'total', range: 'Facture!$D$8' }],
    sheets: [
      {
        name: 'Facture',
        columns: [{ width: 30 }, { width: 12 }, { width: 12 }, { width: 16 }],
        rows: [['FACTURE'], ['Client', 'à remplir'], ['Date', null], [], ['Produit', 'Quantité', 'Prix', 'Montant'], ['exemple', 1, 1, null], [], ['Total', null, null, null], [], ['Merci de votre confiance']],
        cells: new Map([
          [at(4, 0), { style: bold }], [at(4, 1), { style: bold }], [at(4, 2), { style: bold }], [at(4, 3), { style: bold }],
          [at(5, 2), { style: euro }],
          [at(5, 3), { formula: 'B6*C6', formulaResult: 1, style: euro }],
          [at(7, 3), { formula: 'SUM(D6:D6)', formulaResult: 1, style: { ...euro, font: { bold: true } } }],
          [at(2, 1), { style: { numFmt: 'dd/mm/yyyy' } }],
        ]),
        merges: [{ startRow: 9, startCol: 0, endRow: 9, endCol: 3 }],
        conditionalRules: [{ type: 'cellIs', priority: 1, operator: 'greaterThan', range: 'D6', formula: '100', style: { font: { color: { rgb: 'C00000' } } } }],
        dataValidations: [{ type: 'whole', operator: 'greaterThan', range: 'B6', formula1: '0' }],
        images: [{ data: new Uint8Array(pixel), type: 'png', anchor: { from: { row: 10, col: 0 }, to: { row: 12, col: 1 } } }],
        pageSetup: { orientation: 'portrait', paperSize: 'a4', printArea: '$A$1:$D$10' },
        charts: [
          { type: 'column', title: 'Montants', series: [{ name: 'Montant', values: 'Facture!$D$6:$D$6', categories: 'Facture!$A$6:$A$6' }], anchor: { from: { row: 0, col: 5 }, to: { row: 16, col: 12 } } },
          { type: 'pie', title: 'Parts', series: [{ name: 'Montant', values: 'Facture!$D$6:$D$6', categories: 'Facture!$A$6:$A$6' }], anchor: { from: { row: 13, col: 0 }, to: { row: 28, col: 4 } } },
        ],
      },
      { name: 'Synthèse', rows: [['Total', null], ['Lignes', null]], cells: new Map([['0,1', { formula: 'Facture!D8', formulaResult: 1 }], ['1,1', { formula: 'COUNTA(Facture!A6:A6)', formulaResult: 1 }]]) },
    ],
  })
}
