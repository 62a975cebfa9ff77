import { MaillonError, type ErrorInfo } from '@maillon/kernel'

export type PostgresErrorCode = 'POSTGRES_PLATFORM_UNSUPPORTED' | 'POSTGRES_FOLDER_UNREACHABLE' | 'POSTGRES_START_FAILED' | 'POSTGRES_VERSION_DIFFERENT' | 'POSTGRES_INIT_FAILED' | 'POSTGRES_PASSWORD_MISSING'

/** Everything here is the machine's problem, and starting again without a change won't help. */
export function postgresError(code: PostgresErrorCode, params: ErrorInfo['params'], details?: string): MaillonError {
  return new MaillonError({ code, kind: 'operational', retryable: false, params, ...(details === undefined ? {} : { details: details.slice(-8000) }) })
}
