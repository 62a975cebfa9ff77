'use client'

import { ActionIcon, Group, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDots, IconHourglassLow, IconPlayerPause, IconPlayerPlay, IconRefresh, IconSettings, IconTrash, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LaneView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useConfirm } from '../../shell/confirm.js'
import { useMay } from '../../shell/use-may.js'
import { useRetryFailed } from '../failed/use-retry-failed.js'
import { useLaneState } from './use-lane-state.js'

/** What can be done with a lane, by those who may. */
export function LaneMenu({ lane, onEdit }: { readonly lane: LaneView; readonly onEdit: () => void }) {
  const { t } = useTranslation('queues')
  const may = useMay()
  const retry = useRetryFailed()
  const { name, failed } = lane
  const manages = may.have('queues.manage')
  const retries = may.have('failed.retry')
  if (!manages && !(retries && failed > 0)) return null
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {manages && <PauseButton lane={lane} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('actionsOf', { lane: name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown maw={320}>
          {manages && <Menu.Item leftSection={<IconSettings size={16} aria-hidden />} onClick={onEdit}>{t('action.settings')}</Menu.Item>}
          {manages && <StateItems lane={lane} />}
          {retries && <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} disabled={failed === 0} onClick={() => retry.askAll({ lane: name }, failed)}>{t('action.retryFailed')}</Menu.Item>}
          {manages && <ClearingItems lane={lane} />}
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}

/** Without opening the menu, where there is room. */
function PauseButton({ lane: { name, state } }: { readonly lane: LaneView }) {
  const { t } = useTranslation('queues')
  const change = useLaneState()
  const isPaused = state === 'paused'
  return (
    <ActionIcon visibleFrom="sm" variant="subtle" color="gray" loading={change.isPending} onClick={() => change.set(name, isPaused ? 'open' : 'paused')} aria-label={t(isPaused ? 'resumeOf' : 'pauseOf', { lane: name })} title={t(isPaused ? 'action.resume' : 'action.pause')}>
      {isPaused ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
    </ActionIcon>
  )
}

function StateItems({ lane: { name, state } }: { readonly lane: LaneView }) {
  const { t } = useTranslation('queues')
  const { set } = useLaneState()
  const play = <IconPlayerPlay size={16} aria-hidden />
  return (
    <>
      {state === 'paused' ? (
        <Menu.Item hiddenFrom="sm" leftSection={play} onClick={() => set(name, 'open')}>{t('action.resume')}</Menu.Item>
      ) : (
        <Menu.Item hiddenFrom="sm" leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={() => set(name, 'paused')}>{t('action.pause')}</Menu.Item>
      )}
      {state === 'open' && <Menu.Item leftSection={<IconHourglassLow size={16} aria-hidden />} onClick={() => set(name, 'draining')}>{t('action.drain')}</Menu.Item>}
      {state === 'draining' && <Menu.Item leftSection={play} onClick={() => set(name, 'open')}>{t('action.stopDraining')}</Menu.Item>}
    </>
  )
}

function ClearingItems({ lane }: { readonly lane: LaneView }) {
  const { t } = useTranslation('queues')
  const cancel = useCancelQueued(lane)
  const remove = useRemove(lane)
  return (
    <>
      <Menu.Item leftSection={<IconX size={16} aria-hidden />} color="red" disabled={lane.queuedRuns === 0} onClick={cancel}>{t('action.cancelQueued')}</Menu.Item>
      {lane.isAdded && <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} color="red" onClick={remove}>{t('action.remove')}</Menu.Item>}
    </>
  )
}

function useCancelQueued({ name, queuedRuns }: LaneView): () => void {
  const { t } = useTranslation('queues')
  const confirm = useConfirm()
  const cancel = useApiMutation('cancelQueuedRuns', {
    invalidates: ['queues', 'runs', 'standingRuns'],
    onSuccess: ({ cancelled, hasMore }) => notifications.show({ message: [t('cancelled', { count: cancelled }), ...(hasMore ? [t('askAgain')] : [])].join(' ') }),
  })
  const ask = async () => {
    if (await confirm({ title: t('cancelTitle', { lane: name }), message: t('cancelText', { count: queuedRuns }), action: t('cancelAction') })) cancel.mutate({ params: { name } })
  }
  return () => void ask()
}

function useRemove({ name, revision }: LaneView): () => void {
  const { t } = useTranslation('queues')
  const confirm = useConfirm()
  const remove = useApiMutation('removeLane', { invalidates: ['queues', 'queueNotices'], onSuccess: () => notifications.show({ message: t('removed', { lane: name }) }) })
  const ask = async () => {
    if (await confirm({ title: t('removeTitle', { lane: name }), message: t('removeText'), action: t('action.remove') })) remove.mutate({ params: { name }, query: { revision } })
  }
  return () => void ask()
}
