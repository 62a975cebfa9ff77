import { grownReference, afterInsertion, type Insertion } from './references.js'
import type { EditedPackage } from './edited-package.js'
import { partsFrom, relationsPart } from './part-names.js'
import { escapedXml, middle, unescapedXml } from './xml-text.js'

/** What names cells outside of the sheets: names, print areas, tables, charts, pictures and notes. */
export async function moveParts(book: EditedPackage, parts: { readonly workbook: string; readonly sheet: string }, insertion: Insertion): Promise<void> {
  const moved = (formula: string, about: Parameters<typeof afterInsertion>[2]) => escapedXml(afterInsertion(unescapedXml(formula), insertion, about))
  await book.edit(parts.workbook, (text) =>
    text.replace(/(<(?:\w+:)?definedName\b[^>]*>)([^<]*)(<\/)/g, middle((formula) => moved(formula, { sheet: null }))),
  )
  for (const name of book.names().filter((one) => /charts\/chart[^/]*\.xml$/.test(one))) await book.edit(name, (text) => movedChart(text, moved))
  const relations = relationsPart(parts.sheet)
  const targets = await book.text(relations)
  for (const name of partsFrom(relations, targets, 'table')) await book.edit(name, (text) => movedTable(text, insertion, moved))
  for (const name of partsFrom(relations, targets, 'drawing')) await book.edit(name, (text) => movedDrawing(text, insertion))
  for (const name of partsFrom(relations, targets, 'comments')) await book.edit(name, (text) => text.replace(/(<(?:\w+:)?comment\b[^>]*\sref=")([^"]*)(")/g, middle((ref) => grownReference(ref, insertion, 'none'))))
  for (const name of partsFrom(relations, targets, 'vmlDrawing')) await book.edit(name, (text) => text.replace(/(<x:Row>)(\d+)(<)/g, middle((row) => movedIndex(row, insertion))))
}

type Moved = (formula: string, about: Parameters<typeof afterInsertion>[2]) => string

/** The name of a series is one cell and stays one; its values and categories may grow from one cell to many. */
function movedChart(text: string, moved: Moved): string {
  const formulas = /(<(?:\w+:)?f>)([^<]*)(<\/)/g
  return text
    .split(/(<(?:\w+:)?tx>[\s\S]*?<\/(?:\w+:)?tx>)/)
    .map((piece, index) => piece.replace(formulas, middle((formula) => moved(formula, index % 2 === 1 ? { sheet: null } : { sheet: null, grow: 'cells' }))))
    .join('')
}

function movedTable(text: string, insertion: Insertion, moved: Moved): string {
  return text
    .replace(/(<(?:\w+:)?(?:table|autoFilter|sortState|sortCondition)\b[^>]*\sref=")([^"]*)(")/g, middle((ref) => grownReference(ref, insertion, 'ranges')))
    .replace(/(<(?:\w+:)?(?:calculatedColumnFormula|totalsRowFormula)\b[^>]*>)([^<]*)(<\/)/g, middle((formula) => moved(formula, { sheet: insertion.sheet, grow: 'none' })))
}

/** What begins below the new rows moves down as it is; what stands beside them keeps its size. */
function movedDrawing(text: string, insertion: Insertion): string {
  return text.replace(/<((?:\w+:)?)(?:twoCellAnchor|oneCellAnchor)\b[\s\S]*?<\/\1(?:twoCellAnchor|oneCellAnchor)>/g, (anchor) => {
    const from = /<(?:\w+:)?from>[\s\S]*?<(?:\w+:)?row>(\d+)</.exec(anchor)?.[1]
    if (from === undefined || Number(from) < insertion.after) return anchor
    return anchor.replace(/(<(?:\w+:)?row>)(\d+)(<)/g, middle((row) => Number(row) + insertion.count))
  })
}

/** 0-based. */
function movedIndex(row: string, { after, count }: Insertion): number {
  return Number(row) >= after ? Number(row) + count : Number(row)
}
