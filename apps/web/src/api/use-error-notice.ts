'use client'

import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { ApiError } from '@maillon/api-contract'
import { useErrorText } from './use-error-text.js'

/** Shows an error as a notice. An ended session shows none: the login dialog says it. */
export function useErrorNotice(): (error: unknown) => void {
  const textOf = useErrorText()
  return useCallback(
    (error: unknown) => {
      if (error instanceof ApiError && error.status === 401) return
      const { sentence, hint, code } = textOf(error)
      // The same error again is the same notice, not one more.
      notifications.show({ id: `error ${code}`, color: 'red', title: sentence, message: hint ?? undefined, autoClose: 10_000 })
    },
    [textOf],
  )
}
