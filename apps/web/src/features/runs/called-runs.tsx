'use client'

import { Anchor, Group, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { RunDetail, StepView } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { StatusBadge } from '../../theme/status-badge.js'

/** The run of the flow that a step called. Nothing where it called none. */
export function CalledRuns({ detail, step }: { readonly detail: RunDetail; readonly step: StepView }) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  const isLoop = detail.document.nodes.some(({ parent }) => parent === step.node)
  const { data } = useApiQuery('turns', { params: { id: detail.run.id, node: step.node }, query: { limit: 20 } }, { enabled: !isLoop && step.wait?.for === 'children' })
  return data?.turns.map((called) => (
    <Group key={called.runId} gap="xs" mb="sm">
      <StatusBadge status={called.status} />
      <Anchor component={Link} href={`/run/?id=${encodeURIComponent(called.runId)}`} size="sm">
        {t('calledRun')}
      </Anchor>
      <Text size="xs" c="dimmed">
        {formats.when(called.acceptedAt)}
      </Text>
    </Group>
  ))
}
