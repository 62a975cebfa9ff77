import type { JsonObject } from '@maillon/kernel'
import { fieldsSchema, type CredentialField, type CredentialType } from './credential-type.js'

/** How fast an outside service may be called with a credential, by all flows and workers together. Null: no limit of that kind. */
export interface CredentialPace {
  readonly perMinute: number | null
  /** Steps that use it at once. */
  readonly atOnce: number | null
}

const paceFields: readonly CredentialField[] = [
  {
    name: 'perMinute',
    schema: { type: 'integer', minimum: 1, maximum: 100_000 },
    hints: {
      label: { fr: 'Appels par minute, au plus', en: 'Calls a minute, at most' },
      help: {
        fr: 'Pour tous les flux ensemble. Une étape qui dépasserait la limite attend son tour. Vide : pas de limite.',
        en: 'For all flows together. A step that would go over the limit waits for its turn. Empty: no limit.',
      },
      advanced: true,
    },
  },
  {
    name: 'atOnce',
    schema: { type: 'integer', minimum: 1, maximum: 1000 },
    hints: {
      label: { fr: 'Étapes en même temps, au plus', en: 'Steps at once, at most' },
      help: { fr: 'Pour tous les flux ensemble. Vide : pas de limite.', en: 'For all flows together. Empty: no limit.' },
      advanced: true,
    },
  },
]

/** The same type with the fields of a pace behind its own. */
export function withPace(type: CredentialType): CredentialType {
  const own = type.fields['properties'] as JsonObject
  const pace = fieldsSchema(paceFields).fields['properties'] as JsonObject
  return { ...type, fields: { ...type.fields, properties: { ...own, ...pace } } }
}

/** Null: as fast as one likes. */
export function paceOf(values: JsonObject): CredentialPace | null {
  const limitOf = (name: string): number | null => {
    const value = values[name]
    return typeof value === 'number' && Number.isFinite(value) && value >= 1 ? Math.floor(value) : null
  }
  const [perMinute, atOnce] = [limitOf('perMinute'), limitOf('atOnce')]
  return perMinute === null && atOnce === null ? null : { perMinute, atOnce }
}
