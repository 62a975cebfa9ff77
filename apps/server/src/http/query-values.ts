import { isUuid } from '@maillon/kernel'
import { InvalidRequest } from './api-error.js'

/** What stands in a query, trimmed and read; an empty text is none. */
export function given<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? undefined : read(trimmed)
}

/** ISO 8601 with a date, as such. @throws InvalidRequest naming the field at `path` */
export function instantOf(text: string, path: string): string {
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw new InvalidRequest('query', [{ path, code: 'API_FIELD_INVALID', params: {} }])
  return new Date(at).toISOString()
}

/** @throws InvalidRequest naming the field at `path` */
export function uuidOf(text: string, path: string): string {
  if (!isUuid(text)) throw new InvalidRequest('query', [{ path, code: 'API_ID_INVALID', params: {} }])
  return text
}
