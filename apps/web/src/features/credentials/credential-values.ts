import type { CredentialTypeView } from '@maillon/api-contract'
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'

/** What the form begins with: what is stored, else the defaults. Secrets begin empty: they never come back. */
export function initialValues(type: CredentialTypeView, stored: JsonObject): JsonObject {
  const properties = type.fields['properties']
  const known = isJsonObject(properties) ? Object.entries(properties) : []
  return Object.fromEntries(
    known.flatMap(([name, schema]): readonly (readonly [string, Json])[] => {
      if (type.secrets.includes(name)) return []
      const value = Object.hasOwn(stored, name) ? stored[name] : isJsonObject(schema) ? schema['default'] : undefined
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** What is sent: an untouched secret is left out and so keeps what it holds; an empty field is left out too. */
export function valuesToSend(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== null))
}

/** Names of the fields that are needed and hold nothing, here or (secrets) on the server. */
export function missingFields(type: CredentialTypeView, values: JsonObject, secretsSet: readonly string[]): readonly string[] {
  const { required } = type.fields
  const needed = required !== undefined && isJsonArray(required) ? required.filter((name) => typeof name === 'string') : []
  return needed.filter((name) => (values[name] ?? '') === '' && !secretsSet.includes(name))
}
