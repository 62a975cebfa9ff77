'use client'

import { ActionIcon, Alert, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCircleCheck, IconCircleX, IconPencil, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CredentialTypeView, CredentialView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useLocalized } from '../../i18n/use-localized.js'
import type { JsonObject } from '@maillon/kernel'
import { useConfirm } from '../../shell/confirm.js'
import { asksForConsent } from './asks-for-consent.js'
import { ConnectButton } from './connect-button.js'
import { CredentialIcon } from './credential-icon.js'
import classes from './credentials.module.css'

export interface CredentialRowProps {
  readonly credential: CredentialView
  /** Null: not known (yet). */
  readonly type: CredentialTypeView | null
  readonly onEdit: () => void
}

export function CredentialRow({ credential, type, onEdit }: CredentialRowProps) {
  const { t } = useTranslation(['credentials', 'common'])
  const textOf = useErrorText()
  const test = useApiMutation('testCredential', { onError: () => undefined })
  const remove = useRemove(credential)
  const isConnectable = type !== null && asksForConsent(type, credential.values as JsonObject)
  const isConnected = credential.secretsSet.includes('refreshToken')
  return (
    <div className={classes.row}>
      <CredentialIcon name={type?.icon ?? ''} />
      <div className={classes.grow}>
        <Text fw={500}>{credential.name}</Text>
        <Text size="sm" c="dimmed">
          <CredentialFacts credential={credential} type={type} lacksConsent={isConnectable && !isConnected} />
        </Text>
        {credential.usedBy.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('usedBy', { flows: credential.usedBy.join(', ') })}
          </Text>
        )}
      </div>
      <Group gap="xs">
        {isConnectable && <ConnectButton id={credential.id} isConnected={isConnected} />}
        <Button variant="default" size="xs" onClick={() => test.mutate({ params: { id: credential.id } })} loading={test.isPending}>
          {t('test')}
        </Button>
        <ActionIcon variant="subtle" color="gray" onClick={onEdit} aria-label={t('editOf', { name: credential.name })}>
          <IconPencil size={18} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" onClick={remove} aria-label={t('deleteOf', { name: credential.name })}>
          <IconTrash size={18} />
        </ActionIcon>
      </Group>
      {(test.data !== undefined || test.isError) && (
        <Alert
          className={classes.result}
          role="status"
          color={test.data?.ok === true ? 'green' : 'red'}
          icon={test.data?.ok === true ? <IconCircleCheck size={20} aria-hidden /> : <IconCircleX size={20} aria-hidden />}
          title={test.data?.message ?? textOf(test.error).sentence}
          withCloseButton
          closeButtonLabel={t('common:action.close')}
          onClose={() => test.reset()}
        />
      )}
    </div>
  )
}

interface CredentialFactsProps extends Pick<CredentialRowProps, 'credential' | 'type'> {
  readonly lacksConsent: boolean
}

function CredentialFacts({ credential, type, lacksConsent }: CredentialFactsProps) {
  const { t } = useTranslation('credentials')
  const say = useLocalized()
  const formats = useFormats()
  const facts = [type === null ? credential.type : say(type.title), ...credential.hosts.slice(0, 3), ...(lacksConsent ? [t('notConnected')] : []), t('changed', { when: formats.when(credential.updatedAt) })]
  return facts.join(' · ')
}

function useRemove(credential: CredentialView): () => void {
  const { t } = useTranslation('credentials')
  const confirm = useConfirm()
  const remove = useApiMutation('deleteCredential', { invalidates: ['credentials'], onSuccess: () => notifications.show({ message: t('deleted', { name: credential.name }) }) })
  const ask = async () => {
    const isSure = await confirm({ title: t('deleteTitle', { name: credential.name }), message: t('deleteText'), action: t('deleteAction') })
    if (isSure) remove.mutate({ params: { id: credential.id } })
  }
  return () => void ask()
}
