import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@maillon/api-contract'

/** Only what may pass by itself is tried again: no answer, too many calls, a server that is starting. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 502)
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: (count, error) => count < 2 && isPassing(error), refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  })
}
