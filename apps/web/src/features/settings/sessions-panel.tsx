'use client'

import { Badge, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { SessionEntry } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'
import { deviceName } from './device-name.js'
import classes from './settings.module.css'

/** Where one is logged in. */
export function SessionsPanel({ sessions }: { readonly sessions: readonly SessionEntry[] }) {
  const { t } = useTranslation('settings')
  const formats = useFormats()
  const end = useApiMutation('endSession', { invalidates: ['account'] })
  const endOthers = useApiMutation('endOtherSessions', { invalidates: ['account'], onSuccess: () => notifications.show({ message: t('sessions.ended') }) })
  return (
    <Panel
      title={t('sessions.title')}
      actions={
        sessions.length > 1 && (
          <Button variant="default" size="xs" onClick={() => endOthers.mutate({})} loading={endOthers.isPending}>
            {t('sessions.endOthers')}
          </Button>
        )
      }
    >
      {sessions.map(({ id, device, address, createdAt, lastSeenAt, isCurrent }) => {
        const name = deviceName(device) ?? t('sessions.unknown')
        return (
          <div key={id} className={classes.row}>
            <div className={classes.grow}>
              <Group gap="xs">
                <Text size="sm" fw={500}>
                  {name}
                </Text>
                {isCurrent && (
                  <Badge variant="default" size="sm" tt="none" fw={500}>
                    {t('sessions.current')}
                  </Badge>
                )}
              </Group>
              <Text size="xs" c="dimmed">
                {[t('sessions.since', { when: formats.when(createdAt) }), t('sessions.seen', { when: formats.ago(lastSeenAt) }), ...(address === null ? [] : [address])].join(' · ')}
              </Text>
            </div>
            {!isCurrent && (
              <Button variant="default" size="xs" onClick={() => end.mutate({ params: { id } })} aria-label={t('sessions.endOf', { device: name })}>
                {t('sessions.end')}
              </Button>
            )}
          </div>
        )
      })}
    </Panel>
  )
}
