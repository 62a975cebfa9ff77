import { afterInsertion, copiedFormula, grownReference, type Growth, type Insertion } from './references.js'
import type { CellXml, RowXml, SheetXml } from './sheet-xml.js'
import { escapedXml, middle, unescapedXml } from './xml-text.js'

/**
 * Inserts rows under a row, which is their pattern: looks, heights and formulas are copied from it, what lies below moves, and
 * ranges that end at the row grow.
 */
export function insertRows(sheet: SheetXml, insertion: Insertion): void {
  unshareFormulas(sheet)
  const { after, count } = insertion
  const rows = new Map<number, RowXml>()
  for (const [number, row] of sheet.rows) {
    const about = { sheet: insertion.sheet, grow: number === after ? 'none' : 'ranges' } as const
    rows.set(number > after ? number + count : number, withFormulas(row, (formula) => afterInsertion(formula, insertion, about)))
  }
  const pattern = rows.get(after)
  if (pattern !== undefined) for (let step = 1; step <= count; step += 1) rows.set(after + step, copied(pattern, step))
  sheet.rows = rows
  sheet.before = sheet.before.replace(/(<(?:\w+:)?dimension\b[^>]*\sref=")([^"]*)(")/, middle((ref) => grownReference(ref, insertion, 'ranges')))
  sheet.after = movedAfter(sheet.after, insertion)
}

function copied(pattern: RowXml, step: number): RowXml {
  return { attributes: pattern.attributes, cells: withFormulas({ ...pattern, cells: withoutValues(pattern.cells) }, (formula) => copiedFormula(formula, step)).cells }
}

/** The pattern's own values are an example, and not repeated. */
function withoutValues(cells: ReadonlyMap<number, CellXml>): Map<number, CellXml> {
  return new Map([...cells].map(([column, cell]) => [column, formulaOf(cell) === null ? { attributes: withoutType(cell.attributes), inner: '' } : cell]))
}

export function withoutType(attributes: string): string {
  return attributes.replace(/\st\s*=\s*(?:"[^"]*"|'[^']*')/, '')
}

const formulaElement = /(<(?:\w+:)?f\b[^>]*>)([^<]*)(<\/(?:\w+:)?f>)/

/** The formula of a cell as text; null where it has none ('' for one that is shared from another cell). */
export function formulaOf({ inner }: CellXml): string | null {
  const match = formulaElement.exec(inner)
  if (match !== null) return unescapedXml(match[2] ?? '')
  return /<(?:\w+:)?f\b/.test(inner) ? '' : null
}

function withFormulas(row: RowXml, change: (formula: string) => string): RowXml {
  const cells = new Map<number, CellXml>()
  for (const [column, cell] of row.cells) {
    cells.set(column, { ...cell, inner: cell.inner.replace(formulaElement, middle((text) => escapedXml(change(unescapedXml(text))))) })
  }
  return { ...row, cells }
}

/** Formulas that several cells share become formulas of their own: else a moved cell would be counted from the wrong place. */
export function unshareFormulas(sheet: SheetXml): void {
  const masters = new Map<string, { readonly formula: string; readonly row: number; readonly column: number }>()
  const tag = new RegExp(`<${sheet.prefix}f\\b[^>]*\\bt="shared"[^>]*?(?:/>|>([^<]*)</${sheet.prefix}f>)`)
  for (const [number, row] of [...sheet.rows].sort(([left], [right]) => left - right)) {
    for (const [column, cell] of row.cells) {
      const match = tag.exec(cell.inner)
      if (match === null) continue
      const id = /\bsi="(\d+)"/.exec(match[0])?.[1] ?? ''
      if ((match[1] ?? '') !== '') masters.set(id, { formula: unescapedXml(match[1] ?? ''), row: number, column })
      const master = masters.get(id)
      const formula = master === undefined ? '' : copiedFormula(master.formula, number - master.row, column - master.column)
      row.cells.set(column, { ...cell, inner: cell.inner.replace(match[0], () => (formula === '' ? '' : `<${sheet.prefix}f>${escapedXml(formula)}</${sheet.prefix}f>`)) })
    }
  }
}

/** Formulas of cells, rules, checks and sparklines. */
const formulaTexts = /(<(?:\w+:)?(?:f|formula|formula1|formula2)(?:\s[^>]*)?(?<!\/)>)([^<]*)(<\/)/g

/** The text of another sheet, whose formulas may speak of the one with the new rows. */
export function otherSheetAfter(text: string, sheet: string, insertion: Insertion): string {
  return text.replace(formulaTexts, middle((formula) => escapedXml(afterInsertion(unescapedXml(formula), insertion, { sheet }))))
}

/** Everything behind the rows that names cells: merged areas, rules, checks, links, filters, breaks, sparklines. */
function movedAfter(text: string, insertion: Insertion): string {
  const about = { sheet: insertion.sheet }
  return text
    .replace(/<(?:\w+:)?mergeCells\b[^>]*>[\s\S]*?<\/(?:\w+:)?mergeCells>/, (merges) => movedMerges(merges, insertion))
    .replace(/(<(?:\w+:)?(?:conditionalFormatting|dataValidation|ignoredError|protectedRange)\b[^>]*\ssqref=")([^"]*)(")/g, middle((refs) => movedList(refs, insertion, 'cells')))
    .replace(/(<(?:\w+:)?(?:autoFilter|hyperlink|sortState|sortCondition)\b[^>]*\sref=")([^"]*)(")/g, middle((refs) => movedList(refs, insertion, 'ranges')))
    .replace(formulaTexts, middle((formula) => escapedXml(afterInsertion(unescapedXml(formula), insertion, about))))
    .replace(/(<(?:\w+:)?sqref>)([^<]*)(<\/)/g, middle((refs) => movedList(refs, insertion, 'cells')))
    .replace(/<(?:\w+:)?rowBreaks\b[\s\S]*?<\/(?:\w+:)?rowBreaks>/, (breaks) =>
      breaks.replace(/(\sid=")(\d+)(")/g, middle((row) => Number(row) > insertion.after ? Number(row) + insertion.count : row)),
    )
}

function movedList(refs: string, insertion: Insertion, grow: Growth): string {
  return refs.split(/\s+/).map((ref) => grownReference(ref, insertion, grow)).join(' ')
}

/** Cells merged within the pattern row are merged in each of its copies. */
function movedMerges(merges: string, insertion: Insertion): string {
  const { after, count } = insertion
  const areas = [...merges.matchAll(/\sref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"/gi)].flatMap(([, left = '', top = '', right = '', bottom = '']) => {
    if (Number(top) !== after || Number(bottom) !== after) return [grownReference(`${left}${top}:${right}${bottom}`, insertion, 'ranges')]
    return Array.from({ length: count + 1 }, (_, step) => `${left}${after + step}:${right}${after + step}`)
  })
  const prefix = /^<(\w+:)?/.exec(merges)?.[1] ?? ''
  return `<${prefix}mergeCells count="${areas.length}">${areas.map((ref) => `<${prefix}mergeCell ref="${ref}"/>`).join('')}</${prefix}mergeCells>`
}

/** The text of a sheet without the results that its formulas had, and without the kinds of these results. */
export function withoutKeptResults(text: string): string {
  const untyped = text.replace(/(<(?:\w+:)?c\b[^>]*?)\st="(?:str|e|b)"([^>]*>\s*<(?:\w+:)?f\b)/g, '$1$2')
  return untyped.replace(/(<\/(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*\/>)\s*<((?:\w+:)?v)>[^<]*<\/\2>/g, '$1')
}
