'use client'

import { ActionIcon, Anchor, Button, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { FailedStepView } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { useMay } from '../../shell/use-may.js'
import { StatusBadge } from '../../theme/status-badge.js'
import classes from '../queues/queues.module.css'
import { useRetryFailed } from './use-retry-failed.js'

export function FailedTable({ steps }: { readonly steps: readonly FailedStepView[] }) {
  const { t } = useTranslation('queues')
  return (
    <Table.ScrollContainer minWidth={340}>
      <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover className={classes.table} data-testid="failed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('failed.what')}</Table.Th>
            <Table.Th>{t('failed.why')}</Table.Th>
            <Table.Th visibleFrom="md">{t('failed.lane')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('column.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.map((step) => (
            <FailedRow key={`${step.runId} ${step.node} ${step.at}`} step={step} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function FailedRow({ step }: { readonly step: FailedStepView }) {
  const { t } = useTranslation('queues')
  const formats = useFormats()
  const { runId, nodeName, flowName, at, lane, attempts, error } = step
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>
        <Anchor component={Link} href={`/run/?id=${runId}`} size="sm" fw={600}>
          {flowName}
        </Anchor>
        <Text size="sm">{nodeName}</Text>
        <Text size="xs" c="dimmed" title={formats.dateTime(at)}>
          {formats.when(at)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{error?.sentence ?? t('failed.unknown')}</Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {[...(error === null ? [] : [error.info.code]), t('failed.attempts', { count: attempts })].join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="md">
        <Text size="sm">{lane}</Text>
      </Table.Td>
      <Table.Td className={classes.last}>
        <WayOn step={step} />
      </Table.Td>
    </Table.Tr>
  )
}

/** Where it went on, or the button that lets it. */
function WayOn({ step: { retriedBy, retryRunId, flowName } }: { readonly step: FailedStepView }) {
  const { t } = useTranslation('queues')
  const may = useMay()
  const retry = useRetryFailed()
  if (retriedBy !== null) {
    return (
      <Anchor component={Link} href={`/run/?id=${retriedBy.runId}`} aria-label={t('failed.retriedBy')} title={t('failed.retriedBy')}>
        <StatusBadge status={retriedBy.status} />
      </Anchor>
    )
  }
  if (retryRunId === null || !may.have('failed.retry')) return null
  return (
    <>
      <Button visibleFrom="sm" size="xs" variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={retry.isPending} onClick={() => retry.one(retryRunId)} aria-label={t('failed.retryOf', { flow: flowName })}>
        {t('failed.retry')}
      </Button>
      <ActionIcon hiddenFrom="sm" variant="default" size="lg" loading={retry.isPending} onClick={() => retry.one(retryRunId)} aria-label={t('failed.retryOf', { flow: flowName })}>
        <IconRefresh size={18} />
      </ActionIcon>
    </>
  )
}
