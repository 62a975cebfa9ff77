import { QueryFailedError } from 'typeorm'

/** Whether a statement failed on this very unique constraint. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  if (!(error instanceof QueryFailedError)) return false
  const cause = error.driverError as { readonly code?: unknown; readonly constraint?: unknown }
  return cause.code === '23505' && cause.constraint === constraint
}
