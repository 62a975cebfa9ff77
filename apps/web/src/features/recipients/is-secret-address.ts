import type { RecipientType } from '@maillon/api-contract'

/** Webhooks: whoever has the address may send. It is never shown again. */
export function isSecretAddress(type: RecipientType): boolean {
  return type !== 'email' && type !== 'whatsapp' && type !== 'sms'
}
