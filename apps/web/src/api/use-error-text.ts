'use client'

import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@maillon/api-contract'

/** What went wrong, for a person: the server's sentence (already in his language) and what to do about it. */
export interface ErrorText {
  readonly sentence: string
  readonly hint: string | null
  readonly code: string
}

export function useErrorText(): (error: unknown) => ErrorText {
  const { t } = useTranslation('common')
  return useCallback(
    (error: unknown): ErrorText => {
      if (!(error instanceof ApiError)) return { sentence: t('error.unexpected'), hint: error instanceof Error ? error.message : null, code: 'WEB_PAGE_FAILED' }
      const { code, message, hint } = error.body.error
      if (code === 'API_SERVER_UNREACHABLE') return { sentence: t('error.unreachable'), hint: t('error.unreachableHint'), code }
      if (code === 'API_ANSWER_INVALID') return { sentence: t('error.invalidAnswer', { status: error.status }), hint: t('error.invalidAnswerHint'), code }
      return { sentence: message, hint: hint ?? null, code }
    },
    [t],
  )
}
