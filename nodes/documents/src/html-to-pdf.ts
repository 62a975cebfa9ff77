/**
 * HTML as the content of a PDF: headings, paragraphs, lists, tables, pictures, rules, and inline styles.
 *
 * Nothing is run or fetched: scripts, frames, forms and style sheets are left out, links are kept as links, and a picture is one
 * that the document brings (`data:`) or that came with the row, by its file name.
 */
import { parseDocument } from 'htmlparser2'
import { userError } from '@maillon/node-sdk'
import { alignmentOf, backgroundOf, declarationsOf, lengthOf, styleOf } from './css-style.js'
import { knownCharacters } from './known-characters.js'
import type { PdfBlock, PdfRun, PdfStyle } from './pdf-content.js'
import { tableOf } from './table-content.js'

/** A node of the tree: the few kinds that matter here. */
export interface HtmlNode {
  readonly type: string
  readonly name?: string
  readonly data?: string
  readonly attribs?: { readonly [name: string]: string }
  readonly children?: readonly HtmlNode[]
}

export interface HtmlContext {
  /** The picture of an `src` as a data URI; null where there is none that may be shown. */
  readonly picture: (src: string) => string | null
  /** What could not be shown, for the person; each kind once. */
  readonly warn: (what: 'style-sheet' | 'picture' | 'character', details: string) => void
  /** Width between the margins, in points. */
  readonly width: number
}

export interface Styling extends PdfStyle {
  readonly fontSize: number
}

const mostNodes = 100_000
const mostDepth = 100
const dropped: ReadonlySet<string> = new Set(['script', 'head', 'title', 'meta', 'link', 'iframe', 'object', 'embed', 'svg', 'math', 'form', 'input', 'button', 'select', 'textarea', 'template', 'noscript', 'audio', 'video', 'canvas'])
const blocks: ReadonlySet<string> = new Set(['address', 'article', 'aside', 'blockquote', 'body', 'center', 'div', 'dl', 'dt', 'dd', 'figure', 'figcaption', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'html', 'img', 'li', 'main', 'nav', 'ol', 'p', 'pre', 'section', 'style', 'table', 'ul'])
const headings: ReadonlyMap<string, number> = new Map([['h1', 2], ['h2', 1.5], ['h3', 1.2], ['h4', 1.05], ['h5', 1], ['h6', 0.9]])

const inlineStyles: { readonly [name: string]: PdfStyle } = {
  b: { bold: true }, strong: { bold: true }, th: { bold: true }, i: { italics: true }, em: { italics: true }, cite: { italics: true }, u: { decoration: 'underline' }, ins: { decoration: 'underline' },
  s: { decoration: 'lineThrough' }, del: { decoration: 'lineThrough' }, strike: { decoration: 'lineThrough' }, sup: { sup: true }, sub: { sub: true }, mark: { background: '#fff3b0' }, code: { background: '#f2f2f2' },
}

/** @throws UserError where it is too large */
export function htmlToPdf(html: string, context: HtmlContext, fontSize: number): readonly PdfBlock[] {
  const root = parseDocument(html, { decodeEntities: true }) as unknown as HtmlNode
  measure(root)
  return new HtmlToPdf(context).blocksOf(root.children ?? [], { fontSize })
}

/** Without recursion, since what is too deep is what is looked for. */
function measure(root: HtmlNode): void {
  let nodes = 0
  let level: readonly HtmlNode[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    nodes += level.length
    if (nodes > mostNodes || depth > mostDepth) throw tooLarge()
    level = level.flatMap((node) => node.children ?? [])
  }
}

export class HtmlToPdf {
  constructor(readonly context: HtmlContext) {}

  /** Text between blocks becomes paragraphs of its own. */
  blocksOf(nodes: readonly HtmlNode[], style: Styling): readonly PdfBlock[] {
    const made: PdfBlock[] = []
    let runs: PdfRun[] = []
    const close = () => {
      const text = trimmed(runs)
      if (text.length > 0) made.push({ text, ...(style.alignment === undefined ? {} : { alignment: style.alignment }) })
      runs = []
    }
    for (const node of nodes) {
      if (node.name !== undefined && (blocks.has(node.name) || this.holdsBlocks(node))) {
        close()
        made.push(...this.blockOf(node, style))
      } else runs.push(...this.runsOf(node, style))
    }
    close()
    return made
  }

  runsOf(node: HtmlNode, style: Styling): readonly PdfRun[] {
    if (node.type === 'text') return [this.run((node.data ?? '').replace(/[ \t\r\n]+/g, ' '), style)]
    const { name } = node
    if (name === undefined || dropped.has(name)) return []
    if (name === 'br') return [this.run('\n', style)]
    const inner = this.inner(node, style)
    return (node.children ?? []).flatMap((child) => this.runsOf(child, inner))
  }

  private blockOf(node: HtmlNode, style: Styling): readonly PdfBlock[] {
    const { name = '' } = node
    if (dropped.has(name)) return []
    const inner = this.inner(node, style)
    const declarations = declarationsOf(node.attribs?.['style'])
    const placed = { ...marginOf(name, declarations, inner.fontSize), ...pageBreakOf(declarations) }
    switch (name) {
      case 'style':
        this.context.warn('style-sheet', '')
        return []
      case 'hr':
        return [{ canvas: [{ type: 'line', x1: 0, y1: 0, x2: this.context.width, y2: 0, lineWidth: 0.5, lineColor: '#9e9e9e' }], margin: [0, 6, 0, 6] }]
      case 'img':
        return this.image(node, inner)
      case 'ul':
      case 'ol':
        return [{ ...this.list(node, inner), ...placed }]
      case 'table':
        return [{ ...tableOf(this, node, inner), ...placed }]
      case 'pre':
        return [{ text: [{ ...this.run(textOf(node), inner), preserveLeadingSpaces: true }], ...placed }]
      default:
        return this.stackOf(this.blocksOf(node.children ?? [], inner), placed, backgroundOf(declarations))
    }
  }

  private stackOf(stack: readonly PdfBlock[], placed: Pick<PdfBlock, 'margin' | 'pageBreak'>, fillColor: string | null): readonly PdfBlock[] {
    if (stack.length === 0 && placed.pageBreak === undefined) return []
    if (fillColor === null) return [{ stack, ...placed }]
    // Only cells have a colour behind them.
    return [{ table: { headerRows: 0, dontBreakRows: false, widths: ['*'], body: [[{ stack, fillColor }]] }, layout: 'panel', margin: [0, 2, 0, 8], ...placed }]
  }

  private inner(node: HtmlNode, style: Styling): Styling {
    const { name = '', attribs = {} } = node
    const { background, ...own } = styleOf(declarationsOf(attribs['style']), style.fontSize)
    // Behind a block it is drawn by the block; behind words by the words.
    const isInline = !blocks.has(name) && name !== 'td' && name !== 'th'
    return {
      ...style,
      ...(Object.hasOwn(inlineStyles, name) ? inlineStyles[name] : {}),
      ...sizeOf(name, style.fontSize),
      ...(name === 'center' ? alignmentOf('center') : alignmentOf(attribs['align'])),
      ...linkOf(name, attribs['href']),
      ...own,
      ...(background !== undefined && isInline ? { background } : {}),
    }
  }

  private list(node: HtmlNode, style: Styling) {
    const items = (node.children ?? []).filter(({ name }) => name === 'li').map((item): PdfBlock => ({ stack: this.blocksOf(item.children ?? [], this.inner(item, style)), margin: [0, 0, 0, 2] }))
    const start = Number(node.attribs?.['start'] ?? '1')
    return node.name === 'ol' ? { ol: items, ...(Number.isInteger(start) && start > 1 ? { start } : {}) } : { ul: items }
  }

  private image({ attribs = {} }: HtmlNode, style: Styling): readonly PdfBlock[] {
    const image = this.context.picture(attribs['src'] ?? '')
    if (image === null) {
      this.context.warn('picture', (attribs['alt'] ?? attribs['src'] ?? '').slice(0, 60))
      return attribs['alt'] === undefined ? [] : [{ text: [this.run(`[${attribs['alt']}]`, { ...style, italics: true })] }]
    }
    const width = lengthOf(declarationsOf(attribs['style']).get('width') ?? attribs['width'], style.fontSize)
    const size = width === null ? { fit: [this.context.width, 300] as const } : { width: Math.min(width, this.context.width) }
    return [{ image, ...size, ...(style.alignment === undefined ? {} : { alignment: style.alignment }), margin: [0, 2, 0, 4] }]
  }

  private run(text: string, style: Styling): PdfRun {
    return { ...style, text: knownCharacters(text, (character) => this.context.warn('character', character)) }
  }

  private holdsBlocks(node: HtmlNode): boolean {
    return (node.children ?? []).some((child) => child.name !== undefined && (blocks.has(child.name) || this.holdsBlocks(child)))
  }
}

function sizeOf(name: string, inherited: number): PdfStyle {
  if (name === 'small') return { fontSize: inherited * 0.85 }
  const times = headings.get(name)
  return times === undefined ? {} : { fontSize: inherited * times, bold: true }
}

function linkOf(name: string, href: string | undefined): PdfStyle {
  return name === 'a' && href !== undefined && isLink(href) ? { link: href, color: '#1565c0', decoration: 'underline' } : {}
}

function marginOf(name: string, declarations: ReadonlyMap<string, string>, fontSize: number): Pick<PdfBlock, 'margin'> {
  const usual = usualMargins(name, fontSize)
  const side = (edge: 'left' | 'top' | 'bottom', otherwise: number) => lengthOf(declarations.get(`margin-${edge}`), fontSize) ?? otherwise
  const [left, top, bottom] = [side('left', usual.left), side('top', usual.top), side('bottom', usual.bottom)]
  return left + top + bottom === 0 ? {} : { margin: [left, top, 0, bottom] }
}

const spaced: ReadonlySet<string> = new Set(['p', 'ul', 'ol', 'table', 'pre', 'blockquote'])

function usualMargins(name: string, fontSize: number): { readonly left: number; readonly top: number; readonly bottom: number } {
  if (headings.has(name)) return { left: 0, top: fontSize * 0.5, bottom: fontSize * 0.35 }
  return { left: name === 'blockquote' || name === 'dd' ? 20 : 0, top: 0, bottom: spaced.has(name) ? 6 : 0 }
}

function pageBreakOf(declarations: ReadonlyMap<string, string>): Pick<PdfBlock, 'pageBreak'> {
  for (const side of ['before', 'after'] as const) {
    const value = declarations.get(`page-break-${side}`) ?? declarations.get(`break-${side}`)
    if (value === 'always' || value === 'page') return { pageBreak: side }
  }
  return {}
}

/** Without the blanks at both ends that stand in HTML for its own looks. */
function trimmed(runs: readonly PdfRun[]): readonly PdfRun[] {
  const kept: PdfRun[] = []
  for (const run of runs) {
    const before = kept.at(-1)
    const follows = before === undefined || /[ \n]$/.test(before.text)
    const text = follows ? run.text.replace(/^ +/, '') : run.text
    if (text !== '') kept.push({ ...run, text })
  }
  while (kept.length > 0) {
    const last = kept.at(-1) as PdfRun
    const text = last.text.replace(/[ \n]+$/, '')
    if (text === last.text) break
    kept.pop()
    if (text !== '') kept.push({ ...last, text })
  }
  return kept
}

function textOf(node: HtmlNode): string {
  return node.type === 'text' ? (node.data ?? '') : (node.children ?? []).map(textOf).join('')
}

function isLink(href: string): boolean {
  return /^(https?:\/\/|mailto:)[^\s]+$/i.test(href)
}

function tooLarge() {
  return userError({
    code: 'DOCUMENT_TEMPLATE_LARGE',
    text: { fr: 'Ce document est trop grand ou trop imbriqué pour un PDF.', en: 'This document is too large or too deeply nested for a PDF.' },
    hint: { fr: 'Partagez les lignes en plusieurs documents, ou donnez-les dans un classeur.', en: 'Split the rows into several documents, or give them in a workbook.' },
    field: '/template',
  })
}
