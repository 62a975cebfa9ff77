'use client'

import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberView } from '@maillon/api-contract'
import { useApiMutation, useInvalidate } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { RightsFields, type Rights } from './rights-fields.js'

/** What somebody may do. */
export function MemberDialog({ member, onClose }: { readonly member: MemberView; readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common'])
  useReturningFocus()
  const textOf = useErrorText()
  const invalidate = useInvalidate()
  const [rights, setRights] = useState<Rights>({ role: member.role, permissions: member.permissions })
  const change = useApiMutation('changeMember', {
    invalidates: ['members'],
    onSuccess: () => {
      notifications.show({ message: t('member.changed', { name: member.name }) })
      onClose()
    },
    onError: () => invalidate('members'),
  })
  const save = () => change.mutate({ params: { id: member.id }, body: { revision: member.revision, ...rights } })
  return (
    <Modal opened onClose={onClose} title={t('member.rightsOf', { name: member.name })} centered closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack>
        {change.isError && (
          <Alert color="red" role="alert" title={textOf(change.error).sentence}>
            {textOf(change.error).hint}
          </Alert>
        )}
        <RightsFields rights={rights} onChange={setRights} />
        <Text size="sm" c="dimmed">
          {t('member.loggedOut')}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button onClick={save} loading={change.isPending}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
