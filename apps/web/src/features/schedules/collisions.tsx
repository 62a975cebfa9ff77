'use client'

import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { CalendarView, CollisionView } from '@maillon/api-contract'
import { useLocale } from '../../i18n/locale-provider.js'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'
import { useMay } from '../../shell/use-may.js'
import { useTakeStagger } from './use-take-stagger.js'

/** Who starts in the same minute as others, and a time at which nobody does. */
export function Collisions({ calendar }: { readonly calendar: CalendarView }) {
  const { t } = useTranslation('schedules')
  if (calendar.collisions.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t(calendar.schedules.length === 0 && calendar.asked.length === 0 ? 'calendar.nothing' : 'calendar.noCollisions')}
      </Text>
    )
  }
  return (
    <Panel title={t('calendar.collisions')}>
      <Stack gap="md" data-testid="collisions">
        <Text size="sm" c="dimmed">
          {t('calendar.collisionsHelp')}
        </Text>
        {calendar.collisions.map((collision) => (
          <Meeting key={collision.schedules.join(' ')} collision={collision} calendar={calendar} />
        ))}
      </Stack>
    </Panel>
  )
}

function Meeting({ collision, calendar }: { readonly collision: CollisionView; readonly calendar: CalendarView }) {
  const { t } = useTranslation('schedules')
  const formats = useFormats()
  const { locale } = useLocale()
  const nameOf = (index: number) => calendar.schedules[index]?.flowName ?? ''
  const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(collision.schedules.map(nameOf))
  const when = formats.when(collision.firstAt)
  return (
    <div>
      <Text size="sm" fw={500}>
        {names}
      </Text>
      <Text size="xs" c="dimmed">
        {collision.count > 1 ? t('calendar.first', { when, number: formats.number(collision.count) }) : t('calendar.firstOnly', { when })}
      </Text>
      {collision.proposals.length === 0 ? (
        <Text size="sm" mt={4}>
          {t('calendar.noMove')}
        </Text>
      ) : (
        <Stack gap={6} mt={6}>
          {collision.proposals.map((proposal) => (
            <Move key={proposal.schedule} proposal={proposal} calendar={calendar} />
          ))}
        </Stack>
      )}
    </div>
  )
}

function Move({ proposal, calendar }: { readonly proposal: CollisionView['proposals'][number]; readonly calendar: CalendarView }) {
  const { t } = useTranslation('schedules')
  const mayDraw = useMay().be('editor')
  const { take, isTaking } = useTakeStagger()
  const schedule = calendar.schedules[proposal.schedule]
  if (schedule === undefined) return null
  const move = t('calendar.move', { name: schedule.flowName, from: proposal.from, to: proposal.to })
  return (
    <Group gap="sm">
      <Text size="sm">{move}</Text>
      {mayDraw && (
        <Button size="compact-xs" variant="default" loading={isTaking} aria-label={`${t('calendar.take')} : ${move}`} data-testid={`take-${proposal.schedule}`} onClick={() => void take(schedule, proposal)}>
          {t('calendar.take')}
        </Button>
      )}
      <Anchor component={Link} href={`/flow/?id=${encodeURIComponent(schedule.flowId)}`} size="sm">
        {t('calendar.open')}
      </Anchor>
    </Group>
  )
}
