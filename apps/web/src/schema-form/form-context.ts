import type { Json } from '@maillon/kernel'

/** Where a click on a field of the incoming data puts its expression: the input that had the caret last. */
export interface InsertTarget {
  /** Puts text in at the caret (in place of what is selected). */
  insert(text: string): void
}

/** One proposal of the completion list: `text` is what gets written, with its braces. */
export interface Suggestion {
  readonly text: string
  readonly label: string
  readonly detail: string
}

/** What a template gives with the data of the last run, or the sentence why it gives nothing. */
export type Preview = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly message: string }

export interface FieldOption {
  readonly name: string
  readonly type: string
}

/** What a form can't know by itself: the data around the node, the secrets that are stored, where expressions are inserted. */
export interface FormContext {
  /** The fields of the items that arrive at an input port; undefined: the first port. */
  fieldsOf(port?: string): readonly FieldOption[]
  /** The input port that a parameter belongs to where ports come from the parameters (one for each sheet); undefined: none in particular. */
  portAt?(pointer: string): string | undefined
  suggestions(): readonly Suggestion[]
  /** A readable name for an expression or a path in it (`nodes.n1.first.amount`); null: unknown. */
  nameOf(path: string): string | null
  /** null: nothing to show. */
  preview(text: string): Preview | null
  registerTarget(target: InsertTarget | null): void
  /** The names of parameters that are secrets. */
  readonly secrets: readonly string[]
  /** The secrets that are stored already; they are never read back. */
  readonly secretsSet: readonly string[]
  /** false: no text holds expressions (credentials). */
  readonly allowsExpressions: boolean
}

/** A problem of the value, shown at the deepest field that is drawn on its way. */
export interface FormProblem {
  /** JSON pointer. */
  readonly path: string
  readonly message: string
  readonly severity: 'error' | 'warning' | 'hint'
}
