'use client'

import { Anchor, Group, SegmentedControl, Stack, Text, Title, Tooltip } from '@mantine/core'
import { IconArrowsShuffle } from '@tabler/icons-react'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarView as Calendar } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { useLocale } from '../../i18n/locale-provider.js'
import { useFormats } from '../../i18n/use-formats.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { useWorkspaceTimeZone } from '../../shell/session.js'
import { calendarDays, type CalendarDay, type CalendarEntry } from './calendar-days.js'
import { Collisions } from './collisions.js'
import classes from './schedules.module.css'

const stretches = [7, 14, 31] as const
const refreshMs = 60_000
/** More times of one line in a day are said as "so many, from … to …". */
const mostTimes = 4

/** What will run over the next days, with what meets and what could be moved. */
export function CalendarView() {
  const { t } = useTranslation('schedules')
  const timeZone = useWorkspaceTimeZone()
  const [days, setDays] = useState<number>(stretches[0])
  const calendar = useApiQuery('scheduleCalendar', { query: { days } }, { keepPrevious: true, refetchInterval: refreshMs })
  const { data } = calendar
  const shown = useMemo(() => (data === undefined ? [] : calendarDays(data, timeZone)), [data, timeZone])
  return (
    <>
      {calendar.isError && <Problem error={calendar.error} onRetry={() => void calendar.refetch()} />}
      <Group>
        <SegmentedControl
          aria-label={t('calendar.days')}
          value={String(days)}
          onChange={(value) => setDays(Number(value))}
          data={stretches.map((count) => ({ value: String(count), label: t('calendar.dayCount', { count }) }))}
        />
      </Group>
      {calendar.isPending && <LoadingLines count={6} />}
      {data !== undefined && <Collisions calendar={data} />}
      {data !== undefined && <AllDayLong calendar={data} />}
      <ul className={classes.days} data-testid="calendar">
        {shown.map((day) => (
          <li key={day.date}>
            <Day day={day} />
          </li>
        ))}
      </ul>
    </>
  )
}

function AllDayLong({ calendar }: { readonly calendar: Calendar }) {
  const { t } = useTranslation('schedules')
  const frequent = calendar.schedules.filter(({ isFrequent }) => isFrequent)
  if (frequent.length === 0) return null
  return (
    <Panel title={t('calendar.frequent')}>
      <Stack gap={4}>
        {frequent.map(({ flowId, nodeId, flowName, sentence }) => (
          <Text key={`${flowId} ${nodeId}`} size="sm">
            <FlowLink flowId={flowId} flowName={flowName} /> · {sentence}
          </Text>
        ))}
      </Stack>
    </Panel>
  )
}

function Day({ day: { date, entries } }: { readonly day: CalendarDay }) {
  const { t } = useTranslation('schedules')
  const { locale } = useLocale()
  const title = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(Date.parse(date))
  return (
    <Panel p="md" h="100%">
      <Title order={2} size="h4" mb="xs">
        {title.charAt(0).toUpperCase() + title.slice(1)}
      </Title>
      {entries.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('calendar.free')}
        </Text>
      )}
      <ul className={classes.entries}>
        {entries.map((entry) => (
          <li key={`${entry.flowId} ${entry.sentence} ${entry.instants[0]}`} className={classes.entry}>
            <Line entry={entry} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Line({ entry: { flowId, flowName, instants, meets, ...entry } }: { readonly entry: CalendarEntry }) {
  const { t } = useTranslation('schedules')
  const formats = useFormats()
  const workspaceZone = useWorkspaceTimeZone()
  const [first = '', last = ''] = [instants[0], instants.at(-1)]
  const isMany = instants.length > mostTimes
  const zone = entry.timeZone === workspaceZone ? '' : ` · ${t('inZone', { zone: entry.timeZone })}`
  return (
    <>
      <Text size="sm" className={classes.time}>
        {formats.time(first)}
      </Text>
      <div>
        <FlowLink flowId={flowId} flowName={flowName} />
        <Text size="xs" c="dimmed">
          {isMany ? t('calendar.times', { number: formats.number(instants.length), from: formats.time(first), to: formats.time(last) }) : (entry.sentence === null ? t('asked.one') : entry.sentence + zone)}
          {!isMany && instants.length > 1 && ` (${instants.map((instant) => formats.time(instant)).join(', ')})`}
        </Text>
      </div>
      {meets ? (
        <Tooltip label={t('calendar.meets')}>
          <span role="img" aria-label={t('calendar.meets')} className={classes.meets}>
            <IconArrowsShuffle size={16} aria-hidden />
          </span>
        </Tooltip>
      ) : (
        <span />
      )}
    </>
  )
}

function FlowLink({ flowId, flowName }: { readonly flowId: string; readonly flowName: string }) {
  return (
    <Anchor component={Link} href={`/flow/?id=${encodeURIComponent(flowId)}`} size="sm" fw={500} c="var(--mantine-color-text)">
      {flowName}
    </Anchor>
  )
}
