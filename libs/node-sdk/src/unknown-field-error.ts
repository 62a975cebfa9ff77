import type { LocalizedText, MaillonError } from '@maillon/kernel'
import { userError } from './errors.js'
import { nearestName } from './nearest-name.js'

/**
 * The error for a field that the data doesn't have: names it, the near miss where there is one, and what there is.
 *
 * @param known the field names that the data has.
 * @param pointer JSON pointer of the parameter that names the field.
 */
export function unknownFieldError(name: string, known: readonly string[], pointer: string): MaillonError {
  const near = nearestName(name, known)
  return userError({
    code: 'DATA_FIELD_UNKNOWN',
    text: { fr: `Le champ « ${name} » n’existe pas dans les données reçues.`, en: `There is no field “${name}” in the incoming data.` },
    hint: near === null ? whatThereIs(known) : { fr: `Vouliez-vous dire « ${near} » ?`, en: `Did you mean “${near}”?` },
    field: pointer,
  })
}

function whatThereIs(known: readonly string[]): LocalizedText {
  if (known.length === 0) return { fr: 'Les données reçues n’ont aucun champ.', en: 'The incoming data has no fields.' }
  const shown = known.slice(0, 20)
  const more = known.length > shown.length ? ', …' : ''
  return {
    fr: `Champs disponibles : ${shown.map((field) => `« ${field} »`).join(', ')}${more}.`,
    en: `Available fields: ${shown.map((field) => `“${field}”`).join(', ')}${more}.`,
  }
}
