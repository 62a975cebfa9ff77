import { open } from 'node:fs/promises'
import { areaOf, type CellArea } from './raw-row.js'
import { readPart, scanPart } from './scan-part.js'
import { readZipDirectory, type ZipEntry } from './zip-directory.js'

export interface PackageSheet {
  readonly name: string
  /** Part name. */
  readonly part: string
}

/** What a workbook package holds, without having read its rows. */
export interface WorkbookPackage {
  /** Name of the part of the workbook itself. */
  readonly part: string
  readonly sheets: readonly PackageSheet[]
  readonly date1904: boolean
  /** Bytes of the shared strings when unpacked; 0 where there are none. */
  readonly sharedStrings: number
  readonly entries: ReadonlyMap<string, ZipEntry>
}

export type PackageKind = 'xlsx' | 'xlsb' | 'ods' | 'other'

const mostBookBytes = 8 * 1024 * 1024

/**
 * Look into a zip file before a library does.
 * @returns its kind where it is no .xlsx package.
 * @throws ZipProblem
 */
export async function inspectPackage(path: string): Promise<WorkbookPackage | Exclude<PackageKind, 'xlsx'>> {
  const file = await open(path, 'r')
  const entries = await (async () => {
    try {
      const { size } = await file.stat()
      return new Map((await readZipDirectory(file, size)).map((entry) => [entry.name, entry]))
    } finally {
      await file.close()
    }
  })()
  const book = await bookPart(path, entries)
  if (book === null) return [...entries.keys()].some((name) => name.endsWith('workbook.bin')) ? 'xlsb' : entries.has('content.xml') ? 'ods' : 'other'
  const text = await readPart(path, book, mostBookBytes)
  const folder = book.name.includes('/') ? book.name.slice(0, book.name.lastIndexOf('/') + 1) : ''
  const relations = await relationsOf(path, entries, `${folder}_rels/${book.name.slice(folder.length)}.rels`)
  const sheets = sheetsOf(text, (id) => resolvePart(relations.get(id)?.target, folder), entries)
  await scanOtherParts(path, entries, new Set([book.name, ...sheets.map(({ part }) => part)]))
  const date1904 = /<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*"(1|true)"/.test(text)
  return { part: book.name, sheets, date1904, sharedStrings: [...entries.values()].find(({ name }) => name.endsWith('sharedStrings.xml'))?.size ?? 0, entries }
}

/** The merged areas of a sheet; unpacks it once, which also checks its real size. @throws ZipProblem */
export async function scanSheet(path: string, entry: ZipEntry): Promise<readonly CellArea[]> {
  // The names of elements may have a prefix, which the first of them tells.
  let endOfData: Buffer | null = null
  let tail: Buffer | null = null
  let before: Buffer = Buffer.alloc(0)
  await scanPart(path, entry, (piece) => {
    endOfData ??= Buffer.from(`</${/<(\w+:)?worksheet\b/.exec(piece.toString('latin1', 0, 4000))?.[1] ?? ''}sheetData>`)
    if (tail !== null) {
      if (tail.length < mostBookBytes) tail = Buffer.concat([tail, piece])
      return
    }
    const joined = Buffer.concat([before, piece])
    const at = joined.indexOf(endOfData)
    if (at === -1) before = Buffer.from(piece.subarray(-endOfData.length))
    else tail = Buffer.from(joined.subarray(at))
  })
  const text = (tail as Buffer | null)?.toString('latin1') ?? ''
  return [...text.matchAll(/<(?:\w+:)?mergeCell\b[^>]*\bref\s*=\s*"([^"]+)"/g)].flatMap((match) => areaOf(match[1] ?? '') ?? []).slice(0, 100_000)
}

async function bookPart(path: string, entries: ReadonlyMap<string, ZipEntry>): Promise<ZipEntry | null> {
  const relations = await relationsOf(path, entries, '_rels/.rels')
  const target = [...relations.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target
  const entry = entries.get(resolvePart(target, '') ?? '') ?? entries.get('xl/workbook.xml')
  return entry !== undefined && entry.name.startsWith('xl/') && entry.name.endsWith('.xml') ? entry : null
}

interface Relation {
  readonly type: string
  readonly target: string
}

async function relationsOf(path: string, entries: ReadonlyMap<string, ZipEntry>, part: string): Promise<ReadonlyMap<string, Relation>> {
  const entry = entries.get(part)
  const relations = new Map<string, Relation>()
  if (entry === undefined) return relations
  for (const [tag] of (await readPart(path, entry, mostBookBytes)).matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)) {
    relations.set(attribute(tag, 'Id') ?? '', { type: attribute(tag, 'Type') ?? '', target: attribute(tag, 'Target') ?? '' })
  }
  return relations
}

function sheetsOf(text: string, partOf: (id: string) => string | null, entries: ReadonlyMap<string, ZipEntry>): readonly PackageSheet[] {
  const sheets: PackageSheet[] = []
  for (const [tag] of text.matchAll(/<(?:\w+:)?sheet\s(?:[^>"']|"[^"]*"|'[^']*')*>/g)) {
    const part = partOf(attribute(tag, '\\w+:id') ?? '')
    const name = attribute(tag, 'name')
    // Chart sheets and the like have no rows.
    if (name !== null && part !== null && entries.has(part) && !part.includes('chartsheets/')) sheets.push({ name, part })
  }
  return sheets
}

/** All other XML is small in a real workbook, but for the shared strings. Pictures are never unpacked. */
async function scanOtherParts(path: string, entries: ReadonlyMap<string, ZipEntry>, done: ReadonlySet<string>): Promise<void> {
  for (const entry of entries.values()) {
    if (done.has(entry.name) || !/\.(xml|rels|vml)$/i.test(entry.name)) continue
    await scanPart(path, entry)
  }
}

export function resolvePart(target: string | undefined, folder: string): string | null {
  if (target === undefined || target === '') return null
  const full = target.startsWith('/') ? target.slice(1) : folder + target
  const parts: string[] = []
  for (const part of full.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

export function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return match === null ? null : unescaped(match[1] ?? match[2] ?? '')
}

const named: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function unescaped(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);/gi, (whole, code: string) => {
    if (!code.startsWith('#')) return named[code] ?? whole
    const point = code[1]?.toLowerCase() === 'x' ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1))
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}
