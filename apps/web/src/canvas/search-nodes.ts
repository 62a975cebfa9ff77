import type { Locale } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'

/** Lower case, without accents: « Déclencheur » is found by "declencheur". */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .toLowerCase()
}

/**
 * Node types by what a person types, best first. Title, keywords and description of both languages count (the shown language first),
 * and every word typed must be found somewhere: as it is, or without the s or x of its plural. Small words (`de`, `un`, `the`) don't count
 * beside others. Nothing typed: all, in palette order.
 */
export function searchNodes(descriptors: readonly NodeDescriptor[], typed: string, locale: Locale): readonly NodeDescriptor[] {
  const all = foldText(typed).split(/[\s’']+/).filter((word) => word !== '')
  if (all.length === 0) return descriptors
  const telling = all.filter((word) => !smallWords.has(word))
  const words = telling.length === 0 ? all : telling
  const other: Locale = locale === 'fr' ? 'en' : 'fr'
  return descriptors
    .map((descriptor, index) => ({ descriptor, index, score: Math.min(...words.map((word) => Math.max(...formsOf(word).map((form, at) => scoreOf(descriptor, form, [locale, other]) - at * 0.25)))) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, two) => two.score - one.score || one.index - two.index)
    .map(({ descriptor }) => descriptor)
}

const smallWords: ReadonlySet<string> = new Set(['le', 'la', 'les', 'l', 'un', 'une', 'des', 'de', 'du', 'd', 'a', 'au', 'aux', 'et', 'en', 'par', 'pour', 'mes', 'mon', 'ma', 'the', 'an', 'of', 'to', 'in', 'my', 'and', 'with', 'from'])

/** The word, and what it may be the plural of. */
function formsOf(word: string): readonly string[] {
  return word.length > 3 && /[sx]$/.test(word) ? [word, word.slice(0, -1)] : [word]
}

function scoreOf(descriptor: NodeDescriptor, word: string, languages: readonly [Locale, Locale]): number {
  return Math.max(
    ...languages.map((language, index) => {
      const title = foldText(descriptor.title[language])
      const keywords = descriptor.keywords[language].map(foldText)
      const penalty = index * 0.5
      if (title.startsWith(word)) return 10 - penalty
      const isInTitle = title.split(/\s+/).some((part) => part.startsWith(word))
      if (keywords.includes(word)) return (isInTitle ? 9.4 : 9) - penalty
      if (isInTitle) return 8 - penalty
      if (keywords.some((keyword) => keyword.startsWith(word))) return 7 - penalty
      if (descriptor.type.includes(word)) return 5
      if (keywords.some((keyword) => keyword.includes(word)) || title.includes(word)) return 4 - penalty
      return foldText(descriptor.description[language]).includes(word) ? 2 - penalty : 0
    }),
  )
}
