'use client'

import { DonutChart } from '@mantine/charts'
import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HomeView } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import classes from './origin-chart.module.css'

type Origin = HomeView['origins'][number]['origin']

/** One colour for each way to start a run, the same every time. */
const colors: { readonly [O in Origin]: string } = {
  schedule: 'var(--mantine-color-indigo-5)', webhook: 'var(--mantine-color-teal-5)', manual: 'var(--mantine-color-orange-5)', event: 'var(--mantine-color-grape-5)',
  flow: 'var(--mantine-color-cyan-5)', api: 'var(--mantine-color-lime-6)', error: 'var(--mantine-color-red-5)', test: 'var(--mantine-color-gray-5)',
}

/** What starts the runs: a ring, and the same as a list. */
export function OriginChart({ origins }: { readonly origins: HomeView['origins'] }) {
  const { t } = useTranslation(['home', 'runs'])
  const formats = useFormats()
  const total = origins.reduce((sum, { runs }) => sum + runs, 0)
  return (
    <Stack gap="md" align="center">
      <DonutChart
        size={140}
        thickness={22}
        paddingAngle={origins.length > 1 ? 2 : 0}
        data={origins.map(({ origin, runs }) => ({ name: t(`runs:origin.${origin}`), value: runs, color: colors[origin] }))}
        valueFormatter={formats.number}
        tooltipDataSource="segment"
        strokeWidth={0}
        aria-hidden
        pieProps={{ rootTabIndex: -1 }}
        pieChartProps={{ accessibilityLayer: false }}
      />
      <ul className={classes.list} aria-label={t('home:origins')}>
        {origins.map(({ origin, runs }) => (
          <li key={origin}>
            <Group justify="space-between" gap="xs" wrap="nowrap">
              <Group gap={8} wrap="nowrap">
                <span className={classes.dot} style={{ background: colors[origin] }} aria-hidden />
                <Text size="sm">{t(`runs:origin.${origin}`)}</Text>
              </Group>
              <Text size="sm" c="dimmed" className="figures">
                {formats.number(runs)} · {formats.percent(runs / total)}
              </Text>
            </Group>
          </li>
        ))}
      </ul>
    </Stack>
  )
}
