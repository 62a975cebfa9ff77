'use client'

import { Alert, Button, Group, Input, Modal, NumberInput, SegmentedControl, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { variableTypes, type VariableType, type VariableView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useErrorText } from '../../api/use-error-text.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'

const nameForm = /^[a-zA-Z][a-zA-Z0-9_]{0,59}$/
const empty: { readonly [Type in VariableType]: string | number | boolean } = { text: '', number: 0, 'yes-no': true }

/** A new variable, or another value for one that is there. */
export function VariableDialog({ variable, onClose }: { readonly variable: VariableView | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['settings', 'common'])
  useReturningFocus()
  const [name, setName] = useState(variable?.name ?? '')
  const [type, setType] = useState<VariableType>(variable?.type ?? 'text')
  const [value, setValue] = useState<string | number | boolean>(variable?.value ?? '')
  const textOf = useErrorText()
  const save = useApiMutation('saveVariable', { invalidates: ['variables'], onSuccess: onClose, onError: () => undefined })
  const isNameGood = nameForm.test(name)
  return (
    <Modal opened onClose={onClose} title={variable === null ? t('variable.new') : t('variable.changeOf', { name: variable.name })} centered>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isNameGood) save.mutate({ params: { name }, body: { type, value } })
        }}
      >
        <Stack>
          <TextInput label={t('variable.name')} description={t('variable.nameAbout', { example: `{{variables.${name === '' ? '…' : name}}}` })} value={name} readOnly={variable !== null} maxLength={60} onChange={(event) => setName(event.currentTarget.value)} error={name !== '' && !isNameGood ? t('variable.nameWrong') : undefined} data-autofocus />
          <Input.Wrapper label={t('variable.type')} labelElement="div">
            <SegmentedControl
              fullWidth
              aria-label={t('variable.type')}
              value={type}
              onChange={(next) => {
                setType(next as VariableType)
                setValue(empty[next as VariableType])
              }}
              data={variableTypes.map((one) => ({ value: one, label: t(`variable.types.${one}`) }))}
            />
          </Input.Wrapper>
          {type === 'text' && <TextInput label={t('variable.value')} value={String(value)} maxLength={10_000} onChange={(event) => setValue(event.currentTarget.value)} />}
          {type === 'number' && <NumberInput label={t('variable.value')} value={Number(value)} onChange={(next) => setValue(Number(next))} />}
          {type === 'yes-no' && <Switch label={t(value === true ? 'variable.yes' : 'variable.no')} aria-label={t('variable.value')} checked={value === true} onChange={(event) => setValue(event.currentTarget.checked)} />}
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
