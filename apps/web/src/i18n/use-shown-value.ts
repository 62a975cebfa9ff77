'use client'

import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Json } from '@maillon/kernel'
import { shownValue, type ShowingOf } from './shown-value.js'
import { useFormats } from './use-formats.js'

/** `shownValue` in the reader's language and time zone. */
export function useShownValue(): (value: Json, how?: Pick<ShowingOf, 'isDate' | 'maxLength'>) => string {
  const { t } = useTranslation('common')
  const formats = useFormats()
  return useCallback((value, how) => shownValue(value, { formats, yes: t('value.yes'), no: t('value.no'), ...how }), [formats, t])
}
