import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import exceljs from 'exceljs'
import { describe, expect, it } from 'vitest'
import { excelValidate } from './excel-validate.node.js'

async function validate(rows: readonly (readonly unknown[])[] | string, rules: readonly object[], params: object = {}) {
  const files = createMemoryFiles()
  const name = typeof rows === 'string' ? 'commande.csv' : 'commande.xlsx'
  const { id } = files.add(name, typeof rows === 'string' ? rows : await workbook(rows))
  return testNode(excelValidate, { files, locale: 'fr', items: [{}], params: { file: { id, name }, rules: rules as never, ...params } })
}

async function workbook(rows: readonly (readonly unknown[])[]): Promise<Uint8Array> {
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('Commande')
  for (const row of rows) sheet.addRow([...row])
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const order = [
  ['Référence', 'Quantité', 'Mode', 'Pour le', 'Note'],
  ['A1', 2, 'Express', new Date(Date.UTC(2026, 3, 3)), 'x'],
  ['a1 ', 0, 'fusée', new Date(Date.UTC(2025, 3, 3)), null],
  [null, 'deux', 'standard', 'demain', null],
  ['A3', 2.5, 'standard', new Date(Date.UTC(2026, 3, 4)), 'trop long'],
]
const rules = [
  { name: 'Référence', type: 'text', unique: true },
  { name: 'Quantité', type: 'integer', min: 1, max: '999' },
  { name: 'Mode', allowed: ['standard', 'express'] },
  { name: 'Pour le', type: 'date', min: '2026-01-01' },
  { name: 'Note', type: 'text', required: false, max: 5 },
]

describe('excel.validate', () => {
  it('gives good rows typed, and bad ones with the address and the reason of each bad cell', async () => {
    const { json, error } = await validate(order, rules)
    expect(error).toBeNull()
    expect(json['valid']).toEqual([{ Référence: 'A1', Quantité: 2, Mode: 'Express', 'Pour le': '2026-04-03', Note: 'x' }])
    expect(json['invalid']?.map(({ row, cells }) => `${String(row)}: ${String(cells)}`)).toEqual(['3: A3, B3, C3, D3', '4: A4, B4, D4', '5: B5, E5'])
    expect(json['invalid']?.map(({ problems }) => (problems as readonly { problem: string }[]).map(({ problem }) => problem))).toEqual([
      ['Cellule A3 : « a1  » se trouve déjà dans la cellule A2.', 'Cellule B3 : « 0 » est plus petit que 1.', 'Cellule C3 : « fusée » n’est pas une valeur permise (« standard », « express »).', 'Cellule D3 : « 2025-04-03 » est avant le 2026-01-01.'],
      ['Cellule A4 : elle ne peut pas être vide.', 'Cellule B4 : « deux » n’est pas un nombre entier.', 'Cellule D4 : « demain » n’est pas une date.'],
      ['Cellule B5 : « 2.5 » n’est pas un nombre entier.', 'Cellule E5 : « trop long » compte plus de 5 caractères.'],
    ])
    expect(json['invalid']?.[0]).toMatchObject({ Référence: 'a1 ', Quantité: 0, sheet: 'Commande' })
  })

  it('names all missing columns at once, and checks the rows all the same', async () => {
    const { json } = await validate([['Référence'], ['A1']], [{ name: 'Référence' }, { name: 'Prix' }, { name: 'TVA' }, { name: 'Note', optional: true }])
    expect(json['invalid']).toEqual([expect.objectContaining({ row: null, cells: '', reason: 'La colonne « Prix » manque. La colonne « TVA » manque.' })])
    expect(json['valid']).toEqual([{ Référence: 'A1' }])
  })

  it('checks a CSV file by line, and keeps a column that is called like the report', async () => {
    const { json } = await validate('n;row\r\n1;a\r\nx;b\r\n', [{ name: 'n', type: 'number' }])
    expect(json['valid']).toEqual([{ n: 1, row: 'a' }])
    expect(json['invalid']).toEqual([expect.objectContaining({ n: 'x', 'row (2)': 'b', row: 3, cells: 'A3' })])
  })

  it('says that a cell is an error of Excel', async () => {
    const { json } = await validate([['a'], [{ error: '#DIV/0!' }]], [{ name: 'a' }])
    expect(json['invalid']?.[0]?.['reason']).toBe('Cellule A2 : « #DIV/0! » est une erreur d’Excel.')
  })

  it.each([
    [[{ name: 'Quantité', type: 'number', min: 'peu' }], 'EXCEL_RULE_BOUND_INVALID', '/rules/0/min'],
    [[{ name: 'Quantité' }, { name: 'Quantité' }], 'EXCEL_RULE_DUPLICATE', '/rules/1/name'],
  ])('refuses rules that cannot be meant', async (wrong, code, field) => {
    expect((await validate(order, wrong)).error).toMatchObject({ code, field, kind: 'user' })
  })
})
