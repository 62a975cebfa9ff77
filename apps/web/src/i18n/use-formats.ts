'use client'

import { useMemo } from 'react'
import { useWorkspaceTimeZone } from '../shell/session.js'
import { createFormats, type Formats } from './formats.js'
import { useLocale } from './locale-provider.js'

export type { Formats } from './formats.js'

/** Dates, numbers, durations and sizes for the reader. */
export function useFormats(): Formats {
  const { locale } = useLocale()
  const timeZone = useWorkspaceTimeZone()
  return useMemo(() => createFormats(locale, timeZone, Date.now), [locale, timeZone])
}
