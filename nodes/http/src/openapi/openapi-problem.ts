import { userError, type LocalizedText, type MaillonError } from '@maillon/node-sdk'

/** Something of a document that was left out, and why; the rest works. */
export interface OpenApiNote {
  readonly code: 'OPENAPI_OPERATION_SKIPPED' | 'OPENAPI_PARAMETER_SKIPPED' | 'OPENAPI_BODY_UNTYPED'
  /** `GET /orders/{id}`. */
  readonly operation: string
  readonly text: LocalizedText
}

/** A document that can't be taken as a whole. */
export function documentRefused(about: { readonly code: string; readonly text: LocalizedText; readonly hint?: LocalizedText }): MaillonError {
  return userError({ ...about, field: '/document' })
}
