'use client'

import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { FileView } from '@maillon/api-contract'
import { api } from '../api/api.js'

/** More than anybody looks through in a list; the picker searches in these. */
const maxPages = 10

/** The files of the workspace, newest first, over all pages (at most `maxPages`). */
export function useWorkspaceFiles(): UseQueryResult<readonly FileView[]> {
  return useQuery({ queryKey: ['files', 'every'], queryFn: ({ signal }) => readPages(signal) })
}

async function readPages(signal: AbortSignal): Promise<readonly FileView[]> {
  const found: FileView[] = []
  let cursor: string | null = null
  for (let page = 0; page < maxPages; page++) {
    const answer: { readonly files: readonly FileView[]; readonly nextCursor: string | null } = await api.call('files', { query: cursor === null ? {} : { cursor } }, signal)
    found.push(...answer.files)
    cursor = answer.nextCursor
    if (cursor === null) break
  }
  return found
}
