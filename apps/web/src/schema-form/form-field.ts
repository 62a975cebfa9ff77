import type { Json, JsonObject, LocalizedText } from '@maillon/kernel'

/** How a parameter is drawn. `any`: text, a number or an expression; `json`: whatever has no better input. */
export const fieldKinds = [
  'text', 'multi-line', 'html', 'json', 'json-text', 'number', 'boolean', 'choice', 'scalars', 'rows', 'group', 'any',
  'field', 'fields', 'file', 'flow', 'recipients', 'schedule', 'time-zone', 'webhook-path', 'secret', 'secret-text',
] as const
export type FieldKind = (typeof fieldKinds)[number]

export interface Choice {
  readonly value: Json
  readonly label: LocalizedText
}

/** One field of a form as it is drawn for the present value, with everything inside. */
export interface FormField {
  /** Property name. */
  readonly key: string
  /** JSON pointer of the value. */
  readonly pointer: string
  readonly kind: FieldKind
  /** The kind that the schema asks for; another one than `kind` where the value at hand doesn't fit it. */
  readonly askedKind: FieldKind
  readonly label: LocalizedText
  readonly help: LocalizedText | null
  readonly placeholder: LocalizedText | null
  readonly isRequired: boolean
  readonly isAdvanced: boolean
  readonly mayHoldExpression: boolean
  /** What is stored; undefined: nothing. */
  readonly value: Json | undefined
  /** The schema's default, which counts where nothing is stored. */
  readonly fallback: Json | undefined
  /** `choice`, and `scalars` that are picked from a list; else empty. */
  readonly choices: readonly Choice[]
  readonly range: NumberRange
  /** `scalars` that are numbers. */
  readonly hasNumbers: boolean
  /** Input port whose fields are offered; undefined: the first. */
  readonly port: string | undefined
  /** `group`: the fields inside. */
  readonly fields: readonly FormField[]
  /** `rows`: the elements. */
  readonly rows: readonly FormRow[]
  /** `rows`: what a new element begins with, and how many there may be (null: any number). */
  readonly newRow: JsonObject
  readonly maxItems: number | null
}

export interface FormRow {
  readonly pointer: string
  readonly value: JsonObject
  readonly fields: readonly FormField[]
}

/** null: no bound. */
export interface NumberRange {
  readonly min: number | null
  readonly max: number | null
  readonly isInteger: boolean
}

/** What the input of a field is given. */
export interface FieldInputProps {
  readonly field: FormField
  /** undefined: nothing is stored any more. */
  readonly onChange: (next: Json | undefined) => void
}

/** The value that counts: what is stored, else the default. */
export function effectiveValue(field: FormField): Json | undefined {
  return field.value === undefined ? field.fallback : field.value
}
