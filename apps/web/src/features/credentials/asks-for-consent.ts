import type { CredentialTypeView } from '@maillon/api-contract'
import { isJsonObject, type JsonObject } from '@maillon/kernel'

/** Whether a credential with these values is made to work by a person who agrees at the service. */
export function asksForConsent({ consent, fields }: CredentialTypeView, values: JsonObject): boolean {
  if (consent === null || consent === 'always') return consent === 'always'
  const properties = fields['properties']
  const property = isJsonObject(properties) ? properties[consent.field] : undefined
  const value = values[consent.field] ?? (isJsonObject(property) ? property['default'] : undefined)
  return typeof value === 'string' && consent.is.includes(value)
}
