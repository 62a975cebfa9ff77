'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { ApiError, AnswerOf, RequestOf, RouteName } from '@maillon/api-contract'
import { api } from './api.js'
import { useErrorNotice } from './use-error-notice.js'

export interface ApiQueryOptions {
  /** Default true. */
  readonly enabled?: boolean
  /** Milliseconds between two reads; false (default): only when something says that it changed. */
  readonly refetchInterval?: number | false
  /** Show the last answer while another page or filter is read. Default false. */
  readonly keepPrevious?: boolean
  readonly staleTime?: number
}

/** Reads a GET route. The cache key is `[name, request]`; `useInvalidate` marks all reads of a name as old. */
export function useApiQuery<Name extends RouteName>(name: Name, request: RequestOf<Name>, options: ApiQueryOptions = {}): UseQueryResult<AnswerOf<Name>, ApiError> {
  return useQuery<AnswerOf<Name>, ApiError>({
    queryKey: [name, request],
    queryFn: ({ signal }) => api.call(name, request, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchInterval ?? false,
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData as never } : {}),
  })
}

export interface ApiMutationOptions<Name extends RouteName> {
  /** Names of the routes whose answers are old after this change. */
  readonly invalidates?: readonly RouteName[]
  readonly onSuccess?: (answer: AnswerOf<Name>, request: RequestOf<Name>) => void
  /** Given: the caller shows the error. Absent: a notice with its sentence. */
  readonly onError?: (error: ApiError) => void
}

/** Calls a route that changes something. */
export function useApiMutation<Name extends RouteName>(name: Name, options: ApiMutationOptions<Name> = {}): UseMutationResult<AnswerOf<Name>, ApiError, RequestOf<Name>> {
  const invalidate = useInvalidate()
  const showError = useErrorNotice()
  return useMutation<AnswerOf<Name>, ApiError, RequestOf<Name>>({
    mutationFn: (request) => api.call(name, request),
    onSuccess: (answer, request) => {
      invalidate(...(options.invalidates ?? []))
      options.onSuccess?.(answer, request)
    },
    onError: (error) => (options.onError ?? showError)(error),
  })
}

/** Marks every read of these routes as old; those on screen are read again. */
export function useInvalidate(): (...names: readonly RouteName[]) => void {
  const client = useQueryClient()
  return useCallback(
    (...names) => {
      for (const name of names) void client.invalidateQueries({ queryKey: [name] })
    },
    [client],
  )
}
