'use client'

import { Alert, Button, Group, Modal, Stack, TagsInput, TextInput } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'

export function NewCollectionDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['collections', 'common'])
  useReturningFocus()
  const router = useRouter()
  const textOf = useErrorText()
  const [name, setName] = useState('')
  const [keys, setKeys] = useState<string[]>([])
  const create = useApiMutation('createCollection', { invalidates: ['collections'], onSuccess: ({ id }) => router.push(`/collections/?id=${encodeURIComponent(id)}`), onError: () => undefined })
  return (
    <Modal opened onClose={onClose} title={t('add')} centered>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate({ body: { name: name.trim(), keys } })
        }}
      >
        <Stack>
          <TextInput label={t('column.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} withAsterisk data-autofocus placeholder={t('namePlaceholder')} />
          <TagsInput label={t('column.keys')} description={t('keysHelp')} value={keys} onChange={setKeys} maxTags={10} acceptValueOnBlur withAsterisk placeholder={keys.length === 0 ? t('keysPlaceholder') : ''} />
          {create.error !== null && (
            <Alert color="red" role="alert" title={textOf(create.error).sentence}>
              {textOf(create.error).hint}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={name.trim() === '' || keys.length === 0}>
              {t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
