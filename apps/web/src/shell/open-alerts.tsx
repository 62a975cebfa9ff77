'use client'

import { Badge, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../api/use-api.js'
import { useFormats } from '../i18n/use-formats.js'
import classes from './navigation.module.css'

const refreshMs = 20_000

/** How many alerts are open, beside their place in the navigation. Nothing where all is well. */
export function OpenAlerts({ isNarrow }: { readonly isNarrow: boolean }) {
  const { t } = useTranslation('shell')
  const formats = useFormats()
  const { data } = useApiQuery('openAlerts', {}, { refetchInterval: refreshMs })
  const count = data?.count ?? 0
  if (count === 0) return null
  return (
    <>
      <Badge size="sm" color="red" variant="filled" circle={count < 10} className={classes.count} data-narrow={isNarrow || undefined} data-testid="open-alerts" aria-hidden>
        {count > 99 ? '99+' : formats.number(count)}
      </Badge>
      <VisuallyHidden>{t('openAlerts', { number: formats.number(count) })}</VisuallyHidden>
    </>
  )
}
