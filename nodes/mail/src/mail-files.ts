import { userError, type FileRef, type Item, type NodeContext } from '@maillon/node-sdk'
import type { MailParams } from './mail-params.js'

/** An image inside the message. */
export interface InlineImage {
  readonly cid: string
  readonly file: FileRef
}

/** The files that a mail may carry. */
export interface MailFiles {
  /** By the names that the HTML may call them by (`cid:NAME`): of the item's file, of the file itself, of a chosen image. */
  readonly byName: ReadonlyMap<string, FileRef>
  readonly attachments: readonly FileRef[]
}

/** All files of the items, each once, and the chosen images. @throws UserError where together they are larger than allowed. */
export async function gatherFiles(items: readonly Item[], { params, files }: Pick<NodeContext<MailParams>, 'params' | 'files'>): Promise<MailFiles> {
  const received = new Map<string, FileRef>()
  const byName = new Map<string, FileRef>()
  for (const { name, file } of params.images) byName.set(name, await files.chosen(file))
  for (const item of items) {
    for (const [name, file] of Object.entries(item.files ?? {})) {
      received.set(file.id, file)
      for (const known of [name, file.name]) if (!byName.has(known)) byName.set(known, file)
    }
  }
  const attachments = params.attach === 'none' ? [] : [...received.values()]
  const bytes = [...new Set([...attachments, ...imagesOf(params.html, byName).values()])].reduce((sum, { size }) => sum + size, 0)
  if (bytes > params.maxMegabytes * 1024 * 1024) throw tooLarge(bytes, params.maxMegabytes)
  return { byName, attachments }
}

const reference = /(\bsrc\s*=\s*["']?|\burl\(\s*["']?)cid:([^"'\s)>]{1,300})/gi

/** Names the images of the HTML by ids of our own. @throws UserError `MAIL_IMAGE_MISSING` */
export function placeImages(html: string, files: MailFiles): { readonly html: string; readonly images: readonly InlineImage[] } {
  const images = new Map<string, InlineImage>()
  const placed = html.replace(reference, (_, before: string, name: string) => {
    const file = files.byName.get(plain(name))
    if (file === undefined) throw missingImage(plain(name))
    const image = images.get(file.id) ?? { cid: `image-${images.size + 1}@maillon`, file }
    images.set(file.id, image)
    return `${before}cid:${image.cid}`
  })
  return { html: placed, images: [...images.values()] }
}

function imagesOf(html: string, byName: ReadonlyMap<string, FileRef>): ReadonlySet<FileRef> {
  const found = [...html.matchAll(reference)].map((match) => byName.get(plain(match[2] ?? '')))
  return new Set(found.filter((file) => file !== undefined))
}

function plain(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function missingImage(name: string) {
  return userError({
    code: 'MAIL_IMAGE_MISSING',
    text: { fr: `Le message montre l’image « ${name} », mais aucun fichier reçu ni choisi ne porte ce nom.`, en: `The message shows the image “${name}”, but no file received or chosen has this name.` },
    hint: { fr: 'Ajoutez-la sous « Images du message », ou corrigez le nom.', en: 'Add it under “Images of the message”, or correct the name.' },
    field: '/html',
  })
}

function tooLarge(bytes: number, most: number) {
  const megabytes = (bytes / 1024 / 1024).toFixed(1)
  return userError({
    code: 'MAIL_ATTACHMENTS_TOO_LARGE',
    text: { fr: `Les pièces jointes pèsent ${megabytes.replace('.', ',')} Mo, pour ${most} Mo au plus.`, en: `The attachments are ${megabytes} MB, with ${most} MB at most.` },
    hint: { fr: 'Joignez moins de fichiers ; beaucoup de serveurs refusent plus de 20 Mo.', en: 'Attach fewer files; many servers refuse more than 20 MB.' },
    field: '/attach',
  })
}
