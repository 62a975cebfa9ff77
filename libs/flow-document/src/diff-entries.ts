import { isJsonObject, type Json, type LocalizedText } from '@maillon/kernel'
import { quoted } from './diff-text.js'
import { sameJson } from './same-json.js'

/** What differs between two lists: what is alike at both ends stays out of it. */
export interface DifferingEntries {
  /** Places at which one entry took the place of another. */
  readonly changed: readonly number[]
  /** What came (by its place in the newer list) and what went (by its place in the older one), as the end of a sentence. */
  readonly texts: readonly { readonly index: number; readonly text: LocalizedText }[]
}

/** In the order of the lists; empty exactly where they are the same. */
export function diffEntries(was: readonly Json[], now: readonly Json[]): DifferingEntries {
  const most = Math.min(was.length, now.length)
  let head = 0
  while (head < most && sameJson(was[head], now[head])) head += 1
  let tail = 0
  while (tail < most - head && sameJson(was[was.length - 1 - tail], now[now.length - 1 - tail])) tail += 1
  const [gone, come] = [was.slice(head, was.length - tail), now.slice(head, now.length - tail)]
  const paired = Math.min(gone.length, come.length)
  const rest = (entries: readonly Json[], told: (name: LocalizedText) => LocalizedText) => entries.slice(paired).map((entry, index) => ({ index: head + paired + index, text: told(nameOf(entry)) }))
  return {
    changed: Array.from({ length: paired }, (_, index) => head + index),
    texts: [
      ...rest(come, ({ fr, en }) => ({ fr: `${fr} ajouté`, en: `${en} added` })),
      ...rest(gone, ({ fr, en }) => ({ fr: `${fr} retiré`, en: `${en} removed` })),
    ],
  }
}

/** By what a person knows an entry: itself, or the first text in it. */
function nameOf(entry: Json): LocalizedText {
  const text = isJsonObject(entry) ? Object.values(entry).find((value) => typeof value === 'string' && value.trim() !== '') : entry
  return typeof text === 'string' || typeof text === 'number' ? quoted(String(text)) : { fr: 'un élément', en: 'an entry' }
}
