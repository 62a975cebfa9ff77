'use client'

import { useTranslation } from 'react-i18next'
import { useLocalized } from '../i18n/use-localized.js'
import type { FormField } from './form-field.js'

/** What stands in an empty input: the schema's own hint, else the default that counts then. */
export function usePlaceholder(field: FormField): string {
  const { t } = useTranslation('form')
  const say = useLocalized()
  const { fallback } = field
  if ((typeof fallback === 'string' && fallback !== '') || typeof fallback === 'number') return t('default', { value: fallback })
  return field.placeholder === null ? '' : say(field.placeholder)
}
