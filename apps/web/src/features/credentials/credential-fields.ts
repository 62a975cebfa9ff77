import type { CredentialTypeView } from '@maillon/api-contract'
import { isJsonArray, isJsonObject, type JsonObject, type LocalizedText } from '@maillon/kernel'

/** One input of a credential's form, read out of its type's JSON Schema. */
export interface CredentialField {
  readonly name: string
  readonly label: LocalizedText
  readonly help: LocalizedText | null
  readonly placeholder: LocalizedText | null
  readonly kind: 'text' | 'secret' | 'number' | 'boolean' | 'choice'
  /** For `choice`. */
  readonly choices: readonly { readonly value: string; readonly label: LocalizedText }[]
  readonly isRequired: boolean
  readonly isAdvanced: boolean
  /** '' where the schema gives none. */
  readonly initial: string | number | boolean
}

export function fieldsOf(type: CredentialTypeView): readonly CredentialField[] {
  const properties = objectAt(type.fields, 'properties')
  const required = type.fields['required']
  return Object.entries(properties)
    .filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]))
    .map(([name, schema]) => fieldOf(name, schema, { isSecret: type.secrets.includes(name), isRequired: isJsonArray(required) && required.includes(name) }))
}

function fieldOf(name: string, schema: JsonObject, is: { readonly isSecret: boolean; readonly isRequired: boolean }): CredentialField {
  const hints = objectAt(schema, 'x-maillon')
  const labels = objectAt(hints, 'choices')
  const values = isJsonArray(schema['enum']) ? schema['enum'].map(String) : []
  const initial = schema['default']
  return {
    name,
    label: textAt(hints, 'label') ?? same(name),
    help: textAt(hints, 'help'),
    placeholder: textAt(hints, 'placeholder'),
    kind: is.isSecret ? 'secret' : values.length > 0 ? 'choice' : kindOfType(schema['type']),
    choices: values.map((value) => ({ value, label: textAt(labels, value) ?? same(value) })),
    isRequired: is.isRequired,
    isAdvanced: hints['advanced'] === true,
    initial: typeof initial === 'string' || typeof initial === 'number' || typeof initial === 'boolean' ? initial : '',
  }
}

function kindOfType(type: unknown): 'text' | 'number' | 'boolean' {
  if (type === 'integer' || type === 'number') return 'number'
  return type === 'boolean' ? 'boolean' : 'text'
}

export type FieldValues = { readonly [name: string]: string | number | boolean }

/** What the form begins with: what is stored, else the defaults. Secrets begin empty: they never come back. */
export function initialValues(fields: readonly CredentialField[], stored: { readonly [field: string]: unknown }): FieldValues {
  return Object.fromEntries(
    fields.map((field) => {
      const value = stored[field.name]
      const isUsable = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      return [field.name, field.kind !== 'secret' && isUsable ? value : field.kind === 'secret' ? '' : field.initial]
    }),
  )
}

/** What is sent: an untouched secret is left out and so keeps what it holds; an empty field that isn't asked for is left out. */
export function valuesToSend(fields: readonly CredentialField[], values: FieldValues): FieldValues {
  return Object.fromEntries(fields.map((field) => [field.name, values[field.name] ?? ''] as const).filter(([, value]) => value !== ''))
}

/** Names of the fields that are needed and hold nothing, here or (secrets) on the server. */
export function missingFields(fields: readonly CredentialField[], values: FieldValues, secretsSet: readonly string[]): readonly string[] {
  return fields.filter((field) => field.isRequired && (values[field.name] ?? '') === '' && !secretsSet.includes(field.name)).map((field) => field.name)
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = Object.hasOwn(object, key) ? object[key] : undefined
  return isJsonObject(value) ? value : {}
}

function textAt(object: JsonObject, key: string): LocalizedText | null {
  const text = objectAt(object, key)
  return typeof text['fr'] === 'string' && typeof text['en'] === 'string' ? { fr: text['fr'], en: text['en'] } : null
}

function same(text: string): LocalizedText {
  return { fr: text, en: text }
}
