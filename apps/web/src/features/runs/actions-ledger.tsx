'use client'

import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconLoader2, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ActionView, RunDetail } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { Panel } from '../../shell/panel.js'
import { useMay } from '../../shell/use-may.js'
import classes from './actions-ledger.module.css'
import { turnNumber } from './rows-to-fix.js'

const looks = {
  sent: { icon: IconCircleCheck, color: 'green' },
  sending: { icon: IconLoader2, color: 'yellow' },
  unknown: { icon: IconAlertTriangle, color: 'orange' },
  failed: { icon: IconCircleX, color: 'red' },
} as const satisfies Record<ActionView['state'], { readonly icon: Icon; readonly color: string }>

const mostShown = 50

/** What a run did outside, as the ledger has it: nothing is sent twice, and what nobody knows is asked. Nothing where it did nothing. */
export function ActionsLedger({ detail }: { readonly detail: RunDetail }) {
  const { t } = useTranslation('runs')
  const { data } = useApiQuery('actions', { params: { id: detail.run.id } }, { refetchInterval: isTerminalRun(detail.run.status) ? false : 3_000 })
  if (data === undefined || data.actions.length === 0) return null
  // What a person has to look at comes first.
  const actions = data.actions.toSorted((a, b) => Number(b.state === 'unknown') - Number(a.state === 'unknown'))
  return (
    <Panel title={t('actions.title')} data-testid="actions">
      <ul className={classes.list}>
        {actions.slice(0, mostShown).map((action) => (
          <li key={action.id}>
            <Action action={action} detail={detail} />
          </li>
        ))}
      </ul>
      {actions.length > mostShown && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('actions.more', { count: actions.length - mostShown })}
        </Text>
      )}
    </Panel>
  )
}

function Action({ action, detail }: { readonly action: ActionView; readonly detail: RunDetail }) {
  const { t } = useTranslation('runs')
  const { icon: Look, color } = looks[action.state]
  const name = detail.document.nodes.find(({ id }) => id === action.node)?.name ?? action.node
  const place = [
    action.iteration === '' ? null : t('iteration', { number: turnNumber(action.iteration) }),
    action.index === null ? null : t('atRow', { row: action.index + 1 }),
  ].filter((part) => part !== null)
  const line = (
    <div className={classes.line}>
      <Look size={18} color={`var(--status-${color})`} aria-hidden />
      <div>
        <Text size="sm">
          <Text span inherit fw={500}>
            {name}
          </Text>
          {place.length > 0 && ` (${place.join(', ')})`} · {action.sentence}
        </Text>
        {action.hint !== '' && (
          <Text size="sm" c="dimmed">
            {action.hint}
          </Text>
        )}
      </div>
    </div>
  )
  if (action.state !== 'unknown') return line
  return (
    <Alert color="orange" p="sm" data-testid="unknown-action">
      <Stack gap="xs">
        {line}
        <Decision action={action} runId={detail.run.id} />
      </Stack>
    </Alert>
  )
}

/** Only a person can find out whether it arrived. */
function Decision({ action, runId }: { readonly action: ActionView; readonly runId: string }) {
  const { t } = useTranslation('runs')
  const may = useMay()
  const decide = useApiMutation('decideAction', { invalidates: ['actions', 'run'] })
  const say = (was: 'sent' | 'not-sent') => decide.mutate({ params: { id: runId }, body: { id: action.id, was } })
  if (!may.be('operator')) return null
  return (
    <Group gap="xs" ml={26}>
      <Button size="compact-sm" variant="default" loading={decide.isPending} onClick={() => say('sent')} data-testid="decide-sent">
        {t('actions.wasSent')}
      </Button>
      <Button size="compact-sm" variant="default" loading={decide.isPending} onClick={() => say('not-sent')} data-testid="decide-not-sent">
        {t('actions.wasNotSent')}
      </Button>
    </Group>
  )
}
