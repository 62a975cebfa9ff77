'use client'

import '@mantine/dates/styles.css'
import 'dayjs/locale/fr'
import 'dayjs/locale/en-gb'
import { DatePickerInput, DatesProvider } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../i18n/locale-provider.js'
import type { Day } from './period-bounds.js'

export interface DayRangeProps {
  readonly from: Day | null
  readonly to: Day | null
  readonly onChange: (from: Day | null, to: Day | null) => void
}

/** Two days out of a calendar. Loaded only when it is asked for. */
export function DayRange({ from, to, onChange }: DayRangeProps) {
  const { t } = useTranslation('runs')
  const { locale } = useLocale()
  return (
    <DatesProvider settings={{ locale: locale === 'fr' ? 'fr' : 'en-gb', firstDayOfWeek: 1, weekendDays: [] }}>
      <DatePickerInput
        type="range"
        w={{ base: '100%', xs: 280 }}
        leftSection={<IconCalendar size={17} aria-hidden />}
        placeholder={t('chooseDays')}
        valueFormat={locale === 'fr' ? 'DD/MM/YYYY' : 'D MMM YYYY'}
        value={[from, to]}
        onChange={([first, last]) => onChange(first, last)}
        allowSingleDateInRange
        clearable
      />
    </DatesProvider>
  )
}
