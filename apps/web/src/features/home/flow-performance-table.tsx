'use client'

import { Anchor, Button, Group, Progress, Table, Text } from '@mantine/core'
import Link from 'next/link'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowPerformance } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { SortHeader, type SortOrder } from '../../shell/sort-header.js'
import classes from './flow-performance-table.module.css'
import { sortedFlows, type FlowOrder } from './sorted-flows.js'

const shownAtFirst = 8

/** Each flow's runs of the period: how many, how many well, how long. */
export function FlowPerformanceTable({ flows }: { readonly flows: readonly FlowPerformance[] }) {
  const { t } = useTranslation('home')
  const formats = useFormats()
  const [order, setOrder] = useState<SortOrder<FlowOrder>>({ field: 'runs', isDescending: true })
  const [isWhole, setIsWhole] = useState(false)
  const sorted = sortedFlows(flows, order)
  const told = (ms: number | null): string => (ms === null ? '—' : formats.duration(ms))
  const head = (field: FlowOrder, visibleFrom?: 'sm' | 'md') => (
    <SortHeader field={field} order={order} onOrder={setOrder} ta="right" {...(visibleFrom === undefined ? {} : { visibleFrom })}>
      {t(`flowColumn.${field}`)}
    </SortHeader>
  )
  return (
    <>
      <Table verticalSpacing="xs" className={classes.table} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <SortHeader field="name" order={order} onOrder={setOrder}>
              {t('flowColumn.name')}
            </SortHeader>
            {head('runs')}
            {head('success')}
            {head('mean', 'sm')}
            {head('p95', 'md')}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.slice(0, isWhole ? undefined : shownAtFirst).map((flow) => (
            <Table.Tr key={flow.flowId} className={classes.row}>
              <Table.Td>
                <Anchor component={Link} prefetch={false} href={`/flow-runs/?id=${encodeURIComponent(flow.flowId)}`} size="sm" c="var(--mantine-color-text)" className={classes.link}>
                  {flow.flowName}
                </Anchor>
              </Table.Td>
              <Table.Td ta="right">{formats.number(flow.runs)}</Table.Td>
              <Table.Td ta="right">
                <Group gap="xs" justify="flex-end" wrap="nowrap">
                  {flow.successRate !== null && <Progress visibleFrom="sm" w={72} size="sm" value={flow.successRate * 100} color={flow.failed === 0 ? 'green' : flow.successRate >= 0.9 ? 'yellow' : 'red'} aria-hidden />}
                  <Text size="sm" miw={{ base: 0, sm: 56 }}>
                    {flow.successRate === null ? '—' : formats.percent(flow.successRate)}
                  </Text>
                </Group>
              </Table.Td>
              <Table.Td ta="right" visibleFrom="sm">
                {told(flow.meanMs)}
              </Table.Td>
              <Table.Td ta="right" visibleFrom="md">
                {told(flow.p95Ms)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {flows.length > shownAtFirst && !isWhole && (
        <Group justify="center" mt="sm">
          <Button variant="subtle" size="compact-sm" onClick={() => setIsWhole(true)}>
            {t('moreFlows', { count: flows.length - shownAtFirst })}
          </Button>
        </Group>
      )}
    </>
  )
}
