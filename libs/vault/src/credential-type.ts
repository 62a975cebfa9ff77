import type { JsonObject, LocalizedText } from '@maillon/kernel'
import type { ParamHints, ParamsSchema } from '@maillon/node-contract'

/** A kind of credential, as data: what the form shows, what is secret, where it may be sent. */
export interface CredentialType {
  readonly type: string
  readonly title: LocalizedText
  readonly description: LocalizedText
  /** Name of a Tabler icon. */
  readonly icon: string
  /** JSON Schema with `x-maillon` hints; drawn like node parameters. */
  readonly fields: ParamsSchema
  /** Names of the fields that are secret: written, never read back. */
  readonly secrets: readonly string[]
  /** A person makes it work by agreeing at the service (see `consentServiceOf`): always, or where a field has one of these values. Absent: never. */
  readonly consent?: 'always' | { readonly field: string; readonly is: readonly string[] }
  /**
   * Hosts that it may be sent to, as `host:port` in lower case, from all its values. Empty: it is sent nowhere
   * (one that only checks callers).
   */
  hosts(values: JsonObject): readonly string[]
  /** Texts that are as secret as the secret fields: what is made of them (a Basic header), or stands inside them (a key in a JSON). Absent: none. */
  derivedSecrets?(values: JsonObject): readonly string[]
}

/** One field of a credential's form. */
export interface CredentialField {
  readonly name: string
  readonly hints: ParamHints
  readonly schema: JsonObject
  readonly required?: boolean
  readonly secret?: boolean
}

/** Fields in the order of the form. */
export function fieldsSchema(fields: readonly CredentialField[]): Pick<CredentialType, 'fields' | 'secrets'> {
  const properties = Object.fromEntries(
    fields.map(({ name, schema, hints }) => [name, { ...schema, 'x-maillon': { ...hints, expression: false } as unknown as JsonObject }]),
  )
  return {
    fields: { type: 'object', properties, required: fields.filter((field) => field.required === true).map((field) => field.name), additionalProperties: false },
    secrets: fields.filter((field) => field.secret === true).map((field) => field.name),
  }
}

/** `host:port` of an http or https address, the port always written; none where it isn't one. */
export function hostsOfAddress(address: unknown): readonly string[] {
  if (typeof address !== 'string' || !URL.canParse(address)) return []
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return []
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
  return [`${url.hostname.toLowerCase()}:${port}`]
}

const text = { type: 'string', maxLength: 2000 } as const

/** The address of the service; the credential is never sent to another host. */
export function addressField(required: boolean, help: LocalizedText): CredentialField {
  return {
    name: 'address',
    required,
    schema: { ...text, pattern: '^https?://[^\\s]+$' },
    hints: {
      label: { fr: 'Adresse du service', en: 'Address of the service' },
      placeholder: { fr: 'https://api.exemple.fr', en: 'https://api.example.com' },
      help,
    },
  }
}

/** A required line of text. */
export function textField(name: string, hints: ParamHints, more: JsonObject = {}): CredentialField {
  return { name, hints, schema: { ...text, minLength: 1, ...more }, required: more['default'] === undefined }
}

/** A required line that is never shown again. */
export function secretField(name: string, hints: ParamHints): CredentialField {
  return { name, hints, schema: { type: 'string', minLength: 1, maxLength: 20_000 }, required: true, secret: true }
}
