import type { Locale } from './locale.js'
import type { ErrorInfo } from './maillon-error.js'

/** An error as a person reads it, in one language. */
export interface ErrorWords {
  /** What happened and why. */
  readonly sentence: string
  /** What to do about it. Null: nothing more to say. */
  readonly hint: string | null
}

/** Puts errors into words: `errorSentence` of the messages, handed to the rooms below them. */
export type TellError = (error: ErrorInfo, locale: Locale) => ErrorWords

/** Where nobody handed the messages in (tests, tools): what the error brings along, else its code. */
export const tellBare: TellError = ({ code, text, hint, params }, locale) => ({
  sentence: text?.[locale] ?? (typeof params['message'] === 'string' ? params['message'] : code),
  hint: hint?.[locale] ?? null,
})

/**
 * What a row at a port `error`, or one that was set aside, says of its error, whoever noticed it (the node, its host or the engine).
 * Nothing to do about it is an empty text, so that a message can name it in any case.
 */
export function errorOnRow({ code }: ErrorInfo, { sentence, hint }: ErrorWords): { readonly code: string; readonly message: string; readonly hint: string } {
  return { code, message: sentence, hint: hint ?? '' }
}
