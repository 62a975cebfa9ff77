'use client'

import { Alert, Button, Group, Modal, Select, Stack, Switch, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recipientTypes, type ApiError, type RecipientType, type RecipientView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { AddressField } from './address-field.js'
import { isSecretAddress } from './is-secret-address.js'
import { RecipientIcon } from './recipient-icon.js'

export interface RecipientDialogProps {
  /** Null: a new one. */
  readonly recipient: RecipientView | null
  /** Groups that are known already. */
  readonly groups: readonly string[]
  readonly onClose: () => void
}

/** The form of a recipient. The address of a webhook is never shown again: left empty, it stays. */
export function RecipientDialog({ recipient, groups: known, onClose }: RecipientDialogProps) {
  const { t } = useTranslation(['recipients', 'common'])
  useReturningFocus()
  const [values, setValues] = useState(() => startOf(recipient))
  const { type, name, address, groups, isActive } = values
  const set = (changed: Partial<FormValues>) => setValues({ ...values, ...changed })
  const options = { invalidates: ['recipients', 'recipientChoices'], onSuccess: onClose, onError: () => undefined } as const
  const create = useApiMutation('createRecipient', options)
  const change = useApiMutation('changeRecipient', options)
  const error = create.error ?? change.error
  const kept = recipient !== null && type === recipient.type && isSecretAddress(type) ? recipient.address : null
  const keepsAddress = kept !== null && address === ''
  const save = () => {
    const body = { type, name: name.trim(), isActive, groups, ...(keepsAddress ? {} : { address }) }
    if (recipient === null) create.mutate({ body })
    else change.mutate({ params: { id: recipient.id }, body })
  }
  return (
    <Modal opened onClose={onClose} title={recipient === null ? t('add') : t('editOf', { name: recipient.name })} centered>
      <form
        noValidate
        data-testid="recipient-form"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Stack>
          <Select label={t('column.type')} data={recipientTypes.map((value) => ({ value, label: t(`type.${value}`) }))} value={type} onChange={(value) => set({ type: value as RecipientType })} leftSection={<RecipientIcon type={type} />} allowDeselect={false} description={type === 'chime' ? t('chimeClosed') : undefined} />
          <TextInput label={t('column.name')} value={name} onChange={(event) => set({ name: event.currentTarget.value })} maxLength={200} withAsterisk data-autofocus error={problemAt(error, '/name')} placeholder={t('namePlaceholder')} />
          <AddressField type={type} value={address} kept={kept} onChange={(typed) => set({ address: typed })} error={problemAt(error, '/address')} />
          <TagsInput label={t('column.groups')} description={t('groupsHelp')} data={[...known]} value={groups} onChange={(chosen) => set({ groups: chosen })} maxTags={50} splitChars={[',', ';']} acceptValueOnBlur />
          <Switch label={t('state.active')} description={t('activeHelp')} checked={isActive} onChange={(event) => set({ isActive: event.currentTarget.checked })} />
          <FormError error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || change.isPending} disabled={name.trim() === '' || (address.trim() === '' && !keepsAddress)}>
              {t('common:action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

interface FormValues {
  readonly type: RecipientType
  readonly name: string
  readonly address: string
  readonly groups: string[]
  readonly isActive: boolean
}

function startOf(recipient: RecipientView | null): FormValues {
  if (recipient === null) return { type: 'email', name: '', address: '', groups: [], isActive: true }
  const { type, name, address, groups, isActive } = recipient
  return { type, name, address: isSecretAddress(type) ? '' : address, groups: [...groups], isActive }
}

/** What belongs to no field stands beneath the form; of what does, only what to do about it. */
function FormError({ error }: { readonly error: ApiError | null }) {
  const textOf = useErrorText()
  if (error === null) return null
  const { sentence, hint } = textOf(error)
  const isAtField = (error.body.error.problems ?? []).length > 0
  if (isAtField && (hint === null || hint === undefined || hint === '')) return null
  return <Alert color="red" role="alert" title={isAtField ? undefined : sentence}>{hint}</Alert>
}

function problemAt(error: ApiError | null, path: string): string | null {
  return error?.body.error.problems?.find((problem) => problem.path === path)?.message ?? null
}
