'use client'

import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VariableRequest, VariableView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { VariableValueInput } from './variable-value-input.js'

const nameForm = /^[a-zA-Z][a-zA-Z0-9_]{0,59}$/

/** A new variable, or another value for one that is there. */
export function VariableDialog({ variable, onClose }: { readonly variable: VariableView | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common'])
  useReturningFocus()
  const [name, setName] = useState(variable?.name ?? '')
  const [variableValue, setVariableValue] = useState<VariableRequest>({ type: variable?.type ?? 'text', value: variable?.value ?? '' })
  const textOf = useErrorText()
  const save = useApiMutation('saveVariable', { invalidates: ['variables'], onSuccess: onClose, onError: () => undefined })
  const isNameGood = nameForm.test(name)
  return (
    <Modal opened onClose={onClose} title={variable === null ? t('variable.new') : t('variable.changeOf', { name: variable.name })} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isNameGood) save.mutate({ params: { name }, body: variableValue })
        }}
      >
        <Stack>
          <TextInput label={t('variable.name')} description={t('variable.nameAbout', { example: `{{variables.${name === '' ? '…' : name}}}` })} value={name} readOnly={variable !== null} maxLength={60} onChange={(event) => setName(event.currentTarget.value)} error={name !== '' && !isNameGood ? t('variable.nameWrong') : undefined} data-autofocus />
          <VariableValueInput {...variableValue} onChange={setVariableValue} />
          <Text size="xs" c="dimmed">{t('variable.noSecret')}</Text>
          {save.isError && <Alert color="red" role="alert" title={textOf(save.error).sentence}>{textOf(save.error).hint}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{t('common:action.cancel')}</Button>
            <Button type="submit" loading={save.isPending} disabled={!isNameGood}>{t('common:action.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
