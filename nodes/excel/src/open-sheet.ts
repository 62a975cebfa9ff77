import { open, readFile } from 'node:fs/promises'
import { guessTextEncoding, type FileRef } from '@maillon/node-sdk'
import { inspectPackage, scanSheet, type PackageSheet, type WorkbookPackage } from './inspect-package.js'
import type { OpenSheet, RawRow } from './raw-row.js'
import { openCsv } from './read-csv.js'
import { openXls } from './read-xls.js'
import { rowsByExceljs, rowsByHucre } from './read-xlsx.js'
import type { SheetPlace } from './read-params.js'
import { readingFailed } from './reading-failed.js'
import { fileCorrupt, fileEmpty, fileLocked, fileTooLarge, notAWorkbook, sheetUnknown } from './workbook-errors.js'

/**
 * Which library reads what stands here and nowhere else:
 * .xlsx by hucre's stream (quick, flat in memory, right dates of formulas), but where the shared strings are so many that it
 * would keep too much, by exceljs' stream; .xls by hucre; .csv by csv-parse.
 * Measured (1,000,000 rows x 8 columns): inline texts, hucre 20 s and 200 MiB; 26 MB of shared strings, hucre 19 s and
 * 1,020 MiB, exceljs 26 to 42 s and 210 to 410 MiB (and it lives with a heap of 300 MB).
 */
const sharedStringsForHucre = 4 * 1024 * 1024
const mostMegabytes = 200
const mostXlsMegabytes = 30

/** Look at a file, decide what it really is (never by its name alone), and open the wanted sheet. @throws UserError */
export async function openSheet(path: string, file: FileRef, params: SheetPlace): Promise<OpenSheet> {
  const start = await head(path)
  if (start.length === 0) throw fileEmpty(file.name)
  if (file.size > mostMegabytes * 1024 * 1024) throw fileTooLarge(file.name, mostMegabytes)
  try {
    if (start.subarray(0, 4).equals(zipMark)) return await openPackage(path, file, params)
    if (start.subarray(0, 8).equals(containerMark)) return await openContainer(path, file, params)
  } catch (error) {
    throw readingFailed(error, file.name)
  }
  return openCsvFile(path, { file, start, params })
}

const zipMark = Buffer.from('PK\x03\x04', 'latin1')
const containerMark = Buffer.from('d0cf11e0a1b11ae1', 'hex')

async function openPackage(path: string, file: FileRef, params: SheetPlace): Promise<OpenSheet> {
  const found = await inspectPackage(path)
  if (typeof found === 'string') throw notAWorkbook(file.name, found)
  const sheet = chosenSheet(found, params.sheet)
  const entry = found.entries.get(sheet.part)
  if (entry === undefined) throw fileCorrupt(file.name)
  const merges = await scanSheet(path, entry)
  const read: (path: string, sheet: PackageSheet, date1904: boolean) => AsyncIterable<RawRow> = found.sharedStrings > sharedStringsForHucre ? rowsByExceljs : rowsByHucre
  return { name: sheet.name, isText: false, date1904: found.date1904, merges, decimal: null, rows: () => read(path, sheet, found.date1904) }
}

function chosenSheet(found: WorkbookPackage, wanted: string | undefined) {
  const name = wanted?.trim() ?? ''
  const sheet = name === '' ? found.sheets[0] : (found.sheets.find((one) => one.name === wanted) ?? found.sheets.find((one) => one.name.trim().toLowerCase() === name.toLowerCase()))
  if (sheet === undefined) throw sheetUnknown(name, found.sheets.map((one) => one.name))
  return sheet
}

/** The old container holds an .xls, or an .xlsx locked by a password (whose parts then have these names, in UTF-16). */
async function openContainer(path: string, file: FileRef, params: SheetPlace): Promise<OpenSheet> {
  if (file.size > mostXlsMegabytes * 1024 * 1024) throw fileTooLarge(file.name, mostXlsMegabytes)
  const bytes = await readFile(path)
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw fileLocked(file.name)
  if (!bytes.includes(Buffer.from('Workbook', 'utf16le')) && !bytes.includes(Buffer.from('Book', 'utf16le'))) throw notAWorkbook(file.name, 'other')
  return openXls(bytes, params.sheet)
}

function openCsvFile(path: string, { file, start, params }: TextFile): OpenSheet {
  const encoding = params.encoding === 'auto' ? guessTextEncoding(start) : params.encoding
  if (start.includes(0) && !encoding.startsWith('utf-16')) throw notAWorkbook(file.name, 'other')
  const beginning = start.toString('latin1', 0, 2000)
  if (/^\s*<\?xml[\s\S]*urn:schemas-microsoft-com:office:spreadsheet/i.test(beginning)) throw notAWorkbook(file.name, 'xml')
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(beginning)) throw notAWorkbook(file.name, 'web')
  // Programs call their tables of text .xls, so that Excel opens them; none calls them .xlsx.
  if (/\.(xlsx|xlsm|xlsb)$/i.test(file.name)) throw fileCorrupt(file.name, 'neither a zip nor an OLE container')
  return openCsv({ path, name: file.name, start, isWhole: file.size <= start.length }, params)
}

interface TextFile {
  readonly file: FileRef
  readonly start: Buffer
  readonly params: SheetPlace
}

async function head(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(64 * 1024)
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
