import type { FileView } from '@maillon/api-contract'
import type { Json, Locale } from '@maillon/kernel'
import { localTime } from '../../http/local-time.js'

/** The list of files as a table for spreadsheets. */
export const fileTable: { readonly [L in Locale]: { readonly name: string; readonly columns: readonly string[] } } = {
  fr: { name: 'fichiers', columns: ['Nom', 'Type', 'Taille (octets)', 'Ajouté', 'Identifiant'] },
  en: { name: 'files', columns: ['Name', 'Type', 'Size (bytes)', 'Added', 'Id'] },
}

export function fileRow({ name, mediaType, size, createdAt, id }: FileView, timeZone: string): readonly Json[] {
  return [name, mediaType, size, localTime(createdAt, timeZone), id]
}
