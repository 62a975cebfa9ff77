import { alignmentOf, backgroundOf, colourOf, declarationsOf, lengthOf, styleOf } from './css-style.js'
import type { HtmlNode, HtmlToPdf, Styling } from './html-to-pdf.js'
import type { PdfBlock, PdfCell } from './pdf-content.js'

const mostColumns = 100

interface Row {
  readonly cells: readonly HtmlNode[]
  readonly isHead: boolean
  readonly style: Styling
  readonly fill: string | null
}

interface Grid {
  readonly body: (PdfCell | object)[][]
  /** Longest text by column, in characters, and the width that the HTML asks for. */
  readonly columns: { longest: number; width: string | number | null }[]
}

/** A table with its spans; the rows of its head stand on each page again. */
export function tableOf(maker: HtmlToPdf, node: HtmlNode, style: Styling): PdfBlock {
  const rows = rowsOf(node, style)
  const grid: Grid = { body: [], columns: [] }
  const covered = new Set<string>()
  for (const [at, row] of rows.entries()) addRow({ maker, grid, covered }, row, at)
  const width = Math.max(1, grid.columns.length)
  for (const row of grid.body) while (row.length < width) row.push({ stack: [] })
  if (grid.body.length === 0) grid.body.push(Array.from({ length: width }, () => ({ stack: [] })))
  const heads = rows.findIndex(({ isHead }) => !isHead)
  const border = declarationsOf(node.attribs?.['style']).get('border')
  return {
    table: { headerRows: Math.min(heads === -1 ? 0 : heads, grid.body.length - 1), dontBreakRows: true, widths: widthsOf(grid, node), body: grid.body },
    layout: node.attribs?.['border'] === '0' || border === 'none' || border === '0' ? 'noBorders' : 'grid',
  }
}

function rowsOf(table: HtmlNode, style: Styling): readonly Row[] {
  const rows: Row[] = []
  const take = (nodes: readonly HtmlNode[], part: string) => {
    for (const node of nodes) {
      const { name = '', children = [] } = node
      if (name === 'thead' || name === 'tbody' || name === 'tfoot') take(children, name)
      else if (name === 'tr') rows.push(rowOf(node, style, { part, isTop: rows.every((row) => row.isHead) }))
    }
  }
  take(table.children ?? [], 'tbody')
  return rows
}

function rowOf(node: HtmlNode, style: Styling, { part, isTop }: { readonly part: string; readonly isTop: boolean }): Row {
  const cells = (node.children ?? []).filter(({ name }) => name === 'td' || name === 'th')
  const declarations = declarationsOf(node.attribs?.['style'])
  const isHead = part === 'thead' || (isTop && part !== 'tfoot' && cells.length > 0 && cells.every(({ name }) => name === 'th'))
  const isBold = part === 'tfoot' || declarations.get('font-weight') === 'bold'
  return { cells, isHead, fill: backgroundOf(declarations), style: isBold ? { ...style, bold: true } : style }
}

interface Filling {
  readonly maker: HtmlToPdf
  readonly grid: Grid
  /** Places that a cell above or to the left reaches into. */
  readonly covered: Set<string>
}

function addRow({ maker, grid, covered }: Filling, row: Row, at: number): void {
  const cells: (PdfCell | object)[] = []
  const fillCovered = () => {
    while (covered.has(`${at} ${cells.length}`)) cells.push({})
  }
  for (const node of row.cells) {
    fillCovered()
    if (cells.length >= mostColumns) break
    const colSpan = spanOf(node.attribs?.['colspan'], mostColumns - cells.length)
    const rowSpan = spanOf(node.attribs?.['rowspan'], 1000)
    if (colSpan === 1) remember(grid, cells.length, node)
    for (let down = 0; down < rowSpan; down += 1) for (let right = 0; right < colSpan; right += 1) if (down + right > 0) covered.add(`${at + down} ${cells.length + right}`)
    cells.push({ ...cellOf(maker, row, node), ...(colSpan > 1 ? { colSpan } : {}), ...(rowSpan > 1 ? { rowSpan } : {}) })
  }
  fillCovered()
  while (grid.columns.length < cells.length) grid.columns.push({ longest: 0, width: null })
  grid.body.push(cells)
}

function cellOf(maker: HtmlToPdf, row: Row, node: HtmlNode): PdfCell {
  const { attribs = {}, children = [], name } = node
  const declarations = declarationsOf(attribs['style'])
  const own = styleOf(new Map([...declarations].filter(([property]) => !property.startsWith('background'))), row.style.fontSize)
  const style: Styling = { ...row.style, ...(name === 'th' ? { bold: true } : {}), ...alignmentOf(attribs['align']), ...own }
  const fillColor = backgroundOf(declarations) ?? colourOf(attribs['bgcolor']) ?? row.fill ?? (row.isHead ? '#eceff1' : null)
  return { stack: maker.blocksOf(children, style), ...(fillColor === null ? {} : { fillColor }) }
}

function remember(grid: Grid, column: number, node: HtmlNode): void {
  while (grid.columns.length <= column) grid.columns.push({ longest: 0, width: null })
  const known = grid.columns[column]
  if (known === undefined) return
  known.longest = Math.max(known.longest, lengthIn(node))
  known.width ??= widthOf(declarationsOf(node.attribs?.['style']).get('width') ?? node.attribs?.['width'])
}

function lengthIn(node: HtmlNode): number {
  return node.type === 'text' ? (node.data ?? '').trim().length : (node.children ?? []).reduce((sum, child) => sum + lengthIn(child), 0)
}

/** As asked for; else as narrow as their content, but for the widest, which take what is left. */
function widthsOf({ columns }: Grid, node: HtmlNode): readonly (string | number)[] {
  const longest = Math.max(0, ...columns.filter(({ width }) => width === null).map((column) => column.longest))
  const isNarrow = declarationsOf(node.attribs?.['style']).get('width') === 'auto'
  return columns.length === 0 ? ['*'] : columns.map((column) => column.width ?? (!isNarrow && column.longest >= Math.max(longest * 0.7, 1) ? '*' : 'auto'))
}

function widthOf(text: string | undefined): string | number | null {
  const percent = /^(\d{1,3}(?:\.\d+)?)%$/.exec(text?.trim() ?? '')
  return percent === null ? lengthOf(text, 10) : `${percent[1]}%`
}

function spanOf(text: string | undefined, most: number): number {
  const span = Number(text ?? '1')
  return Number.isInteger(span) && span > 1 ? Math.min(span, Math.max(1, most)) : 1
}
