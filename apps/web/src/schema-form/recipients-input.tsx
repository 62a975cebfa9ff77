'use client'

import { MultiSelect, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'
import { useApiQuery } from '../api/use-api.js'
import { useFieldFrame } from './field-frame.js'
import type { FieldInputProps } from './form-field.js'

/** A `DirectoryChoice`, as it is stored. */
interface Choice {
  readonly kind: 'recipient' | 'group'
  readonly id: string
  readonly name: string
}

/** People and groups of the directory. What is not there any more stays in sight, marked. */
export function RecipientsInput({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation(['form', 'recipients'])
  const read = useApiQuery('recipientChoices', {}, { staleTime: 30_000 })
  const stored = storedChoices(field.value)
  const known = new Map<string, { readonly choice: Choice; readonly label: string; readonly kind: Choice['kind'] }>()
  for (const { name, size } of read.data?.groups ?? []) known.set(`group ${name}`, { choice: { kind: 'group', id: name, name }, label: t('recipients.group', { name, size }), kind: 'group' })
  for (const { id, name, type, isActive } of read.data?.recipients ?? [])
    known.set(`recipient ${id}`, { choice: { kind: 'recipient', id, name }, label: `${name} · ${t(`recipients:type.${type}`)}${isActive ? '' : ` · ${t('recipients.inactive')}`}`, kind: 'recipient' })
  const gone = read.data === undefined ? [] : stored.filter((choice) => !known.has(keyOf(choice)))
  for (const choice of stored) if (!known.has(keyOf(choice))) known.set(keyOf(choice), { choice, label: choice.name, kind: choice.kind })
  const frame = useFieldFrame(
    field,
    gone.length > 0 ? (
      <Text span size="xs" c="var(--status-orange)">
        {t('recipients.gone', { names: gone.map(({ name }) => name).join(', ') })}
      </Text>
    ) : null,
  )
  const groupOf = (kind: Choice['kind']) => ({ group: t(`recipients.${kind}s`), items: [...known].filter(([, entry]) => entry.kind === kind).map(([value, { label }]) => ({ value, label })) })
  return (
    <MultiSelect
      {...frame}
      data={[groupOf('group'), groupOf('recipient')].filter(({ items }) => items.length > 0)}
      value={stored.map(keyOf)}
      placeholder={stored.length === 0 ? t('recipients.choose') : ''}
      nothingFoundMessage={t('recipients.none')}
      searchable
      hidePickedOptions
      onChange={(values) => onChange(values.length === 0 ? undefined : values.flatMap((value) => (known.get(value) === undefined ? [] : [{ ...(known.get(value) as { choice: Choice }).choice }])))}
    />
  )
}

function keyOf({ kind, id }: Choice): string {
  return `${kind} ${id}`
}

function storedChoices(value: Json | undefined): readonly Choice[] {
  if (!isJsonArray(value)) return []
  return value.flatMap((entry): readonly Choice[] => {
    if (!isJsonObject(entry) || typeof entry['id'] !== 'string') return []
    return [{ kind: entry['kind'] === 'group' ? 'group' : 'recipient', id: entry['id'], name: typeof entry['name'] === 'string' ? entry['name'] : entry['id'] }]
  })
}
