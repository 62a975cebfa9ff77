import type { CredentialView } from '@maillon/api-contract'
import type { Json, Locale } from '@maillon/kernel'
import { localTime } from '../../http/local-time.js'

/** The list of credentials as a table for spreadsheets: never a secret, and of secrets only that there is one. */
export const credentialTable: { readonly [L in Locale]: { readonly name: string; readonly columns: readonly string[] } } = {
  fr: { name: 'identifiants', columns: ['Nom', 'Type', 'Hôtes', 'Secrets renseignés', 'Utilisé par', 'Modifié'] },
  en: { name: 'credentials', columns: ['Name', 'Type', 'Hosts', 'Secrets that are set', 'Used by', 'Changed'] },
}

export function credentialRow({ name, type, hosts, secretsSet, usedBy, updatedAt, isSample }: CredentialView, timeZone: string): readonly Json[] {
  return [name, type, hosts.join(', '), secretsSet.join(', '), usedBy.join(', '), isSample === true ? null : localTime(updatedAt, timeZone)]
}
