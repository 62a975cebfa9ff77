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
export function textWithValues(what: LocalizedText, { was, now }: ValueChange, told: (value: Json) => LocalizedText | null = plainValueText): LocalizedText {
  if (now === undefined) return { fr: `${what.fr}\u00a0: valeur retirée`, en: `${what.en}: value removed` }
  const after = told(now)
  const before = was === undefined ? null : told(was)
  if (after === null) return { fr: `${what.fr}\u00a0: valeur modifiée`, en: `${what.en}: value changed` }
  if (was === undefined) return { fr: `${what.fr}\u00a0: ${after.fr}`, en: `${what.en}: ${after.en}` }
  if (before === null) return { fr: `${what.fr}\u00a0: maintenant ${after.fr}`, en: `${what.en}: now ${after.en}` }
  return { fr: `${what.fr}\u00a0: ${after.fr} au lieu de ${before.fr}`, en: `${what.en}: ${after.en} instead of ${before.en}` }
}

/** Undefined: there was none, or there is none any more. */
export interface ValueChange {
  readonly was: Json | undefined
  readonly now: Json | undefined
}
