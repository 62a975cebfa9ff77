'use client'

import { useTranslation } from 'react-i18next'
import { useFormSurroundings } from './form-surroundings.js'
import { shortValue } from './short-value.js'
import classes from './schema-form.module.css'

/** What a template gives with the data at hand, or why it gives nothing. */
export function LiveValue({ text, pointer }: { readonly text: string; readonly pointer: string }) {
  const { t } = useTranslation('form')
  const { context, problems } = useFormSurroundings()
  const preview = context.allowsExpressions && text !== '' ? context.preview(text) : null
  if (preview === null) return null
  if (!preview.ok) {
    // The compiler's own finding stands at the field already.
    const isSaid = (problems.get(pointer) ?? []).some(({ severity }) => severity === 'error')
    return isSaid ? null : <span className={classes.wrong}>{preview.message}</span>
  }
  return (
    <span className={classes.live} data-testid={`live${pointer}`}>
      {t('liveValue')} <b>{preview.value === '' ? t('emptyText') : shortValue(preview.value)}</b>
    </span>
  )
}
