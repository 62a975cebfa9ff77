'use client'

import { Anchor, Stack, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { HomeView } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'
import classes from './coming.module.css'

/** What the schedules will start next, one beneath the other along the time. */
export function Coming({ coming, h }: { readonly coming: HomeView['coming']; readonly h: string }) {
  const { t } = useTranslation('home')
  const formats = useFormats()
  return (
    <Panel
      title={t('coming')}
      h={h}
      actions={
        <Anchor component={Link} prefetch={false} href="/schedules/" size="sm">
          {t('calendar')}
        </Anchor>
      }
    >
      {coming.length === 0 && (
        <Text c="dimmed" size="sm">
          {t('noComing')}
        </Text>
      )}
      <Stack component="ol" gap={0} className={classes.line}>
        {coming.map((run) => (
          <li key={`${run.flowId} ${run.at}`} className={classes.run}>
            <Text size="xs" c="dimmed" className="figures" title={formats.dateTime(run.at)}>
              {formats.when(run.at)}
            </Text>
            <Anchor component={Link} prefetch={false} href={`/flow/?id=${encodeURIComponent(run.flowId)}`} size="sm" c="var(--mantine-color-text)">
              {run.flowName}
            </Anchor>
          </li>
        ))}
      </Stack>
    </Panel>
  )
}
