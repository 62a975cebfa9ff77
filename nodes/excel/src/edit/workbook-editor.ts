import { open } from 'node:fs/promises'
import type { FileRef, Locale } from '@maillon/node-sdk'
import { placeOf, type CellPlace } from '../cell-address.js'
import { attribute, inspectPackage, unescaped, type PackageSheet, type WorkbookPackage } from '../inspect-package.js'
import { readingFailed } from '../reading-failed.js'
import { fileCorrupt, fileEmpty, notAWorkbook, notEditable, sheetUnknown } from '../workbook-errors.js'
import { CellWriter } from './cell-writer.js'
import { cellUnknown } from './edit-errors.js'
import { EditedPackage } from './edited-package.js'
import { moveParts } from './move-parts.js'
import { partsFrom, relationsPart } from './part-names.js'
import { sameSheet, type Insertion } from './references.js'
import { insertRows, otherSheetAfter, unshareFormulas, withoutKeptResults } from './sheet-rows.js'
import { parseSheet, sheetText, type SheetXml } from './sheet-xml.js'
import { Styles } from './styles.js'

/** A sheet that is open for changes. */
export interface EditedSheet {
  readonly name: string
  readonly part: string
  readonly xml: SheetXml
  readonly writer: CellWriter
}

interface Place {
  readonly locale: Locale
  readonly timeZone: string
}

/**
 * A workbook that is changed in its parts, never taken apart and put together anew: what isn't touched (charts, pictures, looks,
 * print areas, names, rules) stays byte by byte.
 */
export class WorkbookEditor {
  private readonly sheets = new Map<string, EditedSheet>()

  private constructor(
    readonly book: EditedPackage,
    private readonly found: WorkbookPackage,
    private readonly kept: { readonly name: string; readonly workbook: string; readonly styles: Styles; readonly place: Place },
  ) {}

  get fileName(): string {
    return this.kept.name
  }

  /** @throws UserError where it is no .xlsx workbook, or a damaged or suspicious one. */
  static async open(path: string, file: FileRef, place: Place): Promise<WorkbookEditor> {
    await mustBePackage(path, file)
    try {
      const found = await inspectPackage(path)
      if (typeof found === 'string') throw notAWorkbook(file.name, found)
      const book = new EditedPackage(path, found.entries)
      const workbook = await book.text(found.part)
      if (workbook === null) throw fileCorrupt(file.name)
      const styles = new Styles(await book.text('xl/styles.xml'))
      return new WorkbookEditor(book, found, { name: file.name, workbook, styles, place })
    } catch (error) {
      throw readingFailed(error, file.name)
    }
  }

  /** @param name empty: the first one. @throws UserError where there is none of that name. */
  async sheet(name: string, pointer = '/sheet'): Promise<EditedSheet> {
    const about = name.trim() === '' ? this.found.sheets[0] : this.found.sheets.find((one) => sameSheet(one.name.trim(), name.trim()))
    if (about === undefined) throw sheetUnknown(name, this.found.sheets.map((one) => one.name), pointer)
    const known = this.sheets.get(about.part)
    if (known !== undefined) return known
    const xml = await this.parsed(about)
    unshareFormulas(xml)
    const { styles, place } = this.kept
    const opened = { ...about, xml, writer: new CellWriter(xml, styles, { ...place, date1904: this.found.date1904 }) }
    this.sheets.set(about.part, opened)
    return opened
  }

  /** A cell by its address, or by a name that the workbook gives to a single cell. @throws UserError at `pointer` */
  async cell(address: string, sheet: string, pointer: string): Promise<{ readonly sheet: EditedSheet; readonly place: CellPlace }> {
    const place = placeOf(address)
    if (place !== null) return { sheet: await this.sheet(sheet, pointer.replace(/[^/]*$/, 'sheet')), place }
    const named = this.namedCell(address)
    if (named === null) throw cellUnknown(address, pointer)
    return { sheet: await this.sheet(named.sheet), place: named.place }
  }

  /** Inserts rows under a row of a sheet, and moves everything in the workbook that names cells below. */
  async insertRows(sheet: EditedSheet, after: number, count: number): Promise<void> {
    const insertion: Insertion = { sheet: sheet.name, after, count }
    insertRows(sheet.xml, insertion)
    for (const other of this.found.sheets) {
      if (other.part === sheet.part) continue
      // A formula that several cells share is counted from its first one: it must be taken apart before anything moves.
      const isShared = /\st="shared"/.test((await this.book.text(other.part)) ?? '')
      const opened = isShared ? await this.sheet(other.name) : this.sheets.get(other.part)
      if (opened === undefined) await this.book.edit(other.part, (text) => otherSheetAfter(text, other.name, insertion))
      else Object.assign(opened.xml, parseSheet(otherSheetAfter(sheetText(opened.xml), other.name, insertion)))
    }
    await moveParts(this.book, { workbook: this.found.part, sheet: sheet.part }, insertion)
  }

  /** Parts of a kind that a sheet points to (`table`, `drawing`). */
  async partsOf(sheet: EditedSheet, kind: string): Promise<readonly string[]> {
    const relations = relationsPart(sheet.part)
    return partsFrom(relations, await this.book.text(relations), kind)
  }

  /**
   * The changed workbook. Results that formulas had are taken out and computed anew where it is opened, so that no old total stands
   * beside new rows; macros are left out.
   */
  async bytes(): Promise<AsyncIterable<Uint8Array>> {
    for (const { part, xml } of this.sheets.values()) this.book.replace(part, sheetText(xml))
    for (const { part } of this.found.sheets) await this.book.edit(part, withoutKeptResults)
    const styles = this.kept.styles.changedText()
    if (styles !== null) this.book.replace('xl/styles.xml', styles)
    await this.book.remove('xl/calcChain.xml')
    for (const name of this.book.names().filter((one) => /vbaProject[^/]*\.bin$|vbaData\.xml$/.test(one))) await this.book.remove(name)
    await this.book.edit('[Content_Types].xml', (text) => text.replace(/application\/vnd\.ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml|application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.template\.main\+xml/g, workbookType))
    await this.book.edit(this.found.part, withFullCalculation)
    await this.book.edit(this.found.part, (text) => text.replace(/(<(?:\w+:)?workbookPr\b[^>]*?)\scodeName="[^"]*"/, '$1'))
    return this.book.bytes()
  }

  private namedCell(name: string): { readonly sheet: string; readonly place: CellPlace } | null {
    for (const [, tag = '', formula = ''] of this.kept.workbook.matchAll(/<((?:\w+:)?definedName\b[^>]*)>([^<]*)</g)) {
      if ((attribute(tag, 'name') ?? '').toLowerCase() !== name.trim().toLowerCase()) continue
      const match = /^(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d+)$/i.exec(unescaped(formula).trim())
      const place = placeOf(match?.[3] ?? '')
      if (match !== null && place !== null) return { sheet: (match[1] ?? match[2] ?? '').replaceAll("''", "'"), place }
    }
    return null
  }

  private async parsed({ part }: PackageSheet): Promise<SheetXml> {
    try {
      return parseSheet((await this.book.text(part)) ?? '')
    } catch (error) {
      throw readingFailed(error, this.fileName)
    }
  }
}

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'

function withFullCalculation(text: string): string {
  const known = /<((?:\w+:)?)calcPr\b[^>]*>/.exec(text)
  if (known !== null) return text.replace(known[0], known[0].replace(/\sfullCalcOnLoad="[^"]*"/, '').replace(/\s*(\/?)>$/, ' fullCalcOnLoad="1"$1>'))
  const prefix = /<((?:\w+:)?)workbook\b/.exec(text)?.[1] ?? ''
  const before = [`</${prefix}definedNames>`, `</${prefix}externalReferences>`, `</${prefix}functionGroups>`, `</${prefix}sheets>`].find((tag) => text.includes(tag)) ?? ''
  return before === '' ? text : text.replace(before, `${before}<${prefix}calcPr calcId="0" fullCalcOnLoad="1"/>`)
}

/** Only .xlsx packages are changed in their parts; anything else is named for what it is. @throws UserError */
async function mustBePackage(path: string, { name }: FileRef): Promise<void> {
  const file = await open(path, 'r')
  try {
    const start = Buffer.alloc(8)
    const { bytesRead } = await file.read(start, 0, 8, 0)
    if (bytesRead === 0) throw fileEmpty(name)
    if (start.toString('latin1', 0, 2) !== 'PK') throw notEditable(name)
  } finally {
    await file.close()
  }
}
