import type { Json, Locale } from '@maillon/kernel'
import type { StoredRecipient } from '@maillon/storage'

/** The directory as a table for spreadsheets. */
export const recipientColumns: { readonly [L in Locale]: readonly string[] } = {
  fr: ['Nom', 'Type', 'Adresse', 'Actif', 'Groupes'],
  en: ['Name', 'Type', 'Address', 'Active', 'Groups'],
}

const yes: { readonly [L in Locale]: readonly [string, string] } = { fr: ['oui', 'non'], en: ['yes', 'no'] }

export function recipientRow({ name, type, address, isActive, groups }: StoredRecipient, locale: Locale): readonly Json[] {
  return [name, type, address, yes[locale][isActive ? 0 : 1], groups.join(', ')]
}
