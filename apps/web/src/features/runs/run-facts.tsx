'use client'

import { Anchor, Group, Text } from '@mantine/core'
import Link from 'next/link'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunDetail } from '@maillon/api-contract'
import { isTerminalRun } from '@maillon/plan'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'
import { StatusBadge } from '../../theme/status-badge.js'
import classes from './run-facts.module.css'
import { RunMarks } from './run-table.js'

/** The run in one glance: state, times, who or what started it, which version. */
export function RunFacts({ detail }: { readonly detail: RunDetail }) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  const { run } = detail
  const isOver = isTerminalRun(run.status)
  const now = useNow(!isOver)
  const durationMs = isOver ? run.durationMs : now - Date.parse(run.startedAt ?? run.acceptedAt)
  return (
    <Panel>
      <dl className={classes.facts}>
        <Fact label={t('fact.status')}>
          <Group gap="xs">
            <StatusBadge status={run.status} size="md" />
            <RunMarks run={run} />
          </Group>
        </Fact>
        <Fact label={t('fact.started')}>{formats.dateTime(run.startedAt ?? run.acceptedAt)}</Fact>
        <Fact label={t(isOver ? 'fact.duration' : 'fact.since')}>{durationMs === null ? '—' : formats.duration(durationMs)}</Fact>
        <Fact label={t('fact.origin')}>
          {t(`origin.${run.origin}`)}
          {run.startedBy !== null && <Text size="xs">{run.startedBy}</Text>}
        </Fact>
        <Fact label={t('fact.version')}>{run.versionNumber === null ? t('mark.draft') : t('version', { number: run.versionNumber })}</Fact>
        {run.goesOnFrom !== null && (
          <Fact label={t('fact.goesOnFrom')}>
            <RunLink id={run.goesOnFrom.runId} text={t(`goesOn.${run.goesOnFrom.how}`)} />
          </Fact>
        )}
        {run.calledBy !== null && (
          <Fact label={t('fact.calledBy')}>
            <RunLink id={run.calledBy} text={t('calledByRun')} />
          </Fact>
        )}
        {run.instant !== null && <Fact label={t('fact.instant')}>{formats.dateTime(run.instant)}</Fact>}
      </dl>
      {run.restoredAt !== null && (
        <Text size="sm" mt="md">
          {t('restored', { when: formats.dateTime(run.restoredAt) })}
        </Text>
      )}
      {run.message !== '' && detail.error === null && (
        <Text size="sm" mt="md">
          {run.message}
        </Text>
      )}
      {run.statistics !== null && (
        <dl className={classes.statistics} data-testid="run-statistics">
          {Object.entries(run.statistics).map(([name, value]) => (
            <Fact key={name} label={name}>
              {typeof value === 'number' ? formats.number(value) : typeof value === 'string' ? value : JSON.stringify(value)}
            </Fact>
          ))}
        </dl>
      )}
    </Panel>
  )
}

function RunLink({ id, text }: { readonly id: string; readonly text: string }) {
  return (
    <Anchor component={Link} href={`/run/?id=${encodeURIComponent(id)}`} size="sm">
      {text}
    </Anchor>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The time, every second while asked for. */
export function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [isRunning])
  return now
}
