'use client'

import { Button, Group, Modal, Stack, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ViewedList } from '@maillon/api-contract'
import { useApiMutation } from '../api/use-api.js'
import { useMay } from './use-may.js'

export interface SaveViewDialogProps {
  readonly list: ViewedList
  readonly filters: string
  readonly onClose: () => void
}

/** Gives a name to the filters on screen. */
export function SaveViewDialog({ list, filters, onClose }: SaveViewDialogProps) {
  const { t } = useTranslation(['shell', 'common'])
  const mayShare = useMay().be('editor')
  const [name, setName] = useState('')
  const [isShared, setIsShared] = useState(false)
  const save = useApiMutation('saveView', {
    invalidates: ['savedViews'],
    onSuccess: (view) => {
      notifications.show({ message: t('views.saved', { name: view.name }) })
      onClose()
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') save.mutate({ body: { list, name: name.trim(), filters, isShared } })
  }
  return (
    <Modal opened onClose={onClose} title={t('views.title')}>
      <form onSubmit={send}>
        <Stack>
          <TextInput label={t('views.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={80} required data-autofocus />
          {mayShare && <Switch label={t('views.isShared')} checked={isShared} onChange={(event) => setIsShared(event.currentTarget.checked)} />}
          <Text size="xs" c="dimmed">
            {t('views.replaces')}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              {t('views.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
