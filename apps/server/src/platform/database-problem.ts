import { MaillonError, type ErrorInfo } from '@maillon/kernel'

/** By SQLSTATE, or by Node's name of a failed connection. */
const problems: { readonly [code: string]: string } = {
  '53300': 'POSTGRES_CONNECTIONS_EXHAUSTED',
  '28P01': 'POSTGRES_LOGIN_REFUSED',
  '28000': 'POSTGRES_LOGIN_REFUSED',
  '3D000': 'POSTGRES_DATABASE_MISSING',
  ECONNREFUSED: 'POSTGRES_SERVER_UNREACHABLE',
  ENOTFOUND: 'POSTGRES_SERVER_UNREACHABLE',
  EHOSTUNREACH: 'POSTGRES_SERVER_UNREACHABLE',
  ETIMEDOUT: 'POSTGRES_SERVER_UNREACHABLE',
}

/**
 * What keeps a start from its database, for the person who starts it.
 * @returns null where it is none of the causes that a person can mend, or no error of the database at all
 */
export function databaseProblem(error: unknown, databaseUrl: string): MaillonError | null {
  const code = errorCode(error)
  const known = Object.hasOwn(problems, code) ? problems[code] : undefined
  return known === undefined ? null : new MaillonError({ code: known, kind: 'operational', retryable: true, params: placeOf(databaseUrl) }, { cause: error })
}

/** The password stays out. */
function placeOf(databaseUrl: string): ErrorInfo['params'] {
  if (!URL.canParse(databaseUrl)) return { server: '', database: '', account: '' }
  const { hostname, port, pathname, username } = new URL(databaseUrl)
  return { server: `${hostname}:${port === '' ? '5432' : port}`, database: decodeURIComponent(pathname.slice(1)), account: decodeURIComponent(username) }
}

function errorCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null ? (error as { readonly code?: unknown }).code : undefined
  return typeof code === 'string' ? code : ''
}
