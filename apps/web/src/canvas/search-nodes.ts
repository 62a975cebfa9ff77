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
 * and every word typed must be found somewhere. Nothing typed: all, in palette order.
 */
export function searchNodes(descriptors: readonly NodeDescriptor[], typed: string, locale: Locale): readonly NodeDescriptor[] {
  const words = foldText(typed).split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return descriptors
  const other: Locale = locale === 'fr' ? 'en' : 'fr'
  return descriptors
    .map((descriptor, index) => ({ descriptor, index, score: Math.min(...words.map((word) => scoreOf(descriptor, word, [locale, other]))) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, two) => two.score - one.score || one.index - two.index)
    .map(({ descriptor }) => descriptor)
}

function scoreOf(descriptor: NodeDescriptor, word: string, languages: readonly [Locale, Locale]): number {
  return Math.max(
    ...languages.map((language, index) => {
      const title = foldText(descriptor.title[language])
      const keywords = descriptor.keywords[language].map(foldText)
      const penalty = index * 0.5
      if (title.startsWith(word)) return 10 - penalty
      if (keywords.includes(word)) return 9 - penalty
      if (title.split(/\s+/).some((part) => part.startsWith(word))) return 8 - penalty
      if (keywords.some((keyword) => keyword.startsWith(word))) return 7 - penalty
      if (descriptor.type.includes(word)) return 5
      if (keywords.some((keyword) => keyword.includes(word)) || title.includes(word)) return 4 - penalty
      return foldText(descriptor.description[language]).includes(word) ? 2 - penalty : 0
    }),
  )
}
