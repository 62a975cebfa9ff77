'use client'

import { Button, Group, Stack, Text, ThemeIcon } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { AlertView } from '@maillon/api-contract'
import { useApiMutation } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'
import { alertIcons } from './alert-looks.js'

/** The sentences of these give the number already. */
const saysHowOften: ReadonlySet<AlertView['kind']> = new Set(['failure', 'repeated'])

/** One thing that is wrong: what, since when, what to do about it. */
export function OpenAlert({ alert }: { readonly alert: AlertView }) {
  const { t } = useTranslation('alerts')
  const formats = useFormats()
  const { kind, sentence, error, since, occurrences } = alert
  const Icon = alertIcons[kind]
  return (
    <Panel>
      <Group component="article" aria-label={sentence} data-testid="alert" align="flex-start" wrap="nowrap" gap="md">
        <ThemeIcon size={40} radius="md" variant="light" color="red">
          <Icon size={22} stroke={1.7} aria-hidden />
        </ThemeIcon>
        <Stack gap={4} flex={1} miw={0}>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {sentence}
          </Text>
          <Text size="sm" c="dimmed">
            {[t(`kind.${kind}`), t('since', { when: formats.when(since) }), ...(occurrences > 1 && !saysHowOften.has(kind) ? [t('times', { number: formats.number(occurrences) })] : [])].join(' · ')}
          </Text>
          {error !== null && (
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {error.sentence}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {error?.hint ?? t(`todo.${kind}`)}
          </Text>
          <Deeds alert={alert} />
        </Stack>
      </Group>
    </Panel>
  )
}

function Deeds({ alert: { id, kind, name, flowId, runId, mayEnd } }: { readonly alert: AlertView }) {
  const { t } = useTranslation('alerts')
  const end = useApiMutation('endAlert', { invalidates: ['alerts', 'openAlerts', 'alertRules'], onSuccess: () => notifications.show({ message: t('ended', { name }) }) })
  return (
    <Group gap="xs" mt="xs">
      {runId !== null && (
        <Button component={Link} size="xs" href={`/run/?id=${encodeURIComponent(runId)}`}>
          {t('seeRun')}
        </Button>
      )}
      {kind === 'late' && (
        <Button component={Link} size="xs" href={`/schedules/${flowId === null ? '' : `?view=history&flow=${encodeURIComponent(flowId)}`}`}>
          {t('seeSchedules')}
        </Button>
      )}
      {flowId !== null && (
        <Button component={Link} size="xs" variant="default" href={`/flow/?id=${encodeURIComponent(flowId)}`}>
          {t('openFlow')}
        </Button>
      )}
      {mayEnd && (
        <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate({ params: { id } })} aria-label={t('endOf', { name })}>
          {t('end')}
        </Button>
      )}
    </Group>
  )
}
