import type { LocalizedText } from '@maillon/kernel'

/**
 * Accounts that every workspace has without anybody adding them: what is sent by them is caught and shown in the product, and nothing leaves
 * the machine. They stand in no table; their ids are no UUIDs, so that no stored credential can be one of them.
 */
export interface SampleAccount {
  readonly id: string
  readonly type: string
  readonly name: LocalizedText
}

export const sampleAccounts: readonly SampleAccount[] = [
  { id: 'sample-mail', type: 'smtp', name: { fr: 'Messagerie d’essai (rien ne part)', en: 'Sample mail account (nothing is sent)' } },
  { id: 'sample-channel', type: 'webhook-url', name: { fr: 'Canal d’essai (rien ne part)', en: 'Sample channel (nothing is sent)' } },
  { id: 'sample-api', type: 'http-bearer', name: { fr: 'Service d’essai (données inventées)', en: 'Sample service (invented data)' } },
]

export function sampleAccountOf(id: string): SampleAccount | undefined {
  return sampleAccounts.find((account) => account.id === id)
}

/** The host names of the sample accounts. `.example` belongs to nobody (RFC 2606): no name server is ever asked for them. */
export const sampleHosts = { api: 'demo.maillon.example', mail: 'mail.maillon.example' } as const
