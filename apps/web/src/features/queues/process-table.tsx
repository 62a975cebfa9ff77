'use client'

import { ActionIcon, Badge, Box, Group, Table, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconReload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ProcessView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useConfirm } from '../../shell/confirm.js'
import { useMay } from '../../shell/use-may.js'
import classes from './queues.module.css'

const looks = { serving: 'green', asked: 'blue', restarting: 'blue', silent: 'red' } as const

/** The processes of the installation, and how they are. */
export function ProcessTable({ processes }: { readonly processes: readonly ProcessView[] }) {
  const { t } = useTranslation('queues')
  return (
    <Table.ScrollContainer minWidth={320}>
      <Table verticalSpacing="sm" className={classes.table} data-testid="processes">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('process.host')}</Table.Th>
            <Table.Th visibleFrom="xs">{t('process.state')}</Table.Th>
            <Table.Th visibleFrom="md">{t('process.lanes')}</Table.Th>
            <Table.Th className={classes.number}>{t('process.running')}</Table.Th>
            <Table.Th className={classes.number} visibleFrom="sm">{t('process.load')}</Table.Th>
            <Table.Th className={classes.number} visibleFrom="sm">{t('process.memory')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('column.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {processes.map((process) => (
            <ProcessRow key={process.id} process={process} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function ProcessRow({ process }: { readonly process: ProcessView }) {
  const { t } = useTranslation('queues')
  const formats = useFormats()
  const { host, pid, version, roles, isThis, lanes, running, processors, mostProcessors, rssBytes, memoryBytes, startedAt } = process
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>
        <Text size="sm" fw={600}>
          {host}
          {isThis && <Text span size="xs" c="dimmed"> {t('process.this')}</Text>}
        </Text>
        <Text size="xs" c="dimmed">
          {[roles.map((role) => t(`process.role.${role}` as 'process.role.api')).join(', '), t('process.pid', { pid }), version].join(' · ')}
        </Text>
        <Text size="xs" c="dimmed">
          {t('process.since', { when: formats.when(startedAt) })}
        </Text>
        <Box hiddenFrom="xs" mt={6}>
          <ProcessStateMark process={process} />
        </Box>
      </Table.Td>
      <Table.Td visibleFrom="xs">
        <ProcessStateMark process={process} />
      </Table.Td>
      <Table.Td visibleFrom="md">
        <Group gap={4} className={classes.lanes}>
          {lanes.map(({ name, concurrency }) => (
            <Badge key={name} variant="default" size="sm" tt="none" fw={500}>
              {name} {formats.number(concurrency)}
            </Badge>
          ))}
        </Group>
      </Table.Td>
      <Table.Td className={classes.number}>{formats.number(running)}</Table.Td>
      <Table.Td className={classes.number} visibleFrom="sm">
        <Text size="sm">{formats.percent(processors / Math.max(0.01, mostProcessors))}</Text>
        <Text size="xs" c="dimmed">
          {t('process.ofProcessors', { count: mostProcessors, shown: formats.number(mostProcessors) })}
        </Text>
      </Table.Td>
      <Table.Td className={classes.number} visibleFrom="sm">
        <Text size="sm">{formats.size(rssBytes)}</Text>
        <Text size="xs" c="dimmed">
          {t('process.ofMemory', { size: formats.size(memoryBytes) })}
        </Text>
      </Table.Td>
      <Table.Td className={classes.narrow}>{roles.includes('worker') && <RestartButton process={process} />}</Table.Td>
    </Table.Tr>
  )
}

function ProcessStateMark({ process: { state, silentMs, seenAt, askedBy, restartedAt } }: { readonly process: ProcessView }) {
  const { t } = useTranslation('queues')
  const formats = useFormats()
  return (
    <>
      <Badge color={looks[state]} variant="light" tt="none" className={classes.whole}>
        {t(`process.states.${state}`)}
      </Badge>
      <Text size="xs" c="dimmed" mt={4}>
        {state === 'silent' ? t('process.silent', { time: formats.duration(Math.round(silentMs / 1000) * 1000) }) : t('process.heard', { when: formats.ago(seenAt) })}
      </Text>
      {askedBy !== null && <Text size="xs" c="dimmed">{t('process.askedBy', { by: askedBy })}</Text>}
      {restartedAt !== null && <Text size="xs" c="dimmed">{t('process.restarted', { when: formats.when(restartedAt) })}</Text>}
    </>
  )
}

function RestartButton({ process: { id, host, state, running } }: { readonly process: ProcessView }) {
  const { t } = useTranslation('queues')
  const may = useMay()
  const confirm = useConfirm()
  const restart = useApiMutation('restartWorker', {
    invalidates: ['queues'],
    onSuccess: ({ changed, by }) => notifications.show(changed ? { message: t('process.didAsk', { host }) } : { color: 'orange', message: t('process.alreadyAsked', { host, by: by ?? '—' }) }),
  })
  if (!may.have('workers.restart') || state === 'silent') return null
  const ask = async () => {
    const message = [t('process.restartText'), ...(running > 0 ? [t('process.restartRunning', { count: running })] : [])].join(' ')
    if (await confirm({ title: t('process.restartTitle', { host }), message, action: t('process.restart'), isDestructive: false })) restart.mutate({ params: { process: id } })
  }
  return (
    <Tooltip label={t('process.restart')}>
      <ActionIcon variant="subtle" color="gray" loading={restart.isPending || state !== 'serving'} onClick={() => void ask()} aria-label={t('process.restartOf', { host })}>
        <IconReload size={18} />
      </ActionIcon>
    </Tooltip>
  )
}
