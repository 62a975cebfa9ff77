'use client'

import { Alert, Button, Collapse, Group, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError, CredentialTypeView, CredentialView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useLocalized } from '../../i18n/use-localized.js'
import { fieldsOf, initialValues, missingFields, valuesToSend, type CredentialField } from './credential-fields.js'
import { CredentialInput } from './credential-input.js'

export interface CredentialFormProps {
  readonly type: CredentialTypeView
  /** Null: a new one. */
  readonly credential: CredentialView | null
  readonly onSaved: (credential: CredentialView) => void
  readonly onCancel: () => void
}

/** The form of a credential, drawn from its type. A secret is never shown again: it says "set" and can be replaced. */
export function CredentialForm({ type, credential, onSaved, onCancel }: CredentialFormProps) {
  const { t } = useTranslation(['credentials', 'common'])
  const say = useLocalized()
  const textOf = useErrorText()
  const fields = fieldsOf(type)
  const secretsSet = credential?.secretsSet ?? []
  const [name, setName] = useState(credential?.name ?? say(type.title))
  const [values, setValues] = useState(() => initialValues(fields, credential?.values ?? {}))
  const [missing, setMissing] = useState<readonly string[]>([])
  const [isMoreOpen, more] = useDisclosure(false)
  const options = { invalidates: ['credentials'], onSuccess: onSaved, onError: () => undefined } as const
  const create = useApiMutation('createCredential', options)
  const change = useApiMutation('changeCredential', options)
  const error = create.error ?? change.error
  const advanced = fields.filter((field) => field.isAdvanced)

  const save = () => {
    const lacking = missingFields(fields, values, secretsSet)
    setMissing(lacking)
    if (lacking.length > 0 || name.trim() === '') return
    const body = { name: name.trim(), type: type.type, values: valuesToSend(fields, values) }
    if (credential === null) create.mutate({ body })
    else change.mutate({ params: { id: credential.id }, body })
  }
  const inputOf = (field: CredentialField) => (
    <CredentialInput
      key={field.name}
      field={field}
      value={values[field.name] ?? ''}
      isSet={secretsSet.includes(field.name)}
      problem={missing.includes(field.name) ? t('needed') : problemOf(error, field.name)}
      onChange={(value) => setValues({ ...values, [field.name]: value })}
    />
  )

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        // The form may stand inside another one (a node's panel): only this one is sent.
        event.stopPropagation()
        save()
      }}
    >
      <Stack>
        <TextInput label={t('name')} description={t('nameHelp')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} withAsterisk error={name.trim() === '' ? t('needed') : null} />
        {fields.filter((field) => !field.isAdvanced).map(inputOf)}
        {advanced.length > 0 && (
          <div>
            <Button variant="subtle" size="compact-sm" color="gray" onClick={more.toggle} aria-expanded={isMoreOpen} rightSection={<IconChevronDown size={15} aria-hidden />}>
              {t('more')}
            </Button>
            <Collapse expanded={isMoreOpen || advanced.some((field) => missing.includes(field.name) || problemOf(error, field.name) !== null)}>
              <Stack mt="sm">{advanced.map(inputOf)}</Stack>
            </Collapse>
          </div>
        )}
        {error !== null && (
          <Alert color="red" role="alert" title={textOf(error).sentence}>
            {textOf(error).hint}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || change.isPending}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function problemOf(error: ApiError | null, field: string): string | null {
  return error?.body.error.problems?.find((problem) => problem.path === `/values/${field}`)?.message ?? null
}
