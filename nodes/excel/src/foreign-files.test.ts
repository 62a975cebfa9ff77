import type { JsonObject } from '@maillon/node-sdk'
import { createMemoryFiles, testNode, zipOf } from '@maillon/node-sdk/testing'
import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { excelRead } from './excel-read.node.js'
import { excelUpdate } from './excel-update.node.js'
import { excelValidate } from './excel-validate.node.js'
import { excelWrite } from './excel-write.node.js'
import { guessDelimiter } from './read-csv.js'
import { workbookParts } from './workbook-parts.fixture.js'

async function read(bytes: string | Uint8Array, params: JsonObject = {}, name = 'export.csv') {
  const files = createMemoryFiles()
  const { id } = files.add(name, bytes)
  return testNode(excelRead, { files, items: [{}], params: { file: { id, name }, ...params }, locale: 'fr' })
}

const rowsOf = async (...given: Parameters<typeof read>) => {
  const { json, error } = await read(...given)
  return error === null ? json['main'] : error.code
}

/** As a bank gives it: lines about the account first, Windows-1252, semicolons, decimal commas, the sign behind. */
const statement = Buffer.from(
  ['Relevé du 01/01/2026, compte courant', 'Titulaire : Société Dupont, SARL', '', 'Date;Libellé;Débit;Crédit;Heure', '02/01/2026;Prélèvement "EDF";1 234,56-;;02/01/2026 08:05', '05/01/2026;Café, thé;;12,50 EUR;05/01/2026 17:30:10', '31/12/2025;Chèque n° 0042;(7,00);;', 'Solde;;;;'].join('\r\n'),
  'latin1',
)

describe('files of banks and other programs', () => {
  it('reads the statement of a bank with the lines before its titles', async () => {
    expect(await rowsOf(statement, { headerRow: 4, columns: [{ name: 'Débit', type: 'number' }, { name: 'Crédit', type: 'number' }] })).toEqual([
      { Date: '02/01/2026', Libellé: 'Prélèvement "EDF"', Débit: -1234.56, Crédit: null, Heure: '2026-01-02T07:05:00.000Z' },
      { Date: '05/01/2026', Libellé: 'Café, thé', Débit: null, Crédit: 12.5, Heure: '2026-01-05T16:30:10.000Z' },
      { Date: '31/12/2025', Libellé: 'Chèque n° 0042', Débit: -7, Crédit: null, Heure: null },
      { Date: 'Solde', Libellé: null, Débit: null, Crédit: null, Heure: null },
    ])
  })

  it('takes the line “sep=” for what it is, whose number still counts', async () => {
    expect(await rowsOf('sep=;\r\nNom;Prix\r\nZoé;1,5\r\n')).toEqual([{ Nom: 'Zoé', Prix: 1.5 }])
    expect(await rowsOf('sep=,\nNom,Prix\n"Zoé;Ali",1.5\n')).toEqual([{ Nom: 'Zoé;Ali', Prix: 1.5 }])
    const { error } = await read('sep=;\nPrix\n1\ncher\n', { columns: [{ name: 'Prix', type: 'number' }] })
    expect(error?.text?.en).toBe('Cell A4: “cher” is not a number.')
  })

  it('finds the separator beside decimal commas, and after lines that have none', () => {
    const rows = Array.from({ length: 10 }, (_, n) => `${n},5;${n},25;${n},75`)
    expect(guessDelimiter(['a;b;c', ...rows].join('\n'))).toBe(';')
    expect(guessDelimiter(['Relevé, compte, client', 'Du 1 au 31', 'a;b;c', ...rows].join('\n'))).toBe(';')
    expect(guessDelimiter('nom,tags\nx,a;b\ny,c;d\n')).toBe(',')
    expect(guessDelimiter('a\tb\n1,5\t2,5\n')).toBe('\t')
    expect(guessDelimiter('a,b\n1.5,2.5\n1,2\n')).toBe(',')
    expect(guessDelimiter('nom\nZoé\n')).toBe(';')
  })

  it('reads a table of text that is called .xls, as many programs give it', async () => {
    expect(await rowsOf('Nom\tPrix\nZoé\t1,5\n', {}, 'export.xls')).toEqual([{ Nom: 'Zoé', Prix: 1.5 }])
  })

  it('reads every character of a long file whose first accent comes late', async () => {
    const rows = 'REF;1\r\n'.repeat(20_000)
    const { json, error } = await read(Buffer.from(`Code;Quantite\r\n${rows}Zo\u00e9;2\r\n`, 'latin1'))
    expect(error).toBeNull()
    expect(json['main']?.at(-1)).toEqual({ Code: 'Zoé', Quantite: 2 })
  })

  it('reads UTF-16 without a mark, guessed or as said', async () => {
    const text = `Nom;Prix\n${'Zoé;1\n'.repeat(60)}`
    for (const encoding of ['auto', 'utf-16le']) expect(await rowsOf(Buffer.from(text, 'utf16le'), { encoding })).toHaveLength(60)
  })

  it('knows the errors of a French Excel in a CSV', async () => {
    const { error } = await read('a;b\n#VALEUR!;1\n')
    expect(error?.text?.fr).toBe('Cellule A2 : « #VALEUR! » est une erreur d’Excel.')
  })

  it('repeats the value of merged cells where the elements of the sheet have a prefix', async () => {
    const parts = workbookParts('<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>7</x:v></x:c></x:row><x:row r="3"><x:c r="A3"/></x:row></x:sheetData><x:mergeCells count="1"><x:mergeCell ref="A2:A3"/></x:mergeCells></x:worksheet>')
    expect(await rowsOf(zipOf(parts), { fillMerged: true }, 'a.xlsx')).toEqual([{ a: 7 }, { a: 7 }])
  })
})

describe('rules in one language over a file in another', () => {
  it('reads limits and allowed values as the person wrote them', async () => {
    const files = createMemoryFiles()
    const { id } = files.add('a.csv', 'taux,le,payé\n1.5,2026-04-03,yes\n2.75,2026-04-03,no\n9.9,2027-01-01,yes\n')
    const rules = [{ name: 'taux', type: 'number', min: '1,2', allowed: ['1,5', '2,75'] }, { name: 'le', type: 'date', allowed: ['03/04/2026'] }, { name: 'payé', type: 'boolean', allowed: ['oui', 'non'] }]
    const { json, error } = await testNode(excelValidate, { files, locale: 'fr', items: [{}], params: { file: { id, name: 'a.csv' }, rules } })
    expect(error).toBeNull()
    expect(json['valid']).toEqual([{ taux: 1.5, le: '2026-04-03', payé: true }, { taux: 2.75, le: '2026-04-03', payé: false }])
    expect(json['invalid']?.map(({ cells }) => cells)).toEqual(['A4, B4'])
  })
})

describe('dates', () => {
  const moment = fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2999-12-31T00:00:00Z'), noInvalidDate: true }).map((date) => `${date.toISOString().slice(0, 16)}:00`)
  /** What is written without a time zone reads as it was written, a day without a time as a day. */
  const shown = (text: string) => text.replace('T00:00:00', '')

  async function readBack(files: ReturnType<typeof createMemoryFiles>, result: Awaited<ReturnType<typeof testNode>>) {
    const workbook = result.outputs['main']?.[0]?.files?.['workbook'] ?? expect.fail(JSON.stringify(result.error))
    return testNode(excelRead, { files, params: { source: 'item' }, inputItems: { main: [{ json: {}, files: { workbook } }] } })
  }

  it('come back as they were from a workbook that is written, on the days too on which clocks change, and from 1900 on', async () => {
    const special = ['2026-03-29T10:00:00', '2026-10-25T10:00:00', '1900-01-01T00:00:00', '1900-02-28T12:00:00', '1900-03-01T00:00:00', '2026-03-29T02:30:00']
    const moments = [...special, ...fc.sample(moment, { numRuns: 300, seed: 7 })]
    const files = createMemoryFiles()
    const sheets = [{ id: 'a', name: 'A', columns: [{ field: 'le', format: 'datetime' }] }]
    const written = await testNode(excelWrite, { files, locale: 'fr', params: { sheets }, inputs: { a: moments.map((le) => ({ le })) } })
    expect((await readBack(files, written)).json['main']?.map(({ le }) => le)).toEqual(moments.map(shown))
  })

  it('come back as they were from cells that are changed, and keep the instant of another zone', async () => {
    const moments = ['2026-03-29T10:00:00', '2026-10-25T10:00:00', '1900-01-01T00:00:00', '1900-02-28T12:00:00', '1900-03-01T00:00:00', ...fc.sample(moment, { numRuns: 200, seed: 11 })]
    const files = createMemoryFiles()
    const { id } = files.add('a.xlsx', await writeXlsx({ sheets: [{ name: 'A', rows: [['le']] }] }))
    const cells = [...moments, '2026-10-25T09:00:00Z'].map((value, at) => ({ cell: `A${at + 2}`, value }))
    const changed = await testNode(excelUpdate, { files, locale: 'fr', items: [{}], params: { file: { id, name: 'a.xlsx' }, cells } })
    expect((await readBack(files, changed)).json['main']?.map(({ le }) => le)).toEqual([...moments.map(shown), '2026-10-25T10:00:00'])
  })

  it('before 1900, which Excel doesn’t know, are written as the texts that they are', async () => {
    const files = createMemoryFiles()
    const rows = [{ naissance: '1850-05-01' }, { naissance: '1899-12-31' }, { naissance: '1950-05-01' }]
    const written = await testNode(excelWrite, { files, locale: 'fr', params: { sheets: [{ id: 'a', name: 'A' }] }, inputs: { a: rows } })
    expect((await readBack(files, written)).json['main']).toEqual(rows)
  })
})

describe('what Excel would have to repair', () => {
  it('is never written: titles without a name, in lines, or too long', async () => {
    const files = createMemoryFiles()
    const written = await testNode(excelWrite, { files, locale: 'fr', params: { sheets: [{ id: 'a', name: 'A' }] }, inputs: { a: [{ '': 1, 'Prix\nHT': 2, 'prix ht': 3, ['x'.repeat(300)]: 4 }] } })
    const workbook = written.outputs['main']?.[0]?.files?.['workbook'] ?? expect.fail()
    const { json } = await testNode(excelRead, { files, params: { source: 'item' }, inputItems: { main: [{ json: {}, files: { workbook } }] } })
    expect(json['main']).toEqual([{ A: 1, 'Prix HT': 2, 'prix ht (2)': 3, ['x'.repeat(255)]: 4 }])
  })

  it('says which values a total leaves out', async () => {
    const rows = [{ prix: 2 }, { prix: 'N/A' }, { prix: 'offert' }]
    const { logs, error } = await testNode(excelWrite, { locale: 'fr', params: { sheets: [{ id: 'a', name: 'Ventes', totals: [{ field: 'prix' }] }] }, inputs: { a: rows } })
    expect(error).toBeNull()
    expect(logs.map(({ message }) => message)).toEqual(['Feuille « Ventes », colonne « prix » : 2 valeurs ne sont pas des nombres et ne comptent pas dans le total (A3 : « N/A »).'])
  })
})
