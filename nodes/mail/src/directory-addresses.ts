import type { NodeContext } from '@maillon/node-sdk'
import type { MailParams } from './mail-params.js'
import { readAddress, type MailAddress } from './read-address.js'

/** Who of the directory gets the mail; who is inactive, gone, or has no mail address is left out, and said in the log. */
export async function directoryAddresses({ params, workspace, log, locale }: NodeContext<MailParams>): Promise<readonly MailAddress[]> {
  if (params.recipients.length === 0) return []
  const { recipients, missing } = await workspace.recipients.resolve(params.recipients)
  for (const { name } of missing) log.warn(locale === 'fr' ? `« ${name} » n’est plus dans l’annuaire.` : `“${name}” is no longer in the directory.`)
  const told = recipients.filter(({ type }) => type === 'email')
  for (const { name } of told.filter(({ isActive }) => !isActive)) log.info(locale === 'fr' ? `${name} est inactif dans l’annuaire : laissé de côté.` : `${name} is inactive in the directory: left out.`)
  return told.filter(({ isActive }) => isActive).map(({ name, address }) => ({ name, address: readAddress(address, '/recipients').address }))
}
