import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { completionAt, filterSuggestions } from './complete-expression.js'
import type { Suggestion } from './form-context.js'

export interface CompletionOptions {
  readonly suggestions: () => readonly Suggestion[]
  /** The type of a field in words. */
  readonly typeName: (type: string) => string
  /** Whether a `/` behind a space opens the list too: not where lines of code hold them. */
  readonly withSlash: boolean
}

/** The completion of `{{…}}`, and of a word behind a `/`, for the editor of several lines: the same list as in one line. */
export function completionSource({ suggestions, typeName, withSlash }: CompletionOptions) {
  return ({ state, pos }: CompletionContext): CompletionResult | null => {
    const line = state.doc.lineAt(pos)
    const completion = (withSlash ? slashAt(line.text, pos - line.from) : null) ?? bracesAt(line.text, pos - line.from)
    if (completion === null) return null
    const options = filterSuggestions(suggestions(), completion.query).map(({ text, label, detail }) => ({ label, detail: typeName(detail), apply: text }))
    return { from: line.from + completion.from, to: line.from + completion.to, options, filter: false }
  }
}

function bracesAt(line: string, caret: number) {
  const completion = completionAt(line, caret)
  return completion !== null && line.startsWith('{{', completion.from) ? completion : null
}

/** A `/` that begins a word: tags, addresses and dates hold theirs within one. */
function slashAt(line: string, caret: number) {
  const found = /(?:^|\s)(\/[\p{L}\p{N}_.]*)$/u.exec(line.slice(0, caret))?.[1]
  return found === undefined ? null : { query: found.slice(1), from: caret - found.length, to: caret }
}
