import type { Json, LocalizedText } from '@maillon/kernel'

const longest = 80

export function quoted(text: string): LocalizedText {
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text
  return { fr: `«\u00a0${short}\u00a0»`, en: `“${short}”` }
}

/** A value as a person reads it; null where it is too large to be shown. */
export function plainValueText(value: Json): LocalizedText | null {
  if (typeof value === 'string') return quoted(value.replaceAll(/\s+/g, ' '))
  if (typeof value === 'number') return { fr: String(value), en: String(value) }
  if (typeof value === 'boolean') return { fr: value ? 'oui' : 'non', en: value ? 'yes' : 'no' }
  if (value === null) return { fr: 'vide', en: 'empty' }
  const text = JSON.stringify(value)
  return text.length > longest ? null : { fr: text, en: text }
}

/**
 * « X passe de A à B », « X est maintenant B », « X est retiré », or « X a changé » where the values are too large to be shown.
 *
 * @param told how to show a value. Default: `plainValueText`.
 */
export function textWithValues(what: LocalizedText, before: Json | undefined, after: Json | undefined, told: (value: Json) => LocalizedText | null = plainValueText): LocalizedText {
  if (after === undefined) return { fr: `${what.fr}\u00a0: valeur retirée`, en: `${what.en}: value removed` }
  const now = told(after)
  const then = before === undefined ? null : told(before)
  if (now === null) return { fr: `${what.fr}\u00a0: valeur modifiée`, en: `${what.en}: value changed` }
  if (before === undefined) return { fr: `${what.fr}\u00a0: ${now.fr}`, en: `${what.en}: ${now.en}` }
  if (then === null) return { fr: `${what.fr}\u00a0: maintenant ${now.fr}`, en: `${what.en}: now ${now.en}` }
  return { fr: `${what.fr}\u00a0: ${now.fr} au lieu de ${then.fr}`, en: `${what.en}: ${now.en} instead of ${then.en}` }
}
