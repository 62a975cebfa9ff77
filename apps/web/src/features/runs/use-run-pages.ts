'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { ApiError, RunsPage, RunsQuery } from '@maillon/api-contract'
import { api } from '../../api/api.js'
import { usePollingUnlessLive } from '../../api/live-events.js'

const pageSize = 50

/** The runs that fit, newest first, page after page. Any change of a run reads the pages on screen again. */
export function useRunPages(query: RunsQuery) {
  return useInfiniteQuery<RunsPage, ApiError, { pages: RunsPage[] }, readonly unknown[], string | null>({
    queryKey: ['runs', 'pages', query],
    queryFn: ({ pageParam, signal }) => api.call('runs', { query: { ...query, limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: usePollingUnlessLive(4_000),
    placeholderData: (previous) => previous,
  })
}
