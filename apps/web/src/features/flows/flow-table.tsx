'use client'

import { Anchor, Badge, Checkbox, Group, Stack, Switch, Table, Text, Tooltip } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { FlowSummary } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useMay } from '../../shell/use-may.js'
import { StatusBadge } from '../../theme/status-badge.js'
import { flowStateOf } from './flow-filter.js'
import { FlowMenu } from './flow-menu.js'
import classes from './flow-table.module.css'

export interface FlowTableProps {
  readonly flows: readonly FlowSummary[]
  /** Ids of those that are chosen, for what is done with several. */
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (chosen: ReadonlySet<string>) => void
}

export function FlowTable({ flows, chosen, onChoose }: FlowTableProps) {
  const { t } = useTranslation('flows')
  const count = flows.filter(({ id }) => chosen.has(id)).length
  const choose = (id: string, isChosen: boolean) => onChoose(new Set(isChosen ? [...chosen, id] : [...chosen].filter((one) => one !== id)))
  return (
    <Table verticalSpacing="sm" horizontalSpacing="md" className={classes.table} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes.choice}>
            <Checkbox size="xs" aria-label={t('selectAll')} checked={count > 0 && count === flows.length} indeterminate={count > 0 && count < flows.length} onChange={(event) => onChoose(new Set(event.currentTarget.checked ? flows.map(({ id }) => id) : []))} />
          </Table.Th>
          <Table.Th>{t('column.flow')}</Table.Th>
          <Table.Th>{t('column.active')}</Table.Th>
          <Table.Th visibleFrom="sm">{t('column.lastRun')}</Table.Th>
          <Table.Th visibleFrom="md">{t('column.nextRun')}</Table.Th>
          <Table.Th className={classes.narrow}>
            <span className={classes.hidden}>{t('column.actions')}</span>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {flows.map((flow) => (
          <FlowRow key={flow.id} flow={flow} isChosen={chosen.has(flow.id)} onChoose={(isChosen) => choose(flow.id, isChosen)} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

/** Each leads to the runs of the flows that have it. */
function FlowTags({ tags }: { readonly tags: readonly string[] }) {
  const { t } = useTranslation('flows')
  if (tags.length === 0) return null
  return (
    <Group gap={4}>
      {tags.map((tag) => (
        <Badge key={tag} component={Link} href={`/runs/?tag=${encodeURIComponent(tag)}`} variant="light" size="sm" tt="none" title={t('runsOfTag', { tag })} className={classes.badge}>
          {tag}
        </Badge>
      ))}
    </Group>
  )
}

function FlowRow({ flow, isChosen, onChoose }: { readonly flow: FlowSummary; readonly isChosen: boolean; readonly onChoose: (isChosen: boolean) => void }) {
  const { t } = useTranslation('flows')
  const formats = useFormats()
  const { lastRun } = flow
  return (
    <Table.Tr>
      <Table.Td className={classes.choice}>
        <Checkbox size="xs" aria-label={t('select', { name: flow.name })} checked={isChosen} onChange={(event) => onChoose(event.currentTarget.checked)} />
      </Table.Td>
      <Table.Td>
        <Stack gap={2}>
          <Group gap="xs">
            <Anchor component={Link} href={`/flow/?id=${encodeURIComponent(flow.id)}`} fw={500} c="var(--mantine-color-text)">
              {flow.name}
            </Anchor>
            {flow.publishedNumber === null ? (
              <Badge variant="default" size="sm" className={classes.badge}>
                {t('state.draft')}
              </Badge>
            ) : (
              flow.hasUnpublishedChanges && (
                <Badge variant="default" size="sm" className={classes.badge}>
                  {t('state.changed')}
                </Badge>
              )
            )}
          </Group>
          <FlowTags tags={flow.tags} />
          {flow.description !== '' && (
            <Text size="sm" c="dimmed" lineClamp={1}>
              {flow.description}
            </Text>
          )}
          {lastRun !== null && (
            <Group gap={6} hiddenFrom="sm">
              <StatusBadge status={lastRun.status} size="xs" />
              <Text size="xs" c="dimmed">
                {formats.ago(lastRun.startedAt)}
              </Text>
            </Group>
          )}
        </Stack>
      </Table.Td>
      <Table.Td>
        <ActiveSwitch flow={flow} />
      </Table.Td>
      <Table.Td visibleFrom="sm" className={classes.tight}>
        {lastRun === null ? (
          <Text size="sm" c="dimmed">
            {t('neverRun')}
          </Text>
        ) : (
          <Anchor component={Link} href={`/run/?id=${encodeURIComponent(lastRun.id)}`} underline="never" c="var(--mantine-color-text)" className={classes.run}>
            <StatusBadge status={lastRun.status} />
            <Text size="xs" c="dimmed" title={formats.dateTime(lastRun.startedAt)}>
              {formats.ago(lastRun.startedAt)}
              {lastRun.durationMs !== null && ` · ${formats.duration(lastRun.durationMs)}`}
            </Text>
          </Anchor>
        )}
      </Table.Td>
      <Table.Td visibleFrom="md" className={classes.tight}>
        <Text size="sm" {...(flow.nextRunAt === null ? { c: 'dimmed' } : {})}>
          {flow.nextRunAt === null ? t(flowStateOf(flow) === 'active' ? 'noSchedule' : 'notActive') : formats.when(flow.nextRunAt)}
        </Text>
      </Table.Td>
      <Table.Td className={classes.narrow}>
        <FlowMenu flow={flow} />
      </Table.Td>
    </Table.Tr>
  )
}

function ActiveSwitch({ flow }: { readonly flow: FlowSummary }) {
  const { t } = useTranslation('flows')
  const change = useApiMutation('setActive', { invalidates: ['flows', 'home', 'flow'] })
  const mayDraw = useMay().be('editor')
  const isUnpublished = flow.publishedNumber === null
  const wanted = change.isPending ? change.variables.body.active : flow.active
  return (
    <Tooltip label={t('publishFirst')} disabled={!isUnpublished} events={{ hover: true, focus: true, touch: true }}>
      {/* The wrapper keeps the tooltip reachable: a disabled control takes no focus. */}
      <span tabIndex={isUnpublished ? 0 : undefined} className={classes.switch}>
        <Switch
          checked={wanted}
          disabled={isUnpublished || !mayDraw}
          onChange={(event) => change.mutate({ params: { id: flow.id }, body: { active: event.currentTarget.checked } })}
          aria-label={t('activeOf', { name: flow.name })}
          color="green.8"
        />
      </span>
    </Tooltip>
  )
}
