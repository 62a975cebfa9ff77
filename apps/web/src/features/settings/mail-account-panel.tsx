'use client'

import { Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { Panel } from '../../shell/panel.js'

/** By which account Maillon itself writes to people: invitations, new passwords. */
export function MailAccountPanel() {
  const { t } = useTranslation('settings')
  const account = useApiQuery('mailAccount', {})
  const credentials = (useApiQuery('credentials', {}).data?.credentials ?? []).filter(({ type, isSample }) => type === 'smtp' && isSample !== true)
  const change = useApiMutation('changeMailAccount', { invalidates: ['mailAccount', 'members'], onSuccess: () => notifications.show({ message: t('mail.changed') }) })
  return (
    <Panel title={t('mail.title')}>
      <Select
        maw={480}
        label={t('mail.label')}
        description={t(credentials.length === 0 ? 'mail.none' : 'mail.help')}
        placeholder={t('mail.placeholder')}
        clearable
        disabled={credentials.length === 0 || account.data === undefined}
        data={credentials.map(({ id, name }) => ({ value: id, label: name }))}
        value={account.data?.credentialId ?? null}
        onChange={(credentialId) => change.mutate({ body: { credentialId } })}
      />
    </Panel>
  )
}
