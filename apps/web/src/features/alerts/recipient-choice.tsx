'use client'

import { MultiSelect, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AlertRuleRequest } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'

type Recipients = AlertRuleRequest['recipients']

export interface RecipientChoiceProps {
  readonly recipients: Recipients
  readonly twilioCredentialId: string | null
  readonly onChange: (changed: Partial<Pick<AlertRuleRequest, 'recipients' | 'twilioCredentialId'>>) => void
}

/** People and groups of the directory; the account for telephone numbers is asked for where there is one to choose. */
export function RecipientChoice({ recipients, twilioCredentialId, onChange }: RecipientChoiceProps) {
  const { t } = useTranslation(['alerts', 'recipients'])
  const choices = useApiQuery('recipientChoices', {}, { staleTime: 30_000 })
  const credentials = useApiQuery('credentials', {}, { staleTime: 30_000 })
  const accounts = (credentials.data?.credentials ?? []).filter(({ type }) => type === 'twilio')
  const known = new Map<string, { readonly choice: Recipients[number]; readonly label: string }>()
  for (const { name, size } of choices.data?.groups ?? []) known.set(`group ${name}`, { choice: { kind: 'group', id: name, name }, label: `${name} (${size})` })
  for (const { id, name, type } of choices.data?.recipients ?? []) known.set(`recipient ${id}`, { choice: { kind: 'recipient', id, name }, label: `${name} · ${t(`recipients:type.${type}`)}` })
  // Who is gone stays in sight until somebody takes them out.
  for (const choice of recipients) if (!known.has(keyOf(choice))) known.set(keyOf(choice), { choice, label: choice.name })
  const itemsOf = (kind: Recipients[number]['kind']) => [...known].filter(([, { choice }]) => choice.kind === kind).map(([value, { label }]) => ({ value, label }))
  const groups = [
    { group: t('form.groups'), items: itemsOf('group') },
    { group: t('form.people'), items: itemsOf('recipient') },
  ]
  return (
    <>
      <MultiSelect
        label={t('form.recipients')}
        description={t('form.recipientsHelp')}
        placeholder={recipients.length === 0 ? t('form.chooseRecipients') : ''}
        data={groups.filter(({ items }) => items.length > 0)}
        value={recipients.map(keyOf)}
        onChange={(values) => onChange({ recipients: values.flatMap((value) => known.get(value)?.choice ?? []) })}
        searchable
        hidePickedOptions
      />
      {accounts.length > 0 && (
        <Select
          label={t('form.twilio')}
          description={t('form.twilioHelp')}
          placeholder={t('form.noTwilio')}
          data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          value={twilioCredentialId}
          onChange={(value) => onChange({ twilioCredentialId: value })}
          clearable
        />
      )}
    </>
  )
}

function keyOf({ kind, id }: Recipients[number]): string {
  return `${kind} ${id}`
}
