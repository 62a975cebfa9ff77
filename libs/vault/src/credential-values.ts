/**
 * Values of a credential on their way in. A secret goes in and never comes out:
 * 1. A secret field that is left out (or sent as the mask) keeps what it holds.
 * 2. Where the hosts change, the secrets must be given again: nobody can send a secret that they don't know to a host of theirs.
 */
import { MaillonError, type Json, type JsonObject, type LocalizedText } from '@maillon/kernel'
import type { ParamHints } from '@maillon/node-contract'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import type { CredentialType } from './credential-type.js'

/** What a screen shows in a secret field that holds something. Sent back, it changes nothing. */
export const secretMask = '••••••••'

/** What may be seen of a credential, and what has to be sealed. */
export interface SplitCredential {
  readonly visible: JsonObject
  readonly secrets: JsonObject
  /** Names of the secret fields that hold something. */
  readonly secretsSet: readonly string[]
  readonly hosts: readonly string[]
}

/**
 * Checks the values of a new credential, or of a change to one (`previous`: its values, opened).
 *
 * @throws MaillonError `VAULT_FIELD_INVALID` or `VAULT_SECRET_NEEDED` (user) with `field`
 */
export function mergeCredential(type: CredentialType, given: JsonObject, previous: JsonObject | null): SplitCredential {
  const values: Record<string, Json> = { ...(previous === null ? {} : pick(previous, type.secrets)) }
  const givenSecrets = new Set<string>()
  for (const [field, value] of Object.entries(given)) {
    if (value === null || value === '') {
      delete values[field]
      continue
    }
    const isSecret = type.secrets.includes(field)
    if (isSecret && value === secretMask) continue
    if (isSecret) givenSecrets.add(field)
    values[field] = value
  }
  check(type, values)
  const split = splitCredential(type, values)
  if (previous !== null) refuseMovedSecrets(type, { previous, split, givenSecrets })
  return split
}

/** Parts the fields of checked values. */
export function splitCredential(type: CredentialType, values: JsonObject): SplitCredential {
  const visible = Object.fromEntries(Object.entries(values).filter(([field]) => !type.secrets.includes(field)))
  const secrets = pick(values, type.secrets)
  return { visible, secrets, secretsSet: Object.keys(secrets), hosts: type.hosts(values) }
}

/** What the API may say of a credential: the fields that are no secret, and which secrets are set. */
export function describeCredential(type: CredentialType, values: JsonObject): Omit<SplitCredential, 'secrets'> {
  const { visible, secretsSet, hosts } = splitCredential(type, values)
  return { visible, secretsSet, hosts }
}

/** The texts that may never be seen in logs, errors or outputs. */
export function secretTexts(type: CredentialType, values: JsonObject): readonly string[] {
  const texts = type.secrets.map((field) => values[field]).filter((value) => typeof value === 'string')
  return [...texts, ...(type.derivedSecrets?.(values) ?? [])]
}

function pick(values: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([field]) => fields.includes(field)))
}

function refuseMovedSecrets(
  type: CredentialType,
  change: { readonly previous: JsonObject; readonly split: SplitCredential; readonly givenSecrets: ReadonlySet<string> },
): void {
  const { previous, split, givenSecrets } = change
  const before = type.hosts(previous)
  const isSame = before.length === split.hosts.length && before.every((host) => split.hosts.includes(host))
  const kept = split.secretsSet.find((field) => !givenSecrets.has(field))
  if (isSame || kept === undefined) return
  throw new MaillonError({ code: 'VAULT_SECRET_NEEDED', kind: 'user', retryable: false, field: `/${kept}` })
}

function check(type: CredentialType, values: Record<string, Json>): void {
  // Forms are checked a few times a day: compiling the schema each time keeps this a function of its arguments.
  const ajv = new Ajv2020({ strict: false, useDefaults: true, allErrors: false, logger: false })
  const validate = ajv.compile(type.fields)
  if (validate(values)) return
  throw fieldError(type, validate.errors?.[0])
}

function fieldError(type: CredentialType, error: ErrorObject | undefined): MaillonError {
  const { missingProperty, additionalProperty } = (error?.params ?? {}) as { readonly missingProperty?: string; readonly additionalProperty?: string }
  const field = missingProperty ?? additionalProperty ?? error?.instancePath.slice(1) ?? ''
  const label = labelOf(type, field)
  const text =
    missingProperty === undefined
      ? { fr: `Le champ « ${label.fr} » ne convient pas.`, en: `The field “${label.en}” doesn’t fit.` }
      : { fr: `Le champ « ${label.fr} » doit être rempli.`, en: `The field “${label.en}” must be filled in.` }
  return new MaillonError({ code: 'VAULT_FIELD_INVALID', kind: 'user', retryable: false, text, field: `/${field}`, params: { field } })
}

function labelOf(type: CredentialType, field: string): LocalizedText {
  const properties = type.fields['properties'] as unknown as { readonly [field: string]: { readonly 'x-maillon': ParamHints } }
  return (Object.hasOwn(properties, field) ? properties[field]?.['x-maillon'].label : undefined) ?? { fr: field, en: field }
}
