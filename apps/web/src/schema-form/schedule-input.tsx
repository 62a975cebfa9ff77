'use client'

import { Group, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '@maillon/kernel'
import { messageOf } from '@maillon/messages'
import { nextInstants, readExceptions, sentence, type ScheduleParam } from '@maillon/schedule'
import { createFormats } from '../i18n/formats.js'
import { useLocale } from '../i18n/locale-provider.js'
import { useWorkspaceTimeZone } from '../shell/session.js'
import { FieldSet } from './field-set.js'
import { effectiveValue, type FieldInputProps } from './form-field.js'
import { useFormSurroundings } from './form-surroundings.js'
import { firstSchedule, frequencies, readScheduleParam, withFrequency } from './schedule-edit.js'
import classes from './schema-form.module.css'

/** When: five plain frequencies or a cron, said in words, with the next instants. */
export function ScheduleInput({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation('form')
  const { isReadOnly, timeZone: ownZone } = useFormSurroundings()
  const workspaceZone = useWorkspaceTimeZone()
  const timeZone = ownZone ?? workspaceZone
  const stored = readScheduleParam(effectiveValue(field))
  const keep = (next: ScheduleParam) => onChange({ ...next })
  return (
    <FieldSet field={field}>
      <Group gap="xs" align="flex-start">
        <Select
          size="sm"
          style={{ flex: '1 1 168px' }}
          aria-label={t('schedule.every')}
          data-testid={`param${field.pointer}/every`}
          readOnly={isReadOnly}
          allowDeselect={false}
          placeholder={t('choose')}
          data={frequencies.map((every) => ({ value: every, label: t(`schedule.${every}`) }))}
          value={stored?.every ?? null}
          onChange={(next) => {
            const every = frequencies.find((known) => known === next)
            if (every !== undefined) keep(withFrequency(stored ?? firstSchedule, every, todayIn(timeZone)))
          }}
        />
        {stored !== null && <Details schedule={stored} pointer={field.pointer} isReadOnly={isReadOnly} onChange={keep} />}
      </Group>
      {stored !== null && <InWords schedule={stored} />}
    </FieldSet>
  )
}

interface DetailsProps {
  readonly schedule: ScheduleParam
  readonly pointer: string
  readonly isReadOnly: boolean
  readonly onChange: (next: ScheduleParam) => void
}

function Details({ schedule, pointer, isReadOnly, onChange }: DetailsProps) {
  const { t } = useTranslation('form')
  const number = (label: string, value: number, change: (next: number) => void) => (
    <NumberInput size="sm" w={96} aria-label={label} value={value} min={1} allowDecimal={false} readOnly={isReadOnly} data-testid={`param${pointer}/${'count' in schedule ? 'count' : 'minutes' in schedule ? 'minutes' : 'day'}`} onChange={(next) => change(Number(next))} />
  )
  switch (schedule.every) {
    case 'minutes':
      return number(t('schedule.countMinutes'), schedule.count, (count) => onChange({ ...schedule, count }))
    case 'hours':
      return number(t('schedule.countHours'), schedule.count, (count) => onChange({ ...schedule, count }))
    case 'delay':
      return number(t('schedule.delayMinutes'), schedule.minutes, (minutes) => onChange({ ...schedule, minutes }))
    case 'cron':
      return (
        <TextInput
          size="sm"
          style={{ flex: '1 1 180px' }}
          aria-label={t('schedule.cronLabel')}
          description={t('schedule.cronHelp')}
          inputWrapperOrder={['input', 'description']}
          value={schedule.cron}
          readOnly={isReadOnly}
          spellCheck={false}
          classNames={{ input: classes.mono ?? '' }}
          data-testid={`param${pointer}/cron`}
          onChange={(event) => onChange({ ...schedule, cron: event.currentTarget.value })}
        />
      )
    default:
      return (
        <>
          {schedule.every === 'once' && (
            <TextInput size="sm" w={148} type="date" aria-label={t('schedule.date')} value={schedule.date} readOnly={isReadOnly} data-testid={`param${pointer}/date`} onChange={(event) => onChange({ ...schedule, date: event.currentTarget.value })} />
          )}
          {schedule.every === 'week' && <Weekday schedule={schedule} pointer={pointer} isReadOnly={isReadOnly} onChange={onChange} />}
          {schedule.every === 'month' && number(t('schedule.monthDay'), schedule.day, (day) => onChange({ ...schedule, day }))}
          <TextInput size="sm" w={116} type="time" aria-label={t('schedule.at')} value={schedule.at} readOnly={isReadOnly} data-testid={`param${pointer}/at`} onChange={(event) => onChange({ ...schedule, at: event.currentTarget.value })} />
        </>
      )
  }
}

function Weekday({ schedule, pointer, isReadOnly, onChange }: DetailsProps & { readonly schedule: Extract<ScheduleParam, { every: 'week' }> }) {
  const { t } = useTranslation('form')
  const { locale } = useLocale()
  const days = useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
    // 1 January 2024 was a Monday.
    return [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: format.format(Date.UTC(2024, 0, day)) }))
  }, [locale])
  return (
    <Select size="sm" w={128} aria-label={t('schedule.weekday')} data={days} value={String(schedule.day)} allowDeselect={false} readOnly={isReadOnly} data-testid={`param${pointer}/day`} onChange={(day) => day !== null && onChange({ ...schedule, day: Number(day) })} />
  )
}

/** The sentence of the schedule and when it fires next, in its own time zone. */
function InWords({ schedule }: { readonly schedule: ScheduleParam }) {
  const { t } = useTranslation('form')
  const { locale } = useLocale()
  const workspaceZone = useWorkspaceTimeZone()
  const { timeZone: ownZone, exceptDates } = useFormSurroundings()
  const timeZone = ownZone ?? workspaceZone
  // A date that is still being typed takes nothing out; what is wrong with it is said at its own field.
  const except = readExceptions(exceptDates).ok ? exceptDates : []
  const next = nextInstants(schedule, { timeZone, afterMs: Date.now(), count: 3, except })
  if (!next.ok) {
    return (
      <Text size="xs" c="var(--mantine-color-error)" mt={6} role="alert">
        {messageOf(next.problem.code, next.problem.params, locale)}
      </Text>
    )
  }
  return (
    <div className={classes.inWords} aria-live="polite">
      <Text size="sm" fw={500} data-testid="schedule-sentence">
        {sentence(schedule, locale)}
      </Text>
      <Text size="xs" c="dimmed">
        {t('schedule.next', { zone: timeZone })}
      </Text>
      <ul className={classes.instants}>
        {next.value.map((instant) => (
          <li key={instant}>{instantText(instant, timeZone, locale)}</li>
        ))}
      </ul>
    </div>
  )
}

/** `2026-11-21` */
function todayIn(timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(Date.now())
}

function instantText(instant: number, timeZone: string, locale: Locale): string {
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone }).format(instant)
  return `${weekday} ${createFormats(locale, timeZone, Date.now).dateTime(new Date(instant).toISOString())}`
}
