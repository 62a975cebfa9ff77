'use client'

import { NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocalized } from '../../i18n/use-localized.js'
import type { CredentialField } from './credential-fields.js'

export interface CredentialInputProps {
  readonly field: CredentialField
  readonly value: string | number | boolean
  /** A secret that holds something on the server already. */
  readonly isSet: boolean
  /** Null: nothing wrong. */
  readonly problem: string | null
  readonly onChange: (value: string | number | boolean) => void
}

export function CredentialInput({ field, value, isSet, problem, onChange }: CredentialInputProps) {
  const { t } = useTranslation(['credentials', 'welcome'])
  const say = useLocalized()
  const common = {
    label: say(field.label),
    description: field.help === null ? undefined : say(field.help),
    error: problem,
    withAsterisk: field.isRequired && !isSet,
    name: field.name,
  }
  const placeholder = field.placeholder === null ? '' : say(field.placeholder)
  switch (field.kind) {
    case 'secret':
      return (
        <PasswordInput
          {...common}
          placeholder={isSet ? t('secretSet') : placeholder}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('welcome:showPassword') }}
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'number':
      return <NumberInput {...common} hideControls value={typeof value === 'boolean' ? '' : value} onChange={onChange} />
    case 'boolean':
      return <Switch label={common.label} description={common.description} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    case 'choice':
      return (
        <Select {...common} allowDeselect={false} data={field.choices.map((choice) => ({ value: choice.value, label: say(choice.label) }))} value={String(value)} onChange={(chosen) => onChange(chosen ?? '')} />
      )
    case 'text':
      return <TextInput {...common} placeholder={placeholder} autoComplete="off" value={String(value)} onChange={(event) => onChange(event.currentTarget.value)} />
  }
}
