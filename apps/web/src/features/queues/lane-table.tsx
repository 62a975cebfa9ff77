'use client'

import { Anchor, Badge, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconHourglassLow, IconPlayerPause } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { LaneView } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { LaneMenu } from './lane-menu.js'
import classes from './queues.module.css'
import { Throughput } from './throughput.js'
import { useMay } from '../../shell/use-may.js'

export interface LaneTableProps {
  readonly lanes: readonly LaneView[]
  readonly onEdit: (lane: LaneView) => void
}

export function LaneTable({ lanes, onEdit }: LaneTableProps) {
  const { t } = useTranslation('queues')
  return (
    <Table.ScrollContainer minWidth={340}>
      <Table verticalSpacing="sm" horizontalSpacing="md" className={classes.table} data-testid="lanes">
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.first}>{t('column.lane')}</Table.Th>
            <Table.Th className={classes.number}>{t('column.waiting')}</Table.Th>
            <Table.Th className={classes.number}>{t('column.running')}</Table.Th>
            <Table.Th className={classes.number} visibleFrom="md">{t('column.delayed')}</Table.Th>
            <Table.Th className={classes.number} visibleFrom="xs">{t('column.failed')}</Table.Th>
            <Table.Th className={classes.number} visibleFrom="sm">{t('column.oldest')}</Table.Th>
            <Table.Th visibleFrom="md">{t('column.rate')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('column.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lanes.map((lane) => (
            <LaneRow key={lane.name} lane={lane} onEdit={() => onEdit(lane)} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function LaneRow({ lane, onEdit }: { readonly lane: LaneView; readonly onEdit: () => void }) {
  const { t } = useTranslation('queues')
  const formats = useFormats()
  const may = useMay()
  const { name, waiting, running, delayed, failed, oldestMs, rate5, rate60, perMinute, bells } = lane
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <LaneStateMark lane={lane} />
        </Group>
        <LaneLimits lane={lane} />
      </Table.Td>
      <Table.Td className={classes.number} title={bells === null ? t('bellsUnknown') : t('bells', { waiting: formats.number(bells.waiting), active: formats.number(bells.active) })}>
        {formats.number(waiting)}
      </Table.Td>
      <Table.Td className={classes.number}>{formats.number(running)}</Table.Td>
      <Table.Td className={classes.number} visibleFrom="md">{formats.number(delayed)}</Table.Td>
      <Table.Td className={classes.number} visibleFrom="xs">
        {failed > 0 && may.have('failed.see') ? (
          <Anchor component={Link} href={`/failed/?lane=${encodeURIComponent(name)}`} className={classes.failed} aria-label={t('failedOf', { lane: name, count: failed })}>
            {formats.number(failed)}
          </Anchor>
        ) : (
          formats.number(failed)
        )}
      </Table.Td>
      <Table.Td className={classes.number} visibleFrom="sm">{oldestMs === null ? '—' : formats.duration(oldestMs)}</Table.Td>
      <Table.Td visibleFrom="md">
        <Throughput perMinute={perMinute} />
        <Text size="xs" c="dimmed" mt={2} className={classes.narrow}>
          {t('rates', { five: formats.number(Math.round(rate5 * 10) / 10), sixty: formats.number(Math.round(rate60 * 10) / 10) })}
        </Text>
      </Table.Td>
      <Table.Td className={classes.narrow}>
        <LaneMenu lane={lane} onEdit={onEdit} />
      </Table.Td>
    </Table.Tr>
  )
}

function LaneStateMark({ lane: { state, servedBy, isAdded } }: { readonly lane: LaneView }) {
  const { t } = useTranslation('queues')
  return (
    <>
      {state === 'paused' && <Badge color="orange" variant="light" tt="none" className={classes.whole} leftSection={<IconPlayerPause size={12} aria-hidden />}>{t('state.paused')}</Badge>}
      {state === 'draining' && <Badge color="blue" variant="light" tt="none" className={classes.whole} leftSection={<IconHourglassLow size={12} aria-hidden />}>{t('state.draining')}</Badge>}
      {servedBy === 0 && <Badge color="red" variant="light" tt="none" className={classes.whole}>{t('state.unserved')}</Badge>}
      {isAdded && <Badge color="gray" variant="light" tt="none" className={classes.whole}>{t('state.added')}</Badge>}
    </>
  )
}

function LaneLimits({ lane: { limits, servedBy, state, since, by } }: { readonly lane: LaneView }) {
  const { t } = useTranslation('queues')
  const formats = useFormats()
  const parts = limits === null ? [] : [
    t('atOnce', { count: limits.concurrency }),
    ...(servedBy > 1 ? [t('inProcesses', { count: servedBy })] : []),
    ...(limits.timeoutMs === null ? [] : [t('atMost', { time: formats.duration(limits.timeoutMs) })]),
    ...(limits.heapMiB === null ? [] : [formats.size(limits.heapMiB * 1024 * 1024)]),
  ]
  return (
    <>
      <Text size="xs" c="dimmed">
        {parts.join(' · ')}
      </Text>
      {state !== 'open' && since !== null && (
        <Text size="xs" c="dimmed">
          {t('stateSince', { when: formats.when(since), by: by ?? '—' })}
        </Text>
      )}
    </>
  )
}
