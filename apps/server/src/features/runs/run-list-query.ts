import type { RunsQuery } from '@maillon/api-contract'
import type { RunListQuery } from '@maillon/engine'
import { runStatuses, type RunStatus } from '@maillon/plan'
import { InvalidRequest } from '../../http/api-error.js'
import { given, instantOf, uuidOf } from '../../http/query-values.js'

const defaultLimit = 50

/** The filters of an address as the reader takes them, but for the tag, which stands with the flows; empty ones are none. @throws InvalidRequest naming the one that is wrong */
export function runListQuery(workspaceId: string, { flowId, status, from, to, words, origin, startedBy, cursor, limit }: RunsQuery): RunListQuery {
  const filters = {
    flowIds: given(flowId, (text) => [uuidOf(text, '/flowId')]),
    statuses: given(status, statusesOf),
    from: given(from, (text) => instantOf(text, '/from')),
    to: given(to, (text) => instantOf(text, '/to')),
    words: given(words, (text) => text),
    origin,
    startedBy: given(startedBy, (text) => uuidOf(text, '/startedBy')),
    cursor: given(cursor, (text) => text),
  }
  return { workspaceId, limit: limit ?? defaultLimit, ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) }
}

function statusesOf(text: string): readonly RunStatus[] {
  const names = text.split(',')
  const known = runStatuses.filter((status) => names.includes(status))
  if (known.length === 0) throw new InvalidRequest('query', [{ path: '/status', code: 'API_FIELD_CHOICE', params: {} }])
  return known
}
