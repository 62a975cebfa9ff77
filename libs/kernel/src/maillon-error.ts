import type { Json, JsonObject } from './json.js'
import type { LocalizedText } from './locale.js'

/** Whose problem an error is: the person's at the screen, the outside world's or the machine's, or ours. */
export const errorKinds = ['user', 'operational', 'bug'] as const
export type ErrorKind = (typeof errorKinds)[number]

/**
 * An error as it is stored with an attempt, sent over the API and shown. Plain JSON.
 * `code` is `AREA_NOUN_PROBLEM` and never reused; its sentence in both languages stands in `@maillon/messages`
 * (or, for errors of a node package, in `text`, which the package brings along).
 */
export interface ErrorInfo {
  readonly code: string
  readonly kind: ErrorKind
  /** Whether trying the same again later can help. */
  readonly retryable: boolean
  /** Wait at least so long before the next try, in milliseconds (from `Retry-After`). Absent: the policy decides. */
  readonly retryAfterMs?: number
  /** Values for the sentence's placeholders. */
  readonly params: { readonly [name: string]: string | number | boolean }
  /** The sentence, where a node package brings its own. Absent: look `code` up in the messages. */
  readonly text?: LocalizedText
  /** What to do about it, one sentence. */
  readonly hint?: LocalizedText
  /** Where: a parameter of the node (JSON pointer), a row (0-based index of the item). Absent: not known. */
  readonly field?: string
  readonly row?: number
  /** Raw details for developers; folded on the screen, redacted of secrets, at most 8 KiB. */
  readonly details?: string
}

const errorBrand = 'maillon.error/1'

/**
 * An `Error` that carries an `ErrorInfo`. Recognised by its brand, never by prototype:
 * a node package may carry a second copy of this class.
 */
export class MaillonError extends Error {
  readonly brand = errorBrand
  readonly info: ErrorInfo

  constructor(info: Omit<ErrorInfo, 'params'> & { readonly params?: ErrorInfo['params'] }, options?: { readonly cause?: unknown }) {
    super(info.text?.en ?? info.code, options)
    this.name = 'MaillonError'
    this.info = { ...info, params: info.params ?? {} }
  }
}

export function isMaillonError(value: unknown): value is MaillonError {
  return typeof value === 'object' && value !== null && (value as { brand?: unknown }).brand === errorBrand
}

/** Any thrown value as an `ErrorInfo`; what isn't a `MaillonError` is a bug and keeps its stack in `details`. */
export function toErrorInfo(thrown: unknown): ErrorInfo {
  if (isMaillonError(thrown)) return thrown.info
  const details = thrown instanceof Error ? (thrown.stack ?? thrown.message) : safeText(thrown as Json)
  return { code: 'NODE_CODE_FAILED', kind: 'bug', retryable: false, params: { message: thrown instanceof Error ? thrown.message.slice(0, 500) : 'unknown' }, details: details.slice(0, 8192) }
}

function safeText(value: Json | JsonObject): string {
  try {
    return String(JSON.stringify(value))
  } catch {
    return 'a value that cannot be shown'
  }
}
