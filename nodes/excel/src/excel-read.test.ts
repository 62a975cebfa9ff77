import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { gunzipSync } from 'node:zlib'
import exceljs from 'exceljs'
import { describe, expect, it } from 'vitest'
import { excelRead } from './excel-read.node.js'

type Fill = (workbook: exceljs.Workbook) => void

async function workbook(fill: Fill): Promise<Uint8Array> {
  const book = new exceljs.Workbook()
  fill(book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

async function read(bytes: Uint8Array | string, params: object = {}, name = 'tarifs.xlsx') {
  const files = createMemoryFiles()
  const { id } = files.add(name, bytes)
  return testNode(excelRead, { files, locale: 'fr', items: [{}], params: { file: { id, name }, ...params } })
}

const prices: Fill = (book) => {
  const sheet = book.addWorksheet('Tarifs')
  sheet.addRow(['Référence', 'Prix', 'Depuis', 'Actif'])
  sheet.addRow(['A1', 3.9, new Date(Date.UTC(2026, 3, 3)), true])
  sheet.addRow(['0012', '1 234,56', new Date(Date.UTC(2026, 3, 3, 8, 30)), false])
  sheet.getColumn(3).numFmt = 'dd/mm/yyyy hh:mm'
  book.addWorksheet('Ventes').addRow(['x'])
}

describe('excel.read of .xlsx', () => {
  it('gives rows by title, with numbers, dates and booleans as they are', async () => {
    const { json, error } = await read(await workbook(prices))
    expect(error).toBeNull()
    expect(json['main']).toEqual([
      { Référence: 'A1', Prix: 3.9, Depuis: '2026-04-03', Actif: true },
      { Référence: '0012', Prix: '1 234,56', Depuis: '2026-04-03T08:30:00', Actif: false },
    ])
  })

  it('reads formulas by their kept value, rich texts in one, links by their text, times without a day', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('A')
      sheet.addRow(['f', 'jour', 'riche', 'lien', 'heure'])
      sheet.addRow([{ formula: '1+1', result: 2 }, { formula: 'TODAY()', result: new Date(Date.UTC(2026, 0, 1)) }, { richText: [{ text: 'a' }, { text: 'b' }] }, { text: 'ici', hyperlink: 'http://x.io' }, 0.5])
      sheet.getCell('B2').numFmt = 'dd/mm/yyyy'
      sheet.getCell('E2').numFmt = 'hh:mm'
    })
    expect((await read(bytes)).json['main']).toEqual([{ f: 2, jour: '2026-01-01', riche: 'ab', lien: 'ici', heure: '12:00:00' }])
  })

  it('knows the dates that count from 1904', async () => {
    const bytes = await workbook((book) => {
      book.properties.date1904 = true
      const sheet = book.addWorksheet('A')
      sheet.addRow(['jour', 'nu'])
      sheet.addRow([new Date(Date.UTC(2026, 3, 3)), 44653])
      sheet.getCell('A2').numFmt = 'dd/mm/yyyy'
    })
    expect((await read(bytes, { columns: [{ name: 'nu', type: 'date' }] })).json['main']).toEqual([{ jour: '2026-04-03', nu: '2026-04-03' }])
  })

  it('finds the header, a range, blank rows, double and missing titles, and data beyond the last title', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('A')
      sheet.getCell('B3').value = 'Total'
      sheet.getCell('D3').value = 'Total'
      const put = (cells: object) => Object.entries(cells).forEach(([address, value]) => (sheet.getCell(address).value = value as string))
      put({ B4: 1, C4: 2, D4: 3, B9: 4, C9: 5, D9: 6, E9: 'loin' })
    })
    expect((await read(bytes, { rowNumberField: 'ligne' })).json['main']).toEqual([
      { Total: 1, C: 2, 'Total (2)': 3, ligne: 4 },
      { Total: 4, C: 5, 'Total (2)': 6, E: 'loin', ligne: 9 },
    ])
    expect((await read(bytes, { range: 'B3:C4' })).json['main']).toEqual([{ Total: 1, C: 2 }])
  })

  it('repeats the value of merged cells where asked', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('A')
      sheet.addRow(['ville', 'n'])
      sheet.addRow(['Lyon', 1])
      sheet.addRow([null, 2])
      sheet.addRow(['Nice', 3])
      sheet.mergeCells('A2:A3')
    })
    expect((await read(bytes, { fillMerged: true })).json['main']?.map(({ ville }) => ville)).toEqual(['Lyon', 'Lyon', 'Nice'])
  })

  it('reads the file that the incoming item brings', async () => {
    const files = createMemoryFiles()
    const ref = files.add('pièce.xlsx', await workbook(prices))
    const result = await testNode(excelRead, { files, params: { source: 'item' }, inputItems: { main: [{ json: {}, files: { pièce: ref } }] } })
    expect(result.counts['main']).toBe(2)
    const none = await testNode(excelRead, { params: { source: 'item' }, items: [{}] })
    expect(none.error).toMatchObject({ code: 'EXCEL_FILE_NOT_RECEIVED', row: 0 })
    const broken = files.add('abîmé.xlsx', Buffer.from('504b0304140000000800', 'hex'))
    const rows = [{ json: { mail: 1 }, files: { f: broken } }, { json: { mail: 2 }, files: { f: ref } }]
    const aside = await testNode(excelRead, { files, params: { source: 'item' }, inputItems: { main: rows }, onError: { choice: 'set-aside' } })
    expect(aside).toMatchObject({ status: 'warned', counts: { main: 2 }, setAside: [{ json: { error: { code: 'EXCEL_FILE_CORRUPT' }, item: { mail: 1 } }, files: { f: broken } }] })
  })
})

describe('excel.read of a wrong cell', () => {
  const columns = [{ name: 'Prix', type: 'number' }]
  const bad: Fill = (book) => {
    const sheet = book.addWorksheet('Tarifs')
    sheet.addRows([['Réf', 'Prix'], ['A1', '1 234,56'], ['A2', 'sur devis'], ['A3', null]])
  }

  it('stops and names sheet and cell', async () => {
    const { error } = await read(await workbook(bad), { columns })
    expect(error).toMatchObject({ code: 'EXCEL_CELL_INVALID', kind: 'user', retryable: false })
    expect(error?.text).toEqual({ fr: 'Feuille « Tarifs », cellule B3 : « sur devis » n’est pas un nombre.', en: 'Sheet “Tarifs”, cell B3: “sur devis” is not a number.' })
  })

  it('reads it as empty or keeps it, with a warning', async () => {
    const empty = await read(await workbook(bad), { columns, onBadCell: 'empty' })
    expect(empty.json['main']?.map(({ Prix }) => Prix)).toEqual([1234.56, null, null])
    const kept = await read(await workbook(bad), { columns, onBadCell: 'keep' })
    expect(kept.json['main']?.map(({ Prix }) => Prix)).toEqual([1234.56, 'sur devis', null])
    expect(kept.logs).toEqual([{ level: 'warn', message: 'Feuille « Tarifs », cellule B3 : « sur devis » n’est pas un nombre.' }])
  })

  it('names a blank cell that may not be empty, and an error of Excel', async () => {
    const blank = await read(await workbook(bad), { columns: [{ name: 'Prix', type: 'text', required: true }] })
    expect(blank.error?.text?.fr).toBe('Feuille « Tarifs », cellule B4 : elle ne peut pas être vide.')
    const errors = await read(await workbook((book) => book.addWorksheet('T').addRows([['a'], [{ error: '#DIV/0!' }]])))
    expect(errors.error?.text?.fr).toBe('Feuille « T », cellule A2 : « #DIV/0! » est une erreur d’Excel.')
  })
})

describe('excel.read of what is not there', () => {
  it('lists the sheets, with the near miss', async () => {
    const { error } = await read(await workbook(prices), { sheet: 'Tarif' })
    expect(error).toMatchObject({ code: 'EXCEL_SHEET_UNKNOWN', field: '/sheet' })
    expect(error?.hint?.fr).toBe('Vouliez-vous dire « Tarifs » ? Ses feuilles : « Tarifs », « Ventes ».')
    expect((await read(await workbook(prices), { sheet: 'ventes' })).error).toBeNull()
  })

  it('names the missing column and the near miss, or what there is', async () => {
    const near = await read(await workbook(prices), { columns: [{ name: 'Reference', type: 'text' }] })
    expect(near.error).toMatchObject({ code: 'EXCEL_COLUMN_UNKNOWN', field: '/columns/0/name' })
    expect(near.error?.hint?.en).toBe('Did you mean “Référence”?')
    const far = await read(await workbook(prices), { columns: [{ name: 'Fournisseur', type: 'text' }] })
    expect(far.error?.hint?.en).toBe('Its columns: “Référence”, “Prix”, “Depuis”, “Actif”.')
  })

  it('says that no file is chosen, that it is gone, or that it is empty', async () => {
    expect((await testNode(excelRead, { items: [{}] })).error).toMatchObject({ code: 'EXCEL_FILE_MISSING', field: '/file' })
    expect((await testNode(excelRead, { items: [{}], params: { file: { id: 'nope', name: 'x.xlsx' } } })).error).toMatchObject({ kind: 'user' })
    expect((await read('')).error).toMatchObject({ code: 'EXCEL_FILE_EMPTY', field: '/file' })
    expect((await read(await workbook((book) => void book.addWorksheet('Vide')))).error).toMatchObject({ code: 'EXCEL_HEADER_MISSING' })
  })
})

describe('excel.read of .csv', () => {
  const csv = (text: string | Uint8Array, params: object = {}) => read(text, params, 'ventes.csv')

  it('guesses separator, decimal comma, dates, and keeps leading zeros', async () => {
    const { json } = await csv('Date;Code;Montant;Note\r\n03/04/2026;0012;1 234,56;a\r\n04/04/2026;0100;-5,5;"b;c"\r\n')
    expect(json['main']).toEqual([
      { Date: '2026-04-03', Code: '0012', Montant: 1234.56, Note: 'a' },
      { Date: '2026-04-04', Code: '0100', Montant: -5.5, Note: 'b;c' },
    ])
  })

  it('reads Windows-1252, UTF-8 with a mark, and UTF-16', async () => {
    for (const bytes of [Buffer.from('é,n\nà,1\n', 'latin1'), Buffer.from('\ufeffé,n\nà,1\n'), Buffer.from('\ufeffé,n\nà,1\n', 'utf16le')]) {
      expect((await csv(bytes)).json['main']).toEqual([{ é: 'à', n: 1 }])
    }
  })

  it('reads 1,234 by the separator: thousands beside commas, decimals beside semicolons', async () => {
    expect((await csv('a,b\n"1,234",x\n')).json['main']).toEqual([{ a: 1234, b: 'x' }])
    expect((await csv('a;b\n1,234;x\n')).json['main']).toEqual([{ a: 1.234, b: 'x' }])
  })

  it('names the line of a quote that is never closed', async () => {
    const { error } = await csv('a;b\n1;2\n"x;y\n')
    expect(error).toMatchObject({ code: 'EXCEL_CSV_QUOTE_OPEN' })
    expect(error?.text?.en).toBe('Line 3: a quote is opened and never closed.')
  })

  it('names the cell of a declared column', async () => {
    const { error } = await csv('a;b\n1;2\nx;y\n', { columns: [{ name: 'a', type: 'number' }] })
    expect(error?.text?.fr).toBe('Cellule A3 : « x » n’est pas un nombre.')
  })
})

/** A small workbook in the format of Excel 97, as LibreOffice writes it, packed. */
const oldWorkbook = [
  'H4sICBUlAWsCA3QueGxzAO1XTUxcVRQ+981jeDNQeFDwpyiO2E5pAVPahRitQKFqEysEMTaGRKfDg46dATJALInGKbWLJtaoXbhpYprgwmj8iUYX2ggrXWhsTJpUV9Qd0cXUaJomhed3',
  'zrsD42QmzmDT+MN5Offn3J9z3j0/99wL39Usnvtoy2XKgQfIRytugPxZNAW0Mh2byNC0Fdd1M2R3A/5VsKxr1qEJ/ZUBWeflWq8BXW/AfxMGaBzfFIVoP42hTtIMlQK3wGKy9ytmzUqR',
  '84qFDf7r58/xm+O4D5jr/xzr2f+DwApgJXATsApY7V0BVAOsBW4G1gHrxSaIbgXeBrwduAXYALwDeKfmf5euGZvQvkf3t23Em5sKAQta9JfR55u+YZWL7i/DIj40F8QufgIO0QTbRk8k',
  'Hg3dLNgnMkQUyzAPI92LlqKzoFbRB0L9Qsq9Yn2ALgp1aIs+ZHSJ7KelbJKyinj9Z7LmR6G0wy6/Zu956TXtBGWqG/EvRhGK547SjRttNCtpjv3rEWfMSUbijWYNvc2+NQMYakskhtqG',
  'hxfFmebodzeU5bjzIabznkL/rTi6USKd/nf0OZxdvnNu8eanc+k7CtBbC9B3FqAH8tIJ5iDymGv0MwY6KXK5tlM+qWtSfqlrU6bUm1PlUtelytxnxdBPgsMnpucUU69gP4VvQVlAosHT',
  'in6mpzmSpweEjT/NEZvZZjL7bNxDFWn2tS9xL1h0XOFmsOZVF8ouarxie3eDBTu2EPutq7geruOgTH2vYPbA0shS0hmLOuj3J2PHEGp6nYnp2CS4dbe7uGYsOmJ610zUqgeuaaRe1wbf',
  'RV7Msv8Usyoh8zD+hb28RuS3sd31d658f/Bwf+czQk+tvV5om+Gdy3GMLJg7ZUWLlLMyt4620t1E4Z5w02As4UyGHneeDw2MJyJjrQPO6HQ8kmwKt+8Od9fjH8N/Oa8/MuqEwv0nhMHL',
  'UoYhzB6Bpc7tWe1mtE+0XZptu5Tu3JHVPodAFsAvKvlmqVW1qsyaTK3oSext0YtyhkRfBaql5j6vulq+1jfwzQTX+kgA1KmKan3MVVL5VkvLsDNtL6SpaqGpPDQjh7YsCYSXMpDuKfTU',
  'as8QxXk9JTOZ53mEdiUzG/xsAa9eYJnPI60wZM5ub+apcoy9IWO/UD/vlH7UU3/a0qbLFoiZ6V2ywkw3Cz2QtvMkRwYFZR2v4WToIaOWPvV7NwzRg9AASRpTrU9H/yfRKOx+1MreSGUS',
  'smDhXEwh2/EFvRzOtgzP3b2hhzlnOhiLJscnx0emQvuPRZ146P772gYjh5143BGz3xcbGen4O7mj8px93bDi8h5Gvn1p8eRbv17rO2K/+7pFLds//oGP/wXtrzzeofPLLn1Ej+k885DO',
  'NYd1vjmhc9SlZaJG3d6l12WgmHYp8jPFuPjtxbP3Nthn3oT8rdfe7+WbPIc2pPPcTJS0s2QtRP8nwY18/8l/5thwvjXsOKmA134K3JN0lA6LHEdLlr9WApl3x7glvKti5Rk77QHfBGys',
  'DzI8ty7+vqw3WDFr2IYPrPpJH3JCZ936C4J/qe+/kH6rSWZKT9A0/j+B3JR1fwBWMCI6YcoUctZxUApDs+ZfVsL5416l91b594JDVGRwxAJLk6djHf+/FTi18f4X+AMuWIMJABYAAA==',
].join('')

describe('excel.read of .xls', () => {
  it('gives texts, numbers and dates', async () => {
    const { json, error } = await read(new Uint8Array(gunzipSync(Buffer.from(oldWorkbook, 'base64'))), {}, 'tarifs.xls')
    expect(error).toBeNull()
    expect(json['main']).toEqual([
      { Référence: 'A1', Prix: 3.9, Depuis: '2026-04-03' },
      { Référence: 12, Prix: 1234.56, Depuis: '2026-04-04' },
    ])
  })

  it('lists the sheets where the wanted one is not there', async () => {
    const { error } = await read(new Uint8Array(gunzipSync(Buffer.from(oldWorkbook, 'base64'))), { sheet: 'Ventes' }, 'tarifs.xls')
    expect(error).toMatchObject({ code: 'EXCEL_SHEET_UNKNOWN', field: '/sheet' })
  })
})
