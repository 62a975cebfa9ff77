'use client'

import { Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isJsonObject, type Json } from '@maillon/kernel'
import { useApiQuery } from '../api/use-api.js'
import { useFieldFrame } from './field-frame.js'
import type { FieldInputProps } from './form-field.js'
import { useFormSurroundings } from './form-surroundings.js'

/** Another flow of the workspace, by its name. */
export function FlowInput({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation('form')
  const { isReadOnly } = useFormSurroundings()
  const flows = useApiQuery('flows', {}, { staleTime: 30_000 }).data?.flows
  const stored = storedFlow(field.value)
  const known = (flows ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const isGone = stored !== null && flows !== undefined && !known.some(({ value }) => value === stored.id)
  const frame = useFieldFrame(field, isGone ? <Text span size="xs" c="var(--status-orange)">{t('flow.gone')}</Text> : null)
  const data = stored !== null && !known.some(({ value }) => value === stored.id) ? [...known, { value: stored.id, label: stored.name }] : known
  return (
    <Select
      {...frame}
      data={data}
      value={stored?.id ?? null}
      placeholder={t('flow.choose')}
      nothingFoundMessage={t('flow.none')}
      searchable
      clearable={!field.isRequired && !isReadOnly}
      onChange={(id) => onChange(id === null ? undefined : { id, name: data.find(({ value }) => value === id)?.label ?? '' })}
    />
  )
}

function storedFlow(value: Json | undefined): { readonly id: string; readonly name: string } | null {
  if (!isJsonObject(value) || typeof value['id'] !== 'string' || value['id'] === '') return null
  return { id: value['id'], name: typeof value['name'] === 'string' ? value['name'] : value['id'] }
}
