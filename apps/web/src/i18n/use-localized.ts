'use client'

import { useCallback } from 'react'
import type { LocalizedText } from '@maillon/kernel'
import { frenchSpaces } from './french-spaces.js'
import { useLocale } from './locale-provider.js'

/** Reads texts that bring both languages along (node titles, gallery entries) in the language shown. */
export function useLocalized(): (text: LocalizedText) => string {
  const { locale } = useLocale()
  return useCallback((text: LocalizedText) => (locale === 'fr' ? frenchSpaces(text.fr) : text.en), [locale])
}
