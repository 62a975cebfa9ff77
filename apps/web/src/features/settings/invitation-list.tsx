'use client'

import { Badge, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { InvitationView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'
import classes from './settings.module.css'

/** People who were asked and haven't come yet. */
export function InvitationList({ invitations }: { readonly invitations: readonly InvitationView[] }) {
  const { t } = useTranslation('settings')
  const formats = useFormats()
  const withdraw = useApiMutation('withdrawInvitation', { invalidates: ['members'] })
  return (
    <Panel p={0} mb="lg" aria-label={t('invitation.title')}>
      {invitations.map(({ id, email, role, invitedBy, expiresAt, isExpired }) => (
        <div key={id} className={classes.row}>
          <div className={classes.grow}>
            <Group gap="xs">
              <Text size="sm" fw={500}>
                {email}
              </Text>
              <Badge variant="default" size="sm" tt="none" fw={500}>
                {t(isExpired ? 'invitation.expired' : 'invitation.open')}
              </Badge>
            </Group>
            <Text size="xs" c="dimmed">
              {t(isExpired ? 'invitation.factsExpired' : 'invitation.facts', { role: t(`role.name.${role}`), by: invitedBy, when: formats.dateTime(expiresAt) })}
            </Text>
          </div>
          <Button variant="default" size="xs" onClick={() => withdraw.mutate({ params: { id } })} aria-label={t('invitation.withdrawOf', { email })}>
            {t('invitation.withdraw')}
          </Button>
        </div>
      ))}
    </Panel>
  )
}
