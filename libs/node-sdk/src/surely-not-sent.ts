import { isMaillonError } from '@maillon/kernel'

/** Trouble of the HTTP client from before the first byte of a request. */
const beforeSending: ReadonlySet<string> = new Set([
  'EGRESS_ADDRESS_REFUSED',
  'EGRESS_CERTIFICATE_REFUSED',
  'EGRESS_CONNECTION_LATE',
  'EGRESS_CONNECTION_REFUSED',
  'EGRESS_HEADER_INVALID',
  'EGRESS_HOST_UNKNOWN',
  'EGRESS_HOST_UNREACHABLE',
  'EGRESS_METHOD_REFUSED',
  'EGRESS_PROXY_LOGIN',
  'EGRESS_PROXY_REFUSED',
  'EGRESS_PROXY_UNREACHED',
  'EGRESS_URL_INVALID',
  'EGRESS_URL_LOGIN',
])

/**
 * Whether an error of `http.request` says that nothing has left: then a write may be tried again without a doubt. After every other
 * error (a broken connection, no answer in time, a cancelled step) the server may have done the work.
 */
export function surelyNotSent(error: unknown): boolean {
  return isMaillonError(error) && (beforeSending.has(error.info.code) || error.info.code.startsWith('VAULT_'))
}
