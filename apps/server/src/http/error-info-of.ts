import { isMaillonError, toErrorInfo, type ErrorInfo } from '@maillon/kernel'
import { HttpException } from '@nestjs/common'
import { apiError } from './api-error.js'

/** Codes for the refusals of Fastify and Nest, which reach us as a status. */
const codes: ReadonlyMap<unknown, string> = new Map([[404, 'API_ROUTE_UNKNOWN'], [405, 'API_METHOD_UNSUPPORTED'], [413, 'API_BODY_TOO_LARGE'], [415, 'API_CONTENT_UNSUPPORTED']])

/** Whatever was thrown on the way of a request, as an error with a code. What nobody foresaw is a bug and keeps its stack for the log. */
export function errorInfoOf(thrown: unknown): ErrorInfo {
  if (isMaillonError(thrown)) return thrown.info
  if (isDatabaseAway(thrown, codeOf(thrown))) return { code: 'API_SERVER_BUSY', kind: 'operational', retryable: true, retryAfterMs: 2000, params: {} }
  const status = thrown instanceof HttpException ? thrown.getStatus() : (thrown as { readonly statusCode?: unknown } | null)?.statusCode
  if (typeof status === 'number' && status >= 400 && status < 500) return apiError(codes.get(status) ?? 'API_REQUEST_INVALID').info
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
