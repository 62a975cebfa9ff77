'use client'

import { Paper, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HomeView } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import panelClasses from '../../shell/panel.module.css'
import classes from './figures.module.css'

export function Figures({ home }: { readonly home: HomeView }) {
  const { t } = useTranslation('home')
  const formats = useFormats()
  const figures = [
    { label: t('figure.activeFlows'), value: formats.number(home.activeFlows) },
    { label: t('figure.runsToday'), value: formats.number(home.runsToday) },
    { label: t('figure.successRate'), value: home.successRate === null ? '—' : formats.percent(home.successRate) },
    { label: t('figure.meanDuration'), value: home.meanDurationMs === null ? '—' : formats.duration(home.meanDurationMs) },
    { label: t('figure.running'), value: formats.number(home.running) },
  ]
  return (
    <dl className={classes.figures}>
      {figures.map(({ label, value }) => (
        <Paper key={label} radius="lg" p="md" className={panelClasses.panel}>
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <Text component="dd" className={classes.value}>
            {value}
          </Text>
        </Paper>
      ))}
    </dl>
  )
}
