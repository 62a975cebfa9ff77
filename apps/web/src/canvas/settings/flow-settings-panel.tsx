'use client'

import { NumberInput, Select, Stack, TagsInput, Textarea } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { overlapPolicies, type FlowSettings, type OverlapPolicy } from '@maillon/flow-document'
import { useApiQuery } from '../../api/use-api.js'
import { tagsOf } from '../../features/flows/flow-filter.js'
import { useWorkspaceTimeZone } from '../../shell/session.js'
import { useEditor, useEditorStore } from '../editor-context.js'
import { tagsFrom } from './tags-from.js'
import { withSetting } from './with-setting.js'

const usualMinutes = 60
const usualPriority = 5

interface Part {
  readonly settings: FlowSettings
  readonly isReadOnly: boolean
  readonly onChange: <Name extends keyof FlowSettings>(name: Name, value: FlowSettings[Name] | null) => void
}

/** What the whole flow has: what it is for, how its runs follow each other, where they run, how long they may take, who is told. Each change can be undone. */
export function FlowSettingsPanel() {
  const store = useEditorStore()
  const settings = useEditor((state) => state.document.settings)
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const part: Part = {
    settings, isReadOnly,
    onChange: (name, value) => store.getState().apply({ op: 'change-flow', change: { settings: withSetting(store.getState().document.settings, name, value) } }),
  }
  return (
    <Stack gap="lg" data-testid="flow-settings">
      <About {...part} />
      <Overlap {...part} />
      <Place {...part} />
      <Limits {...part} />
      <ErrorFlow {...part} />
      <TimeZone {...part} />
    </Stack>
  )
}

/** What people know it by. */
function About({ settings, isReadOnly, onChange }: Part) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const description = useEditor((state) => state.document.description) ?? ''
  const flows = useApiQuery('flows', {}, { staleTime: 30_000 }).data?.flows ?? []
  return (
    <>
      <Textarea
        label={t('settings.description')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={5000}
        value={description}
        readOnly={isReadOnly}
        onChange={(event) => store.getState().apply({ op: 'change-flow', change: { description: event.currentTarget.value === '' ? null : event.currentTarget.value } })}
      />
      <TagsInput
        label={t('settings.tags')}
        description={t('settings.tagsHelp')}
        inputWrapperOrder={['label', 'input', 'description']}
        data={[...tagsOf(flows)]}
        value={[...(settings.tags ?? [])]}
        maxTags={20}
        readOnly={isReadOnly}
        data-testid="setting-tags"
        onChange={(tags) => onChange('tags', tagsFrom(tags))}
      />
    </>
  )
}

function Overlap({ settings, isReadOnly, onChange }: Part) {
  const { t } = useTranslation('canvas')
  const overlap = settings.overlap ?? 'queue'
  return (
    <>
      <Select
        label={t('settings.overlap')}
        description={t(`overlapHelp.${overlap}`)}
        inputWrapperOrder={['label', 'input', 'description']}
        data={overlapPolicies.map((value) => ({ value, label: t(`overlap.${value}`) }))}
        value={overlap}
        allowDeselect={false}
        readOnly={isReadOnly}
        data-testid="setting-overlap"
        onChange={(value) => onChange('overlap', value === 'queue' ? null : (value as OverlapPolicy | null))}
      />
      {overlap === 'parallel' && (
        <NumberInput label={t('settings.concurrency')} min={1} max={1000} allowDecimal={false} clampBehavior="strict" value={settings.concurrency ?? 1} readOnly={isReadOnly} onChange={(value) => typeof value === 'number' && onChange('concurrency', value)} />
      )}
    </>
  )
}

/** Lane and priority. */
function Place({ settings, isReadOnly, onChange }: Part) {
  const { t } = useTranslation('canvas')
  const known = useApiQuery('laneNames', {}).data?.lanes
  const lane = settings.lane ?? 'default'
  const lanes = [...new Set(['default', ...(known ?? []), lane])]
  const priority = settings.priority ?? usualPriority
  // A document may name any of the ten.
  const priorities = [...new Set([1, usualPriority, 9, priority])].toSorted((one, other) => one - other)
  const priorityName = (value: number): string => (value === 1 ? t('priority.urgent') : value === usualPriority ? t('priority.usual') : value === 9 ? t('priority.later') : t('priority.number', { number: value }))
  return (
    <>
      <Select
        label={t('settings.lane')}
        description={t('settings.laneHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={lanes.map((value) => ({ value, label: value === 'default' ? t('settings.laneUsual') : value }))}
        value={lane}
        error={known !== undefined && lane !== 'default' && !known.includes(lane) ? t('settings.laneUnknown') : undefined}
        allowDeselect={false}
        readOnly={isReadOnly}
        data-testid="setting-lane"
        onChange={(value) => onChange('lane', value === 'default' ? null : value)}
      />
      <Select
        label={t('settings.priority')}
        data={priorities.map((value) => ({ value: String(value), label: priorityName(value) }))}
        value={String(priority)}
        allowDeselect={false}
        readOnly={isReadOnly}
        onChange={(value) => onChange('priority', value === null || Number(value) === usualPriority ? null : Number(value))}
      />
    </>
  )
}

function Limits({ settings, isReadOnly, onChange }: Part) {
  const { t } = useTranslation('canvas')
  const { timeoutMs, keepDays } = settings
  return (
    <>
      <NumberInput
        label={t('settings.timeout')}
        description={t('settings.timeoutHelp')}
        inputWrapperOrder={['label', 'input', 'description']}
        suffix=" min"
        min={1}
        max={44_640}
        value={timeoutMs === undefined ? '' : timeoutMs / 60_000}
        placeholder={`${usualMinutes} min`}
        readOnly={isReadOnly}
        onChange={(value) => onChange('timeoutMs', typeof value === 'number' && value > 0 ? Math.round(value * 60_000) : null)}
      />
      <NumberInput
        label={t('settings.keepDays')}
        description={t('settings.keepDaysHelp')}
        inputWrapperOrder={['label', 'input', 'description']}
        min={1}
        max={36_500}
        allowDecimal={false}
        value={keepDays ?? ''}
        readOnly={isReadOnly}
        onChange={(value) => onChange('keepDays', typeof value === 'number' && value >= 1 ? value : null)}
      />
    </>
  )
}

function ErrorFlow({ settings, isReadOnly, onChange }: Part) {
  const { t } = useTranslation('canvas')
  const own = useEditor((state) => state.document.id)
  const flows = useApiQuery('flows', {}, { staleTime: 30_000 }).data?.flows ?? []
  const chosen = settings.errorFlow
  const known = flows.filter(({ id }) => id !== own).map(({ id, name }) => ({ value: id, label: name }))
  const data = chosen !== undefined && !known.some(({ value }) => value === chosen.id) ? [...known, { value: chosen.id, label: chosen.name }] : known
  return (
    <Select
      label={t('settings.errorFlow')}
      description={t('settings.errorFlowHelp')}
      inputWrapperOrder={['label', 'input', 'description']}
      data={data}
      value={chosen?.id ?? null}
      placeholder={t('settings.errorFlowNone')}
      searchable
      clearable={!isReadOnly}
      readOnly={isReadOnly}
      onChange={(id) => onChange('errorFlow', id === null ? null : { id, name: data.find(({ value }) => value === id)?.label ?? '' })}
    />
  )
}

function TimeZone({ settings, isReadOnly, onChange }: Part) {
  const { t } = useTranslation('canvas')
  const usual = useWorkspaceTimeZone()
  // The browser's list leaves out UTC, and aliases that a document may name.
  const zones = useMemo(() => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(settings.timeZone === undefined ? [] : [settings.timeZone])])], [settings.timeZone])
  return (
    <Select
      label={t('settings.timeZone')}
      data={zones}
      value={settings.timeZone ?? null}
      placeholder={t('settings.timeZoneUsual', { zone: usual })}
      searchable
      clearable={!isReadOnly}
      readOnly={isReadOnly}
      limit={60}
      onChange={(zone) => onChange('timeZone', zone)}
    />
  )
}
