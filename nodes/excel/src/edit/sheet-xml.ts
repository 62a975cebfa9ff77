import { ZipProblem } from '../zip-directory.js'
import { columnIndex, columnLetters } from '../cell-address.js'

/** A cell as it stands: its attributes but for the address, and what is inside. */
export interface CellXml {
  readonly attributes: string
  readonly inner: string
}

export interface RowXml {
  /** Attributes but for the number. */
  readonly attributes: string
  /** By column, 0-based. */
  readonly cells: Map<number, CellXml>
}

/** A sheet whose rows can be changed; all around them stays as the text that it was. */
export interface SheetXml {
  /** Of element names, with its colon: mostly ''. */
  readonly prefix: string
  before: string
  /** By number, 1-based. */
  rows: Map<number, RowXml>
  after: string
}

/** @throws ZipProblem where the text can't be taken apart. */
export function parseSheet(text: string): SheetXml {
  const open = /<((?:[A-Za-z_][\w.-]*:)?)sheetData\s*(\/?)>/.exec(text)
  if (open === null) throw new ZipProblem(false, 'the sheet has no rows element')
  const prefix = open[1] ?? ''
  const from = open.index + open[0].length
  const before = text.slice(0, open.index)
  if (open[2] === '/') return { prefix, before, rows: new Map(), after: text.slice(from) }
  const to = text.indexOf(`</${prefix}sheetData`, from)
  const end = text.indexOf('>', to)
  if (to === -1 || end === -1) throw new ZipProblem(false, 'the rows of the sheet have no end')
  return { prefix, before, rows: parseRows(text.slice(from, to), prefix), after: text.slice(end + 1) }
}

export function sheetText({ prefix, before, rows, after }: SheetXml): string {
  const pieces = [before, `<${prefix}sheetData>`]
  for (const [number, row] of [...rows].sort(([left], [right]) => left - right)) {
    pieces.push(`<${prefix}row r="${number}"${row.attributes}>`)
    for (const [column, { attributes, inner }] of [...row.cells].sort(([left], [right]) => left - right)) {
      pieces.push(`<${prefix}c r="${columnLetters(column)}${number}"${attributes}`, inner === '' ? '/>' : `>${inner}</${prefix}c>`)
    }
    pieces.push(`</${prefix}row>`)
  }
  pieces.push(`</${prefix}sheetData>`, after)
  return pieces.join('')
}

function parseRows(text: string, prefix: string): Map<number, RowXml> {
  const rows = new Map<number, RowXml>()
  let number = 0
  for (const { attributes, inner } of elementsOf(text, `${prefix}row`)) {
    number = Number(/\sr\s*=\s*["'](\d+)/.exec(attributes)?.[1] ?? number + 1)
    rows.set(number, { attributes: without(attributes, /\s(?:r|spans)\s*=\s*(?:"[^"]*"|'[^']*')/g), cells: parseCells(inner, prefix) })
  }
  return rows
}

function parseCells(text: string, prefix: string): Map<number, CellXml> {
  const cells = new Map<number, CellXml>()
  let column = -1
  for (const { attributes, inner } of elementsOf(text, `${prefix}c`)) {
    const letters = /\sr\s*=\s*["']([A-Za-z]{1,3})/.exec(attributes)?.[1]
    column = letters === undefined ? column + 1 : columnIndex(letters)
    cells.set(column, { attributes: without(attributes, /\sr\s*=\s*(?:"[^"]*"|'[^']*')/), inner })
  }
  return cells
}

function without(attributes: string, what: RegExp): string {
  return attributes.replace(what, '').replace(/\s+$/, '')
}

/** Elements of one name that follow one another, in linear time. @throws ZipProblem where one has no end. */
function* elementsOf(text: string, name: string): Generator<{ readonly attributes: string; readonly inner: string }> {
  const start = `<${name}`
  const close = `</${name}>`
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at)) {
    // Another element whose name only begins like this one.
    if (!/[\s/>]/.test(text.charAt(at + start.length))) {
      at += start.length
      continue
    }
    const end = text.indexOf('>', at)
    const isEmpty = text[end - 1] === '/'
    const stop = isEmpty || end === -1 ? end : text.indexOf(close, end)
    if (stop === -1) throw new ZipProblem(false, `an element ${name} has no end`)
    yield { attributes: text.slice(at + start.length, isEmpty ? end - 1 : end), inner: isEmpty ? '' : text.slice(end + 1, stop) }
    at = isEmpty ? end + 1 : stop + close.length
  }
}
