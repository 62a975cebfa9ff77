import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { excelRead } from './excel-read.node.js'
import { excelUpdate } from './excel-update.node.js'
import { packageOf } from './package-of.fixture.js'
import { invoiceTemplate } from './template.fixture.js'

async function update(params: object, items: readonly object[] = [{}]) {
  const files = createMemoryFiles()
  const { id } = files.add('suivi.xlsm', await invoiceTemplate())
  const result = await testNode(excelUpdate, { files, locale: 'fr', params: { file: { id, name: 'suivi.xlsm' }, ...params }, items: items as never })
  const ref = result.outputs['main']?.[0]?.files?.['workbook']
  return { ...result, files, ref, sheet: ref === undefined ? '' : (packageOf(files.bytes(ref)).get('xl/worksheets/sheet1.xml') ?? '') }
}

describe('excel.update', () => {
  it('changes cells and keeps their looks, whatever is written', async () => {
    const { json, error, sheet } = await update({
      cells: [{ cell: 'C6', value: 9.5 }, { cell: 'A5', what: 'clear' }, { cell: 'F1', value: true }, { cell: 'F2', what: 'formula', formula: '=SUM(B6:B6)&"x"' }, { cell: 'B2', value: { a: 1 } }],
    })
    expect(error).toBeNull()
    expect(json['main']).toEqual([{ fileName: 'suivi.xlsx', cells: 5 }])
    for (const cell of ['<c r="C6" s="3"><v>9.5</v></c>', '<c r="A5" s="2"/>', '<c r="F1" t="b"><v>1</v></c>', '<c r="F2"><f>SUM(B6:B6)&amp;&quot;x&quot;</f></c>']) expect(sheet).toContain(cell)
  })

  it('writes back the rows that were read, by their number', async () => {
    const { files, ref, error } = await update({ rows: { rowField: 'ligne', columns: [{ field: 'état', column: 'E' }, { field: 'prix', column: 'C' }] } }, [{ ligne: 6, état: 'payé', prix: 7 }, { ligne: '8', état: 'dû', prix: null }])
    expect(error).toBeNull()
    const read = await testNode(excelRead, { files, params: { source: 'item', headerRow: 5, rowNumberField: 'n' }, inputItems: { main: [{ json: {}, files: { w: ref ?? expect.fail() } }] } })
    expect(read.json['main']?.map(({ n, E, Prix }) => [n, E, Prix])).toEqual([[6, 'payé', 7], [8, 'dû', null], [10, null, null]])
  })

  it.each([
    [{ cells: [{ cell: 'D6', value: 1 }] }, [{}], 'EXCEL_CELL_FORMULA', '/cells/0/cell'],
    [{ cells: [{ cell: 'XFE1', value: 1 }] }, [{}], 'EXCEL_CELL_UNKNOWN', '/cells/0/cell'],
    [{ cells: [{ cell: 'A1', value: 'x'.repeat(40_000) }] }, [{}], 'EXCEL_TEXT_TOO_LONG', '/cells/0/value'],
    [{}, [{}], 'EXCEL_UPDATE_EMPTY', '/cells'],
    [{ rows: { rowField: 'n', columns: [{ field: 'a', column: 'B' }] } }, [{ n: 0, a: 1 }], 'EXCEL_ROW_INVALID', '/rows/rowField'],
    [{ rows: { rowField: 'n', columns: [{ field: 'b', column: 'B' }] } }, [{ n: 1, a: 1 }], 'DATA_FIELD_UNKNOWN', '/rows/columns/0/field'],
  ])('says what is wrong, and where', async (params, items, code, field) => {
    expect((await update(params, items)).error).toMatchObject({ code, field, kind: 'user' })
  })

  it('replaces a formula where that is allowed', async () => {
    expect((await update({ cells: [{ cell: 'D6', value: 1 }], replaceFormulas: true })).sheet).toContain('<c r="D6" s="3"><v>1</v></c>')
  })
})
