import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { excelFromCsv } from './excel-from-csv.node.js'
import { excelRead } from './excel-read.node.js'

async function convert(text: string | Uint8Array, name = 'relevé.csv') {
  const files = createMemoryFiles()
  const { id } = files.add(name, text)
  const result = await testNode(excelFromCsv, { files, locale: 'fr', items: [{}], params: { file: { id, name }, sheetName: 'Relevé' } })
  return { ...result, files, ref: result.outputs['main']?.[0]?.files?.['workbook'] }
}

describe('excel.from-csv', () => {
  it('makes a workbook in which numbers are numbers, dates are dates, and codes and formulas are texts', async () => {
    const { json, error, files, ref } = await convert(Buffer.from('Date;Code;Débit;Libellé\r\n03/04/2026;0012;1 234,56;=cmd|x\r\n04/04/2026;0100;-5,5;café\r\n', 'latin1'))
    expect(error).toBeNull()
    expect(json['main']).toEqual([{ fileName: 'relevé.xlsx', rows: 2 }])
    const read = await testNode(excelRead, { files, params: { source: 'item', sheet: 'Relevé' }, inputItems: { main: [{ json: {}, files: { w: ref ?? expect.fail() } }] } })
    expect(read.json['main']).toEqual([
      { Date: '2026-04-03', Code: '0012', Débit: 1234.56, Libellé: '=cmd|x' },
      { Date: '2026-04-04', Code: '0100', Débit: -5.5, Libellé: 'café' },
    ])
  })

  it('says that a workbook is no CSV file, and names the line that cannot be read', async () => {
    const { files, ref } = await convert('a;b\n1;2\n')
    expect((await convert(files.bytes(ref ?? expect.fail()), 'x.xlsx')).error).toMatchObject({ code: 'EXCEL_CSV_EXPECTED', field: '/file' })
    expect((await convert('a;b\n1;2\n"x;y\n')).error?.text?.fr).toBe('Ligne 3 : un guillemet ouvert n’est jamais refermé.')
  })
})
