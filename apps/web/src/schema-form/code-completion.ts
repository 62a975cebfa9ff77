import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { completionAt, filterSuggestions } from './complete-expression.js'
import type { Suggestion } from './form-context.js'

/** The completion of `{{…}}` for the editor of several lines: the same list as in one line. */
export function completionSource(suggestions: () => readonly Suggestion[]) {
  return ({ state, pos }: CompletionContext): CompletionResult | null => {
    const line = state.doc.lineAt(pos)
    const completion = completionAt(line.text, pos - line.from)
    // A slash begins tags and addresses here: only braces open the list.
    if (completion === null || line.text.slice(completion.from, completion.from + 2) !== '{{') return null
    const options = filterSuggestions(suggestions(), completion.query).map(({ text, label, detail }) => ({ label, detail, apply: text }))
    return { from: line.from + completion.from, to: line.from + completion.to, options, filter: false }
  }
}
