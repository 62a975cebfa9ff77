import { choiceParam, defineNode, htmlSpaces, out, Type, ui, withDefault, type FileRef, type Item, type NodeContext, type NodeFiles, type Static } from '@maillon/node-sdk'
import { nameParam, templateParam, titleParam, withEnding, withRows } from './document-params.js'
import type { HtmlContext } from './html-to-pdf.js'
import { contentWidth, makePdf, type PdfPage } from './make-pdf.js'
import { bytesOfDataUri, pictureUri } from './picture.js'
import { columnsParam, currencyParam } from './rows-table.js'

const line = (label: { fr: string; en: string }) => Type.Optional(Type.String({ maxLength: 500, ...ui({ label, advanced: true }) }))

const params = Type.Object({
  template: templateParam(),
  name: withDefault(nameParam('document.pdf', { fr: 'facture-{{item.numéro}}.pdf', en: 'invoice-{{item.number}}.pdf' })),
  columns: columnsParam,
  currency: currencyParam,
  size: choiceParam<PdfPage['size']>(
    { A4: { fr: 'A4', en: 'A4' }, A5: { fr: 'A5', en: 'A5' }, LETTER: { fr: 'lettre US', en: 'US letter' }, LEGAL: { fr: 'legal US', en: 'US legal' } },
    { label: { fr: 'Format de page', en: 'Page size' } },
    'A4',
  ),
  orientation: choiceParam<PdfPage['orientation']>(
    { portrait: { fr: 'portrait', en: 'portrait' }, landscape: { fr: 'paysage', en: 'landscape' } },
    { label: { fr: 'Orientation', en: 'Orientation' } },
    'portrait',
  ),
  header: line({ fr: 'En-tête de chaque page', en: 'Header of each page' }),
  footer: line({ fr: 'Pied de chaque page', en: 'Footer of each page' }),
  pageNumbers: withDefault(Type.Boolean({ default: true, ...ui({ label: { fr: 'Numéroter les pages', en: 'Number the pages' }, advanced: true }) })),
  marginMm: withDefault(Type.Integer({ default: 18, minimum: 5, maximum: 50, ...ui({ label: { fr: 'Marges (mm)', en: 'Margins (mm)' }, advanced: true }) })),
  fontSize: withDefault(Type.Integer({ default: 10, minimum: 6, maximum: 20, ...ui({ label: { fr: 'Taille du texte (points)', en: 'Size of the text (points)' }, advanced: true }) })),
  title: titleParam(),
})

type PdfContext = NodeContext<Static<typeof params>>

export const pdf = defineNode({
  type: 'document.pdf',
  title: { fr: 'Document PDF', en: 'PDF document' },
  description: {
    fr: 'Remplit un modèle HTML et en fait un PDF : une confirmation par ligne, ou un rapport pour toutes, avec tableau et totaux.',
    en: 'Fills an HTML template and makes a PDF of it: a confirmation for each row, or one report for all, with table and totals.',
  },
  keywords: {
    fr: ['pdf', 'modèle', 'facture', 'confirmation', 'rapport', 'imprimer', 'document', 'bon', 'attestation', 'publipostage', 'devis', 'contrat', 'lettre', 'courrier', 'bon de commande', 'reçu'],
    en: ['pdf', 'template', 'invoice', 'confirmation', 'report', 'print', 'document', 'certificate', 'mail merge', 'quote', 'contract', 'letter', 'receipt', 'purchase order'],
  },
  icon: 'file-type-pdf',
  group: 'files',
  params,
  effects: 'none',
  heavy: true,
  outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'fileName', type: 'text' }, { name: 'size', type: 'number' }], open: true, files: ['file'] } } },
  examples: [
    {
      title: { fr: 'Une confirmation par commande', en: 'A confirmation for each order' },
      params: { template: '<h1>Commande {{item.numéro}}</h1><p>Merci, {{item.client}} !</p>', name: 'commande-{{item.numéro}}.pdf' },
      input: { main: [{ numéro: 7, client: 'Zoé' }] },
    },
    {
      title: { fr: 'Un rapport avec le tableau des ventes', en: 'A report with the table of sales' },
      params: { template: '<h1>Ventes</h1><rows></rows>', columns: [{ field: 'produit' }, { field: 'montant', format: 'currency', total: true }] },
      input: { main: [{ produit: 'Café', montant: 3.9 }] },
    },
  ],
  sample: { main: [{ fileName: 'commande-7.pdf', size: 18_432 }] },
  words: { fr: 'fait un PDF d’un modèle', en: 'makes a PDF of a template' },
  runItem: async (context) => {
    const html = await withRows(context.params.template, [context.item], { ...context.params, ...context })
    const { json, file } = await make(context, html, await picturesOf(context.files, [context.item]))
    return out({ ...context.item.json, ...json }, { files: { ...context.item.files, file } })
  },
  run: async (context) => {
    const pictures = new Map<string, string>()
    const items = watched(context.input(), async (item) => {
      // Of many rows the first ones bring the pictures: a logo stands on each.
      if (pictures.size < 50) for (const [name, uri] of await picturesOf(context.files, [item])) pictures.set(name, uri)
    })
    const html = await withRows(context.params.template, items, { ...context.params, ...context })
    const { json, file } = await make(context, html, pictures)
    await context.emit({ json, files: { file } })
  },
})

async function make(context: PdfContext, html: string, pictures: ReadonlyMap<string, string>) {
  const { params: given, files, locale, now } = context
  const page: PdfPage = { size: given.size, orientation: given.orientation, margin: given.marginMm * 2.8346 }
  // With its parser; a server that makes no PDF doesn't load it.
  const { htmlToPdf } = await import('./html-to-pdf.js')
  const content = htmlToPdf(htmlSpaces(html, locale), { picture: (src) => pictureOf(src, pictures), warn: warner(context), width: contentWidth(page) }, given.fontSize)
  context.signal.throwIfAborted()
  const bytes = await makePdf(content, {
    page,
    title: given.title ?? given.name,
    header: given.header ?? '',
    footer: given.footer ?? '',
    pageWord: given.pageNumbers ? 'Page' : null,
    fontSize: given.fontSize,
    madeAt: new Date(now()),
    language: locale,
  })
  const file = await files.create({ name: withEnding(given.name, '.pdf'), mediaType: 'application/pdf' }, bytes)
  return { file, json: { fileName: file.name, size: file.size } }
}

function pictureOf(src: string, pictures: ReadonlyMap<string, string>): string | null {
  if (src.startsWith('data:')) {
    const bytes = bytesOfDataUri(src)
    return bytes === null ? null : pictureUri(bytes)
  }
  return pictures.get(src.toLowerCase()) ?? null
}

/** Pictures among the files of rows, by the name of the file and by its name in the row. */
async function picturesOf(files: NodeFiles, items: readonly Item[]): Promise<ReadonlyMap<string, string>> {
  const pictures = new Map<string, string>()
  for (const item of items) {
    for (const [slot, file] of Object.entries(item.files ?? {})) {
      const uri = await uriOf(files, file)
      if (uri !== null) for (const name of [slot, file.name]) pictures.set(name.toLowerCase(), uri)
    }
  }
  return pictures
}

async function uriOf(files: NodeFiles, file: FileRef): Promise<string | null> {
  if (file.size > 5 * 1024 * 1024 || !/\.(png|jpe?g)$/i.test(file.name)) return null
  const parts: Uint8Array[] = []
  for await (const part of files.read(file)) parts.push(part)
  return pictureUri(Buffer.concat(parts))
}

async function* watched(items: AsyncIterable<Item>, look: (item: Item) => Promise<void>): AsyncGenerator<Item> {
  for await (const item of items) {
    if (item.files !== undefined) await look(item)
    yield item
  }
}

/** Each kind of trouble once for a document, since a template says it on every row. */
function warner({ log, locale }: PdfContext): HtmlContext['warn'] {
  const told = new Set<string>()
  const texts = {
    'style-sheet': { fr: () => 'Les feuilles de style <style> ne sont pas suivies : écrivez les styles sur les éléments (style="…").', en: () => 'Style sheets (<style>) are not followed: write the styles on the elements (style="…").' },
    picture: { fr: (name: string) => `L’image « ${name} » n’est pas montrée : elle doit arriver avec la ligne (PNG ou JPEG, 5 Mo au plus), ou être dans le modèle (data:).`, en: (name: string) => `The picture “${name}” is not shown: it has to come with the row (PNG or JPEG, 5 MB at most), or to be in the template (data:).` },
    character: { fr: (sign: string) => `Le caractère « ${sign} » n’existe pas dans la police du document ; un « ? » le remplace.`, en: (sign: string) => `The character “${sign}” does not exist in the font of the document; a “?” stands for it.` },
  } as const
  return (what, details) => {
    if (told.has(what)) return
    told.add(what)
    log.warn(texts[what][locale](details))
  }
}
