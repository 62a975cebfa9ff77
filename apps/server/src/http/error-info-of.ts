import { isMaillonError, toErrorInfo, type ErrorInfo } from '@maillon/kernel'
import { HttpException } from '@nestjs/common'
import { apiError } from './api-error.js'

/** Codes of Fastify and its plugins that people meet. */
const fastifyCodes: { readonly [code: string]: string } = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'API_BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'API_CONTENT_UNSUPPORTED',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'API_BODY_INVALID',
}

/** Whatever was thrown on the way of a request, as an error with a code. What nobody foresaw is a bug and keeps its stack for the log. */
export function errorInfoOf(thrown: unknown): ErrorInfo {
  if (isMaillonError(thrown)) return thrown.info
  const code = codeOf(thrown)
  if (code !== null && Object.hasOwn(fastifyCodes, code)) return apiError(fastifyCodes[code] ?? '').info
  if (isDatabaseAway(thrown, code)) return { code: 'API_SERVER_BUSY', kind: 'operational', retryable: true, retryAfterMs: 2000, params: {} }
  const status = thrown instanceof HttpException ? thrown.getStatus() : (thrown as { readonly statusCode?: unknown } | null)?.statusCode
  if (status === 404) return apiError('API_ROUTE_UNKNOWN').info
  if (typeof status === 'number' && status >= 400 && status < 500) return apiError('API_REQUEST_INVALID').info
  return { ...toErrorInfo(thrown), kind: 'bug' }
}

function codeOf(thrown: unknown): string | null {
  if (typeof thrown !== 'object' || thrown === null) return null
  const { code, driverError } = thrown as { readonly code?: unknown; readonly driverError?: { readonly code?: unknown } }
  const found = driverError?.code ?? code
  return typeof found === 'string' ? found : null
}

/** Connection trouble with Postgres, whichever library met it: the request may be sent again. */
function isDatabaseAway(thrown: unknown, code: string | null): boolean {
  if (code !== null && (/^(08|57P|53)/.test(code) || code === 'ECONNREFUSED' || code === 'ECONNRESET')) return true
  return thrown instanceof Error && /timeout exceeded when trying to connect|Connection terminated/.test(thrown.message)
}
