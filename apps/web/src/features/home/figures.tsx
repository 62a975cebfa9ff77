'use client'

import { Paper, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { HomeView } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import panelClasses from '../../shell/panel.module.css'
import classes from './figures.module.css'

interface Figure {
  readonly label: string
  readonly value: string
  /** Where it is looked at more closely. */
  readonly href?: string
  /** Somebody should look. Default false. */
  readonly isBad?: boolean
}

/** The server counts no further. */
const mostCounted = 10_000

/** The first four are of now, the others of the period. */
export function Figures({ home }: { readonly home: HomeView }) {
  const { t } = useTranslation('home')
  const formats = useFormats()
  const told = (ms: number | null): string => (ms === null ? '—' : formats.duration(ms))
  const figures: readonly Figure[] = [
    { label: t('figure.activeFlows'), value: formats.number(home.activeFlows), href: '/flows/' },
    { label: t('figure.runsToday'), value: formats.number(home.runsToday), href: '/runs/?period=today' },
    { label: t('figure.running'), value: home.running >= mostCounted ? `${formats.number(mostCounted)}+` : formats.number(home.running), href: '/runs/?status=queued,running,waiting' },
    { label: t('figure.late'), value: formats.number(home.lateSchedules), href: '/schedules/', isBad: home.lateSchedules > 0 },
    { label: t('figure.successRate'), value: home.successRate === null ? '—' : formats.percent(home.successRate) },
    { label: t('figure.meanDuration'), value: told(home.meanMs) },
    { label: t('figure.p95'), value: told(home.p95Ms) },
  ]
  return (
    <dl className={classes.figures}>
      {figures.map(({ label, value, href, isBad }) => (
        <Paper key={label} radius="lg" p="md" className={`${panelClasses.panel} ${classes.figure}`}>
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <Text component="dd" className={classes.value} data-bad={isBad === true || undefined}>
            {href === undefined ? (
              value
            ) : (
              <Link href={href} prefetch={false} className={classes.link}>
                {value}
              </Link>
            )}
          </Text>
        </Paper>
      ))}
    </dl>
  )
}
