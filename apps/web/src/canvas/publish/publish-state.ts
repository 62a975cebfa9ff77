/**
 * What the button for publishing says.
 * empty: nothing is drawn; first: never published, nothing holds it back; changed: what is drawn differs from what runs; errors: there is
 * something to publish, and errors hold it back; same: what is drawn is what runs.
 */
export const publishStates = ['empty', 'first', 'changed', 'errors', 'publishing', 'published', 'same'] as const
export type PublishState = (typeof publishStates)[number]

/** How far a publication of this page has come. just-done: a moment ago. */
export type PublishProgress = 'none' | 'publishing' | 'just-done'

export interface PublishFacts {
  readonly nodes: number
  /** Errors of what is drawn. */
  readonly errors: number
  /** Differences in meaning to what is published; null: nothing is. */
  readonly changes: number | null
  readonly progress: PublishProgress
}

export function publishStateOf({ nodes, errors, changes, progress }: PublishFacts): PublishState {
  if (progress === 'publishing') return 'publishing'
  // An error that came up since (an account that is gone) holds nothing back where there is nothing to publish.
  if (changes === 0) return progress === 'just-done' ? 'published' : 'same'
  if (nodes === 0) return 'empty'
  if (errors > 0) return 'errors'
  return changes === null ? 'first' : 'changed'
}
