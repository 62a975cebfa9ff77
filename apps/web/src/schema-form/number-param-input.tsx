'use client'

import { ActionIcon, NumberInput, Tooltip } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../i18n/locale-provider.js'
import { openedExpression } from './any-input.js'
import { useFieldFrame } from './field-frame.js'
import type { FieldInputProps } from './form-field.js'
import { useInsertTarget } from './insert-target.js'
import { usePlaceholder } from './use-placeholder.js'

/** A number; its button (or a click in the data) puts an expression there instead, which is then edited as text. */
export function NumberParamInput({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation('form')
  const { locale } = useLocale()
  const placeholder = usePlaceholder(field)
  const frame = useFieldFrame(field)
  // A field clicked in the data takes the place of the number: halves of both would be neither.
  const target = useInsertTarget((text) => onChange(text))
  const { min, max, isInteger } = field.range
  return (
    <NumberInput
      {...frame}
      value={typeof field.value === 'number' ? field.value : ''}
      placeholder={placeholder}
      allowDecimal={!isInteger}
      decimalSeparator={locale === 'fr' ? ',' : '.'}
      allowedDecimalSeparators={[',', '.']}
      {...(min === null ? {} : { min })}
      {...(max === null ? {} : { max })}
      clampBehavior="none"
      hideControls
      onChange={(next) => onChange(next === '' ? undefined : Number.isFinite(Number(next)) ? Number(next) : undefined)}
      {...(field.mayHoldExpression ? target : {})}
      rightSection={
        field.mayHoldExpression && !frame.readOnly ? (
          <Tooltip label={t('useExpression')}>
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={() => onChange(openedExpression)} aria-label={t('useExpression')}>
              <IconBraces size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ) : null
      }
    />
  )
}
