'use client'

import { Anchor, Group, Stack, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { HomeView } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'

/** What the schedules will start next. */
export function Coming({ coming }: { readonly coming: HomeView['coming'] }) {
  const { t } = useTranslation('home')
  const formats = useFormats()
  return (
    <Panel title={t('coming')}>
      {coming.length === 0 && (
        <Text c="dimmed" size="sm">
          {t('noComing')}
        </Text>
      )}
      <Stack gap="sm">
        {coming.map((run) => (
          <Group key={`${run.flowId} ${run.at}`} justify="space-between" gap="xs">
            <Anchor component={Link} prefetch={false} href={`/flow/?id=${encodeURIComponent(run.flowId)}`} size="sm" c="var(--mantine-color-text)">
              {run.flowName}
            </Anchor>
            <Text size="sm" c="dimmed" className="figures" title={formats.dateTime(run.at)}>
              {formats.when(run.at)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Panel>
  )
}
