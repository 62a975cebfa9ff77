import { userError } from '@maillon/node-sdk'
import { knownCharacters } from './known-characters.js'
import type { PdfBlock } from './pdf-content.js'

export interface PdfPage {
  readonly size: 'A4' | 'A5' | 'LETTER' | 'LEGAL'
  readonly orientation: 'portrait' | 'landscape'
  /** Points. */
  readonly margin: number
}

export interface PdfAbout {
  readonly page: PdfPage
  readonly title: string
  readonly header: string
  readonly footer: string
  /** “Page 1 / 3” at the foot, in these words; null: none. */
  readonly pageWord: string | null
  readonly fontSize: number
  readonly madeAt: Date
  readonly language: string
}

const sizes = { A4: [595.28, 841.89], A5: [419.53, 595.28], LETTER: [612, 792], LEGAL: [612, 1008] } as const

/** Width between the margins, in points. */
export function contentWidth({ size, orientation, margin }: PdfPage): number {
  const [narrow, wide] = sizes[size]
  return (orientation === 'portrait' ? narrow : wide) - 2 * margin
}

const layouts = {
  grid: {
    hLineWidth: () => 0.5,
    vLineWidth: () => 0,
    hLineColor: () => '#cfd8dc',
    paddingLeft: () => 5,
    paddingRight: () => 5,
    paddingTop: () => 3,
    paddingBottom: () => 3,
  },
  panel: { hLineWidth: () => 0, vLineWidth: () => 0, paddingLeft: () => 8, paddingRight: () => 8, paddingTop: () => 6, paddingBottom: () => 6 },
}

/** @throws UserError where pdfmake can't draw it */
export async function makePdf(content: readonly PdfBlock[], about: PdfAbout): Promise<Uint8Array> {
  const pdfmake = (await import('pdfmake')).default
  const fonts = (await import('pdfmake/fonts/Roboto.js')).default
  const own = new Set<string>(Object.values(fonts.Roboto))
  pdfmake.setFonts(fonts)
  pdfmake.setTableLayouts(layouts)
  // Nothing is fetched, and of the disk only the fonts are read.
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => own.has(path))
  const { page, fontSize } = about
  const small = { fontSize: fontSize * 0.8, color: '#757575' }
  const line = (text: string) => knownCharacters(text, () => undefined)
  const definition = {
    pageSize: page.size,
    pageOrientation: page.orientation,
    pageMargins: [page.margin, page.margin + (about.header === '' ? 0 : 14), page.margin, page.margin + (about.footer === '' && about.pageWord === null ? 0 : 14)],
    info: { title: about.title, creator: 'Maillon', producer: 'Maillon', creationDate: about.madeAt, modDate: about.madeAt },
    lang: about.language,
    defaultStyle: { font: 'Roboto', fontSize, lineHeight: 1.15 },
    content: content.length === 0 ? [{ text: ' ' }] : content,
    ...(about.header === '' ? {} : { header: { text: line(about.header), ...small, margin: [page.margin, page.margin * 0.6, page.margin, 0] } }),
    footer: (current: number, total: number) => ({
      columns: [{ text: line(about.footer) }, { text: about.pageWord === null ? '' : `${about.pageWord} ${current} / ${total}`, alignment: 'right', width: 'auto' }],
      ...small,
      margin: [page.margin, 8, page.margin, 0],
    }),
  }
  try {
    // It writes into what it is given, so it gets a copy of its own.
    return await pdfmake.createPdf(structuredCloneOf(definition)).getBuffer()
  } catch (error) {
    throw userError({
      code: 'DOCUMENT_PDF_FAILED',
      text: { fr: 'Ce document ne peut pas être mis en page.', en: 'This document cannot be laid out.' },
      hint: { fr: 'Simplifiez le modèle : tableaux dans des tableaux, cellules fusionnées, images.', en: 'Simplify the template: tables inside tables, merged cells, pictures.' },
      field: '/template',
      details: error instanceof Error ? error.message : String(error),
    })
  }
}

function structuredCloneOf<Definition extends { readonly content: unknown }>(definition: Definition): Definition {
  return { ...definition, content: structuredClone(definition.content) }
}
