'use client'

import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

const types = ['text', 'number', 'boolean', 'date', 'object', 'list'] as const

/** The type of a field in words; an unknown one is not said, and what is no type stays as it is. */
export function useTypeName(): (type: string | undefined) => string {
  const { t } = useTranslation('form')
  return useCallback(
    (type) => {
      const known = types.find((name) => name === type)
      if (known !== undefined) return t(`type.${known}`)
      return type === undefined || type === 'unknown' ? '' : type
    },
    [t],
  )
}
