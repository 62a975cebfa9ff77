'use client'

import { Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SchedulesPage } from '@maillon/api-contract'
import { scheduleStates } from '@maillon/plan'
import { useFormats } from '../../i18n/use-formats.js'
import panelClasses from '../../shell/panel.module.css'
import classes from './schedules.module.css'

/** The state of all schedules and the last day in six numbers. */
export function ScheduleFigures({ page: { states, day } }: { readonly page: SchedulesPage }) {
  const { t } = useTranslation('schedules')
  const formats = useFormats()
  const active = scheduleStates.filter((state) => state !== 'disabled' && state !== 'done').reduce((sum, state) => sum + states[state], 0)
  const figures = [
    { id: 'active', value: active, isAlarming: false },
    { id: 'running', value: states.running, isAlarming: false },
    { id: 'late', value: states.late, isAlarming: true },
    { id: 'succeeded', value: day.succeeded, isAlarming: false },
    { id: 'failed', value: day.failed, isAlarming: true },
    { id: 'missed', value: day.missed, isAlarming: true },
  ] as const
  return (
    <dl className={classes.figures}>
      {figures.map(({ id, value, isAlarming }) => (
        <Paper key={id} radius="lg" p="md" className={`${panelClasses.panel} ${classes.figure}`}>
          <Text component="dt" size="sm" c="dimmed">
            {t(`figure.${id}`)}
          </Text>
          <Text component="dd" className={classes.value} data-alarming={(isAlarming && value > 0) || undefined}>
            {formats.number(value)}
          </Text>
        </Paper>
      ))}
    </dl>
  )
}
