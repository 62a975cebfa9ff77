'use client'

import { useTranslation } from 'react-i18next'
import { useShownValue } from '../i18n/use-shown-value.js'
import { useFormSurroundings } from './form-surroundings.js'
import classes from './schema-form.module.css'

/** What a template gives with the data at hand, or why it gives nothing. */
export function LiveValue({ text, pointer }: { readonly text: string; readonly pointer: string }) {
  const { t } = useTranslation('form')
  const shown = useShownValue()
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
      {t('liveValue')} <b>{preview.value === '' ? t('emptyText') : shown(preview.value)}</b>
    </span>
  )
}
