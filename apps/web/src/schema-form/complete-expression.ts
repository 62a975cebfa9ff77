import type { Suggestion } from './form-context.js'

/** What is being typed, and which part of the text a proposal takes the place of. */
export interface Completion {
  readonly query: string
  readonly from: number
  readonly to: number
}

const maxShown = 40

/** Something to complete: an open `{{` before the caret, or a `/` that begins the text. null: nothing. */
export function completionAt(text: string, caret: number): Completion | null {
  const before = text.slice(0, caret)
  const open = before.lastIndexOf('{{')
  if (open >= 0 && !before.slice(open).includes('}}')) {
    const query = before.slice(open + 2)
    // Inside a function call (`{{round it`) the list would take the call away.
    if (/[\s(]/.test(query.trim())) return null
    const rest = /^[^\s{}]*\}\}/.exec(text.slice(caret))
    return { query: query.trim(), from: open, to: caret + (rest?.[0].length ?? 0) }
  }
  if (text.startsWith('/') && caret > 0 && !/[\s/{]/.test(before.slice(1))) return { query: before.slice(1), from: 0, to: caret }
  return null
}

/** Those that hold every typed word, accents and capitals apart; best first where the label begins so. */
export function filterSuggestions(suggestions: readonly Suggestion[], query: string): readonly Suggestion[] {
  const words = plain(query).split(/[\s.›]+/).filter((word) => word !== '')
  const fitting = suggestions.filter(({ label, text }) => words.every((word) => plain(`${label} ${text}`).includes(word)))
  const first = words[0]
  const rank = ({ label }: Suggestion) => (first !== undefined && plain(label).startsWith(first) ? 0 : 1)
  return fitting.toSorted((a, b) => rank(a) - rank(b)).slice(0, maxShown)
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
