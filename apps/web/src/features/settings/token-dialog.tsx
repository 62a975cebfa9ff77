'use client'

import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useMay } from '../../shell/use-may.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { RightsFields, type Rights } from './rights-fields.js'

const lifetimes = ['30', '90', '365', 'never'] as const

export function TokenDialog({ onMade, onClose }: { readonly onMade: (token: string) => void; readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common'])
  useReturningFocus()
  const textOf = useErrorText()
  const may = useMay()
  const [name, setName] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const [lifetime, setLifetime] = useState<string>('90')
  const [rights, setRights] = useState<Rights>({ role: may.be('operator') ? 'operator' : 'viewer', permissions: [] })
  const create = useApiMutation('createToken', { invalidates: ['tokens'], onSuccess: ({ token }) => onMade(token), onError: () => undefined })
  const send = (event: SyntheticEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (name.trim() !== '') create.mutate({ body: { name: name.trim(), ...rights, days: lifetime === 'never' ? null : Number(lifetime) } })
  }
  return (
    <Modal opened onClose={onClose} title={t('token.add')} centered closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form onSubmit={send} noValidate>
        <Stack>
          {create.isError && (
            <Alert color="red" role="alert" title={textOf(create.error).sentence}>
              {textOf(create.error).hint}
            </Alert>
          )}
          <TextInput label={t('token.name')} description={t('token.nameHelp')} data-autofocus value={name} maxLength={100} onChange={(event) => setName(event.currentTarget.value)} error={isAsked && name.trim() === '' && t('token.nameNeeded')} />
          <RightsFields rights={rights} onChange={setRights} />
          <Select label={t('token.lifetime')} allowDeselect={false} data={lifetimes.map((value) => ({ value, label: t(`token.days.${value}`) }))} value={lifetime} onChange={(value) => value !== null && setLifetime(value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('token.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
