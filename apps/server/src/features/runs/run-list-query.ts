import type { RunsQuery } from '@maillon/api-contract'
import type { RunListQuery } from '@maillon/engine'
import { runStatuses, type RunStatus } from '@maillon/plan'
import { InvalidRequest } from '../../http/api-error.js'

const defaultLimit = 50

/** The filters of an address as the reader takes them; empty ones are none. @throws InvalidRequest naming the one that is wrong */
export function runListQuery(workspaceId: string, { flowId, status, from, to, words, cursor, limit }: RunsQuery): RunListQuery {
  const filters = {
    flowId: given(flowId, (text) => uuidOf(text, '/flowId')),
    statuses: given(status, statusesOf),
    from: given(from, (text) => instantOf(text, '/from')),
    to: given(to, (text) => instantOf(text, '/to')),
    words: given(words, (text) => text),
    cursor: given(cursor, (text) => text),
  }
  return { workspaceId, limit: limit ?? defaultLimit, ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) }
}

function given<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? undefined : read(trimmed)
}

function statusesOf(text: string): readonly RunStatus[] {
  const names = text.split(',')
  const known = runStatuses.filter((status) => names.includes(status))
  if (known.length === 0) throw new InvalidRequest('query', [{ path: '/status', code: 'API_FIELD_CHOICE', params: {} }])
  return known
}

function instantOf(text: string, path: string): string {
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw new InvalidRequest('query', [{ path, code: 'API_FIELD_INVALID', params: {} }])
  return new Date(at).toISOString()
}

function uuidOf(text: string, path: string): string {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new InvalidRequest('query', [{ path, code: 'API_ID_INVALID', params: {} }])
  return text
}
