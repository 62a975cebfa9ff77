import { defineNode, readNumber, shortText, unknownFieldError, userError, type Item, type Json } from '@maillon/node-sdk'
import { setCell, type CellChange } from './edit/set-cell.js'
import { WorkbookEditor } from './edit/workbook-editor.js'
import { receivedFile } from './file-source.js'
import { editedShape, keepEdited } from './keep-edited.js'
import { updateParams, type UpdateParams } from './update-params.js'
import { fileNotChosen } from './workbook-errors.js'

export const excelUpdate = defineNode({
  type: 'excel.update',
  title: { fr: 'Modifier un classeur Excel', en: 'Update an Excel workbook' },
  description: { fr: 'Change des cellules d’un classeur .xlsx et garde tout le reste : formats, formules, graphiques.', en: 'Changes cells of an .xlsx workbook and keeps all the rest: formats, formulas, charts.' },
  keywords: {
    fr: ['modifier', 'cellule', 'mettre à jour', 'tableur', 'xlsx', 'classeur', 'écrire', 'formule', 'remplacer'],
    en: ['update', 'cell', 'change', 'spreadsheet', 'xlsx', 'workbook', 'write', 'formula', 'replace'],
  },
  icon: 'table-alias',
  group: 'excel',
  params: updateParams,
  effects: 'none',
  heavy: true,
  outputShapes: { main: { kind: 'fixed', shape: editedShape('cells') } },
  examples: [
    {
      title: { fr: 'Changer une cellule et une colonne', en: 'Change a cell and a column' },
      params: { file: { id: 'file-1', name: 'suivi.xlsx' }, cells: [{ cell: 'B1', value: '{{today}}' }], rows: { rowField: 'ligne', columns: [{ field: 'statut', column: 'D' }] } },
      input: { main: [{ ligne: 4, statut: 'livré' }] },
    },
  ],
  sample: { main: [{ fileName: 'suivi.xlsx', cells: 3 }] },
  words: { fr: 'modifie un classeur', en: 'updates a workbook' },
  run: async (context) => {
    const { params, files, locale, timeZone } = context
    const items: Item[] = []
    for await (const item of context.input()) items.push(item)
    const file = params.source === 'chosen' ? (params.file === undefined ? null : await files.chosen(params.file)) : receivedFile(items[0] ?? { json: {} }, params.fileField ?? '', 0)
    if (file === null) throw fileNotChosen()
    const editor = await WorkbookEditor.open(await files.localPath(file), file, { locale, timeZone })
    const changes = [...cellChanges(params), ...rowChanges(params, items)]
    if (changes.length === 0) throw nothingToChange()
    for (const { change, pointer } of changes) await setCell(editor, { ...change, replacesFormula: params.replaceFormulas }, pointer)
    await context.emit(await keepEdited(context, { editor, wanted: params.fileName, counted: { cells: changes.length } }))
  },
})

interface Change {
  readonly change: CellChange
  readonly pointer: string
}

function cellChanges({ cells }: UpdateParams): readonly Change[] {
  return cells.map(({ sheet = '', cell, what, value, formula }, index) => {
    const about = what === 'formula' ? { value: formula ?? '', isFormula: true } : { value: what === 'clear' ? null : value }
    return { change: { sheet, cell, ...about }, pointer: `/cells/${index}` }
  })
}

function rowChanges({ rows }: UpdateParams, items: readonly Item[]): readonly Change[] {
  const { sheet = '', rowField, columns } = rows
  if (rowField === '') return []
  return items.flatMap(({ json }, index) => {
    if (!Object.hasOwn(json, rowField)) throw unknownFieldError(rowField, Object.keys(json), '/rows/rowField')
    const number = rowNumber(json[rowField] ?? null, index)
    return columns.map(({ field, column }, at) => {
      if (!Object.hasOwn(json, field)) throw unknownFieldError(field, Object.keys(json), `/rows/columns/${at}/field`)
      return { change: { sheet, cell: `${column}${number}`, value: json[field] ?? null }, pointer: `/rows/columns/${at}` }
    })
  })
}

function rowNumber(value: Json, row: number): number {
  const number = readNumber(value, 'en')
  if (number !== null && Number.isInteger(number) && number >= 1 && number <= 1_048_576) return number
  throw userError({
    code: 'EXCEL_ROW_INVALID',
    text: { fr: `Ligne ${row + 1} : « ${shortText(value)} » n’est pas un numéro de ligne d’Excel.`, en: `Row ${row + 1}: “${shortText(value)}” is not the number of a row of Excel.` },
    hint: { fr: 'Il va de 1 à 1 048 576.', en: 'It goes from 1 to 1,048,576.' },
    field: '/rows/rowField',
    row,
  })
}

function nothingToChange() {
  return userError({
    code: 'EXCEL_UPDATE_EMPTY',
    text: { fr: 'Rien n’est à changer dans ce classeur.', en: 'There is nothing to change in this workbook.' },
    hint: { fr: 'Indiquez au moins une cellule, ou le champ du numéro de ligne et les colonnes.', en: 'Give at least one cell, or the field of the row number and the columns.' },
    field: '/cells',
  })
}
