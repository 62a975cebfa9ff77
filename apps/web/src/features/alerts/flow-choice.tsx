'use client'

import { MultiSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../../api/use-api.js'

export interface FlowChoiceProps {
  /** Null: all. */
  readonly flowIds: readonly string[] | null
  readonly onChange: (flowIds: string[] | null) => void
}

/** Which flows are watched; none chosen means all of them. */
export function FlowChoice({ flowIds, onChange }: FlowChoiceProps) {
  const { t } = useTranslation('alerts')
  const { data } = useApiQuery('flows', {}, { staleTime: 30_000 })
  return (
    <MultiSelect
      label={t('form.flows')}
      placeholder={flowIds === null ? t('form.allFlows') : ''}
      data={(data?.flows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={flowIds === null ? [] : [...flowIds]}
      onChange={(chosen) => onChange(chosen.length === 0 ? null : chosen)}
      searchable
      clearable
      hidePickedOptions
    />
  )
}
