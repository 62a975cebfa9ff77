import { MaillonError, type ErrorInfo, type LocalizedText } from '@maillon/kernel'

/** What a node's error says: its code (`AREA_NOUN_PROBLEM`), one sentence and what to do, in both languages. */
export interface NodeErrorText {
  readonly code: string
  readonly text: LocalizedText
  readonly hint?: LocalizedText
  /** JSON pointer into the parameters. */
  readonly field?: string
  /** 0-based index of the item that it is about (mode `all`; in mode `each` the host knows it). */
  readonly row?: number
  readonly details?: string
  readonly cause?: unknown
}

/** The person can mend it: a wrong parameter, a missing sheet, a refused password. Not tried again. */
export function userError(about: NodeErrorText): MaillonError {
  return make(about, { kind: 'user', retryable: false })
}

/** The outside world's trouble that may pass: network, lock, 429, 5xx. `retryAfterMs`: wait at least so long. */
export function retryableError(about: NodeErrorText, retryAfterMs?: number): MaillonError {
  return make(about, { kind: 'operational', retryable: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) })
}

/** The outside world's trouble that won't pass by itself. Not tried again. */
export function fatalError(about: NodeErrorText): MaillonError {
  return make(about, { kind: 'operational', retryable: false })
}

function make(about: NodeErrorText, nature: Pick<ErrorInfo, 'kind' | 'retryable' | 'retryAfterMs'>): MaillonError {
  const { code, text, hint, field, row, details, cause } = about
  return new MaillonError(
    {
      code,
      text,
      ...nature,
      ...(hint === undefined ? {} : { hint }),
      ...(field === undefined ? {} : { field }),
      ...(row === undefined ? {} : { row }),
      ...(details === undefined ? {} : { details: details.slice(0, 8192) }),
    },
    cause === undefined ? undefined : { cause },
  )
}
