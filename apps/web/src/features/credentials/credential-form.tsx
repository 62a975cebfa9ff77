'use client'

import { Alert, Button, Group, Stack, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError, CredentialTypeView, CredentialView } from '@maillon/api-contract'
import type { JsonObject } from '@maillon/kernel'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useLocalized } from '../../i18n/use-localized.js'
import { formWithoutData } from '../../schema-form/form-without-data.js'
import { SchemaForm } from '../../schema-form/schema-form.js'
import { asksForConsent } from './asks-for-consent.js'
import { initialValues, missingFields, valuesToSend } from './credential-values.js'
import { useConnect } from './use-connect.js'

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
  const secretsSet = credential?.secretsSet ?? []
  const [name, setName] = useState(credential?.name ?? say(type.title))
  const [values, setValues] = useState(() => initialValues(type, (credential?.values ?? {}) as JsonObject))
  const [missing, setMissing] = useState<readonly string[]>([])
  const { open: openConsent } = useConnect()
  const options = { invalidates: ['credentials'], onSuccess: onSaved, onError: () => undefined } as const
  const create = useApiMutation('createCredential', options)
  const change = useApiMutation('changeCredential', options)
  const error = create.error ?? change.error
  const context = useMemo(() => formWithoutData({ secrets: type.secrets, secretsSet: credential?.secretsSet ?? [] }), [type, credential])
  const problems = [...missing.map((field) => ({ path: `/${field}`, message: t('needed'), severity: 'error' as const })), ...problemsOf(error)]

  const isConnectable = asksForConsent(type, values)
  const save = (connects: boolean) => {
    const lacking = missingFields(type, values, secretsSet)
    setMissing(lacking)
    if (lacking.length > 0 || name.trim() === '') return
    const body = { name: name.trim(), type: type.type, values: valuesToSend(values) }
    // The page of the service is opened by the click itself.
    const tab = connects ? openConsent() : null
    const saved = credential === null ? create.mutateAsync({ body }) : change.mutateAsync({ params: { id: credential.id }, body })
    // The form has closed by then: only a promise is still followed.
    void saved.then(({ id }) => tab?.go(id), () => tab?.close())
  }

  return (
    <form
      noValidate
      data-testid="credential-form"
      onSubmit={(event) => {
        event.preventDefault()
        // The form may stand inside another one (a node's panel): only this one is sent.
        event.stopPropagation()
        save(false)
      }}
    >
      <Stack>
        <TextInput label={t('name')} description={t('nameHelp')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} withAsterisk error={name.trim() === '' ? t('needed') : null} data-testid="credential-name" />
        <SchemaForm schema={type.fields} value={values} onChange={setValues} problems={problems} context={context} />
        {error !== null && (
          <Alert color="red" role="alert" title={textOf(error).sentence}>
            {textOf(error).hint}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" variant={isConnectable ? 'default' : 'filled'} loading={create.isPending || change.isPending}>
            {t('common:action.save')}
          </Button>
          {isConnectable && (
            <Button onClick={() => save(true)} disabled={create.isPending || change.isPending} data-testid="credential-connect">
              {t('saveAndConnect')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

/** The server names a value by its place in the request. */
function problemsOf(error: ApiError | null) {
  return (error?.body.error.problems ?? []).flatMap(({ path, message }) => (path.startsWith('/values/') ? [{ path: path.slice('/values'.length), message, severity: 'error' as const }] : []))
}
