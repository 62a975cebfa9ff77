'use client'

import { Group, NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AlertRuleRequest } from '@maillon/api-contract'
import type { AlertKind } from '@maillon/plan'

type Settings = AlertRuleRequest['settings']

export interface KindSettingsProps {
  readonly kind: AlertKind
  readonly settings: Settings
  readonly onChange: (settings: Settings) => void
}

/** The numbers that a kind asks for; a final failure asks for none. */
export function KindSettings({ kind, settings, onChange }: KindSettingsProps) {
  const { t } = useTranslation('alerts')
  if (kind === 'failure') return null
  const isInRow = kind === 'repeated' && settings.inRow === true
  const number = (value: string | number, least: number) => Math.max(least, Number(value) || least)
  const shared = { allowDecimal: false, clampBehavior: 'blur', flex: 1, miw: 160 } as const
  return (
    <Group align="flex-end" gap="sm">
      {kind === 'repeated' && <NumberInput {...shared} label={t('form.count')} min={2} max={1000} value={settings.count ?? 3} onChange={(value) => onChange({ ...settings, count: number(value, 2) })} />}
      {kind === 'repeated' && (
        <Select
          flex={1}
          miw={160}
          label={t('form.counting')}
          allowDeselect={false}
          data={[
            { value: 'within', label: t('form.within') },
            { value: 'row', label: t('form.inRow') },
          ]}
          value={isInRow ? 'row' : 'within'}
          onChange={(value) => onChange(value === 'row' ? { count: settings.count ?? 3, inRow: true } : { count: settings.count ?? 3, minutes: settings.minutes ?? 60 })}
        />
      )}
      {kind === 'silence' && <NumberInput {...shared} label={t('form.hours')} min={1} max={2160} value={settings.hours ?? 24} onChange={(value) => onChange({ hours: number(value, 1) })} />}
      {kind !== 'silence' && !isInRow && <NumberInput {...shared} label={t(`form.minutes.${kind}`)} min={1} max={10_080} value={settings.minutes ?? 10} onChange={(value) => onChange({ ...settings, minutes: number(value, 1) })} />}
    </Group>
  )
}
