import type { LocalizedText } from '@maillon/kernel'

/**
 * The texts of one code: one sentence in each language and, where something can be done about it, what to do.
 *
 * Placeholders: `{name}` the value as it is; `{name:number}` with the separators of the language; `{name:duration}` from
 * milliseconds; `{name:size}` from bytes; `{name|row|rows}` one of two words by the number `name`.
 * A value that differs between the languages (a label) is given as `name_fr` and `name_en` for `{name}`.
 * French typography (no-break spaces around « » : ; ! ?) is put in by the reader of the map: write plain spaces.
 */
export interface MessageTexts extends LocalizedText {
  readonly hint?: LocalizedText
}

/** The texts of one area, by code. Codes are `AREA_NOUN_PROBLEM` and never reused. */
export interface MessageMap {
  readonly [code: string]: MessageTexts
}

/** Values for placeholders. */
export interface MessageParams {
  readonly [name: string]: string | number | boolean
}
