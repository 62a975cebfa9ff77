import { isMaillonError, MaillonError } from '@maillon/kernel'

const codes: { readonly [code: string]: string } = {
  ECONNREFUSED: 'EGRESS_CONNECTION_REFUSED',
  ECONNRESET: 'EGRESS_CONNECTION_LOST',
  EPIPE: 'EGRESS_CONNECTION_LOST',
  UND_ERR_SOCKET: 'EGRESS_CONNECTION_LOST',
  ETIMEDOUT: 'EGRESS_ANSWER_LATE',
  // Nothing was sent yet: a write may be tried again without a doubt.
  UND_ERR_CONNECT_TIMEOUT: 'EGRESS_CONNECTION_LATE',
  UND_ERR_HEADERS_TIMEOUT: 'EGRESS_ANSWER_LATE',
  UND_ERR_BODY_TIMEOUT: 'EGRESS_ANSWER_LATE',
  EHOSTUNREACH: 'EGRESS_HOST_UNREACHABLE',
  ENETUNREACH: 'EGRESS_HOST_UNREACHABLE',
}

// A certificate doesn't mend itself, and an answer that isn't HTTP won't become it.
const lasting: { readonly [code: string]: string } = {
  UND_ERR_HEADERS_OVERFLOW: 'EGRESS_HEADERS_TOO_LARGE',
  HPE_HEADER_OVERFLOW: 'EGRESS_HEADERS_TOO_LARGE',
  Z_DATA_ERROR: 'EGRESS_ANSWER_BROKEN',
  Z_BUF_ERROR: 'EGRESS_ANSWER_BROKEN',
  ERR__ERROR_FORMAT_PADDING_1: 'EGRESS_ANSWER_BROKEN',
}

/** What the network threw as an error for people; errors of ours stay as they are. */
export function networkError(error: unknown, host: string): MaillonError {
  if (isMaillonError(error)) return error
  const code = codeOf(error)
  const details = error instanceof Error ? `${code}: ${error.message}` : code
  const about = { kind: 'operational' as const, params: { host }, details: details.slice(0, 500) }
  const passing = codes[code]
  if (passing !== undefined) return new MaillonError({ ...about, code: passing, retryable: true }, { cause: error })
  const known = lasting[code] ?? (isCertificate(code) ? 'EGRESS_CERTIFICATE_REFUSED' : code.startsWith('HPE_') ? 'EGRESS_ANSWER_BROKEN' : null)
  if (known !== null) return new MaillonError({ ...about, code: known, retryable: false }, { cause: error })
  return new MaillonError({ ...about, code: 'EGRESS_REQUEST_FAILED', retryable: true }, { cause: error })
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown }
  if (typeof code === 'string') return code
  return cause === undefined || cause === error ? '' : codeOf(cause)
}

function isCertificate(code: string): boolean {
  return code.startsWith('CERT_') || code.startsWith('ERR_TLS_') || code.startsWith('ERR_SSL_') || code.includes('SELF_SIGNED') || code.startsWith('UNABLE_TO_')
}
