import type { ErrorInfo } from '@maillon/kernel'

/** What a person can press beside an error. */
export type WayOut =
  | { readonly kind: 'open-step'; readonly node: string }
  | { readonly kind: 'accounts' }
  | { readonly kind: 'retry' }

export interface ErrorPlace {
  /** The step that it happened in; null: none, or not known. */
  readonly node: string | null
  /** The run ended by it, so that it can go on from there. */
  readonly isFinal: boolean
}

const aboutAccounts = /(^|_)(CREDENTIAL|LOGIN|OAUTH2?|ACCOUNT|AUTH|PASSWORD|CONSENT|TOKEN_REFUSED)(_|$)/

/** What helps with an error, most helpful first: the account where it was refused, the step where it is set up wrongly, another try where it may pass. */
export function waysOut(error: Pick<ErrorInfo, 'code' | 'kind' | 'retryable' | 'field'>, { node, isFinal }: ErrorPlace): readonly WayOut[] {
  const isAccount = aboutAccounts.test(error.code) || error.field?.startsWith('/credentials') === true
  return [
    ...(isAccount ? [{ kind: 'accounts' } as const] : []),
    ...(node !== null && (error.kind === 'user' || error.field !== undefined) ? [{ kind: 'open-step', node } as const] : []),
    ...(isFinal && (error.retryable || isAccount || error.kind !== 'user') ? [{ kind: 'retry' } as const] : []),
  ]
}
