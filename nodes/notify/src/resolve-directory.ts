import type { DirectoryRecipient } from '@maillon/node-sdk'
import type { NotifyContext } from './delivery.js'

/** Who of the directory each channel (by its position) tells, and how many were left out. */
export type Directory = ReadonlyMap<number, { readonly active: readonly DirectoryRecipient[]; readonly skipped: number }>

/** Looks the chosen recipients up; who is inactive, or gone, is left out and said in the log. */
export async function resolveDirectory({ params, workspace, log, locale }: NotifyContext): Promise<Directory> {
  const found = new Map<number, { readonly active: readonly DirectoryRecipient[]; readonly skipped: number }>()
  for (const [index, { channel, recipients: choices }] of params.channels.entries()) {
    if (choices.length === 0) continue
    const { recipients, missing } = await workspace.recipients.resolve(choices)
    const told = recipients.filter(({ type }) => channel === 'directory' || type === channel)
    const inactive = told.filter(({ isActive }) => !isActive)
    for (const { name } of inactive) log.info(locale === 'fr' ? `${name} est inactif dans l’annuaire : laissé de côté.` : `${name} is inactive in the directory: left out.`)
    for (const { name } of missing) log.warn(locale === 'fr' ? `« ${name} » n’est plus dans l’annuaire.` : `“${name}” is no longer in the directory.`)
    found.set(index, { active: told.filter(({ isActive }) => isActive), skipped: inactive.length })
  }
  return found
}
