import ExcelJS from 'exceljs'

/** Values of a sheet by row, without its header: read by another library than the one that wrote it. */
export async function workbookRows(bytes: Uint8Array, sheet: string): Promise<readonly (readonly unknown[])[]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(Buffer.from(bytes) as never)
  const found = workbook.getWorksheet(sheet)
  if (found === undefined) throw new Error(`no sheet ${sheet}: ${workbook.worksheets.map(({ name }) => name).join(', ')}`)
  const rows: unknown[][] = []
  found.eachRow((row) => void rows.push((row.values as unknown[]).slice(1)))
  return rows.slice(1)
}
