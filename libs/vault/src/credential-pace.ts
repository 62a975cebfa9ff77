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
  timeOfDay('quietFrom', {
    label: { fr: 'Ne pas appeler à partir de', en: 'Don’t call from' },
    help: { fr: 'Chaque jour, à l’heure du flux, par exemple 22:00. Une étape attend la fin de cette plage pour commencer.', en: 'Each day, by the flow’s clock, for example 22:00. A step waits for the end of these hours before it begins.' },
  }),
  timeOfDay('quietUntil', { label: { fr: 'Ne pas appeler jusqu’à', en: 'Don’t call until' }, help: { fr: 'Par exemple 06:00. Vide : à toute heure.', en: 'For example 06:00. Empty: at any hour.' } }),
]

function timeOfDay(name: string, hints: CredentialField['hints']): CredentialField {
  return { name, schema: { type: 'string', pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9])?$' }, hints: { ...hints, placeholder: { fr: '22:00', en: '22:00' }, advanced: true } }
}

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
