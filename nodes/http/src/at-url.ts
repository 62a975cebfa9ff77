import { isMaillonError, MaillonError } from '@maillon/node-sdk'

const ofTheAddress: ReadonlySet<string> = new Set([
  'EGRESS_ADDRESS_REFUSED',
  'EGRESS_CONNECTION_REFUSED',
  'EGRESS_HOST_UNKNOWN',
  'EGRESS_HOST_UNREACHABLE',
  'EGRESS_URL_INVALID',
  'EGRESS_URL_LOGIN',
  'VAULT_HOST_REFUSED',
])

/** What a call threw, at the parameter with the address where that is what a person mends. */
export function atUrl(error: unknown): unknown {
  if (!isMaillonError(error) || error.info.field !== undefined || !ofTheAddress.has(error.info.code)) return error
  return new MaillonError({ ...error.info, field: '/url' }, { cause: error })
}
