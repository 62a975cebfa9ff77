'use client'

import { Button, Group, Stack, Tabs, Text } from '@mantine/core'
import { IconPlayerTrackNext } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptView, RunDetail, StepView } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { inputPorts, outputPorts, type NodeDescriptor } from '@maillon/node-contract'
import { isTerminalRun } from '@maillon/plan'
import { useApiQuery } from '../../api/use-api.js'
import { useFormats } from '../../i18n/use-formats.js'
import { useLocalized } from '../../i18n/use-localized.js'
import { Panel } from '../../shell/panel.js'
import { useMay } from '../../shell/use-may.js'
import { StatusBadge } from '../../theme/status-badge.js'
import { CalledRuns } from './called-runs.js'
import { comesAfterOthers } from './comes-after-others.js'
import { ErrorPanel } from './error-panel.js'
import { PortItems } from './port-items.js'
import { RunAgainDialog } from './run-again-dialog.js'
import { StepLog } from './run-log.js'
import classes from './step-detail.module.css'

export interface StepDetailProps {
  readonly detail: RunDetail
  readonly step: StepView
  /** Beside other things (a node's panel): no ground of its own, and tabs that fit a narrow column. Default false. */
  readonly isCompact?: boolean
}

/** One step: what it gave, what it was given, its attempts, its log. */
export function StepDetail({ detail, step, isCompact = false }: StepDetailProps) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  const node = detail.document.nodes.find((candidate) => candidate.id === step.node)
  const [tab, setTab] = useState<string | null>(step.status === 'failed' || step.status === 'retrying' ? 'attempts' : 'output')
  return (
    <Ground title={isCompact ? t('tab.output') : (node?.name ?? step.node)} isCompact={isCompact} actions={<StepActions detail={detail} step={step} />}>
      {step.nextAttemptAt !== null && (
        <Text size="sm" mb="sm">
          {t('nextAttempt', { when: formats.when(step.nextAttemptAt) })}
        </Text>
      )}
      <CalledRuns detail={detail} step={step} />
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="md" className={isCompact ? classes.compactTabs : undefined}>
          <Tabs.Tab value="output">{t('tab.output')}</Tabs.Tab>
          <Tabs.Tab value="input">{t('tab.input')}</Tabs.Tab>
          <Tabs.Tab value="attempts">{t('tab.attempts', { count: step.attempts.length })}</Tabs.Tab>
          <Tabs.Tab value="log">{t('tab.log')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="output">
          <StepData detail={detail} step={step} side="output" />
        </Tabs.Panel>
        <Tabs.Panel value="input">
          <StepData detail={detail} step={step} side="input" />
        </Tabs.Panel>
        <Tabs.Panel value="attempts">
          <Attempts attempts={step.attempts} />
        </Tabs.Panel>
        <Tabs.Panel value="log">
          <StepLog runId={detail.run.id} node={step.node} />
        </Tabs.Panel>
      </Tabs>
    </Ground>
  )
}

/** How it stands, and the way to begin anew with it. */
function StepActions({ detail, step }: StepDetailProps) {
  const { t } = useTranslation('runs')
  const may = useMay()
  const [isAsking, setIsAsking] = useState(false)
  return (
    <Group gap="xs" wrap="nowrap">
      <StatusBadge status={step.status} />
      {may.have('failed.retry') && canBeginWith(detail, step) && (
        <Button size="compact-sm" variant="default" leftSection={<IconPlayerTrackNext size={15} aria-hidden />} onClick={() => setIsAsking(true)} data-testid="run-again">
          {t('again.button')}
        </Button>
      )}
      {isAsking && <RunAgainDialog detail={detail} node={step.node} onClose={() => setIsAsking(false)} />}
    </Group>
  )
}

/** A step at the top of a run that is over, behind another one. */
function canBeginWith({ run, document }: RunDetail, { node }: StepView): boolean {
  const drawn = document.nodes.find(({ id }) => id === node)
  return isTerminalRun(run.status) && drawn !== undefined && drawn.parent === undefined && comesAfterOthers(document, node)
}

function Ground({ title, actions, isCompact, children }: { readonly title: string; readonly actions: ReactNode; readonly isCompact: boolean; readonly children: ReactNode }) {
  if (!isCompact) return <Panel title={title} actions={actions}>{children}</Panel>
  return (
    <div>
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Text component="h3" m={0} size="sm" fw={600}>
          {title}
        </Text>
        {actions}
      </Group>
      {children}
    </div>
  )
}

function StepData({ detail, step, side }: StepDetailProps & { readonly side: 'input' | 'output' }) {
  const { t } = useTranslation('runs')
  const say = useLocalized()
  const catalogue = useApiQuery('catalogue', {}, { staleTime: Infinity }).data
  const node = detail.document.nodes.find((candidate) => candidate.id === step.node)
  const descriptor = catalogue?.nodes.find((candidate) => candidate.type === node?.type && candidate.version === node.version)
  const canCompare = side === 'output' && comesAfterOthers(detail.document, step.node)
  if (node === undefined || descriptor === undefined) return <PortItems run={detail.run} node={step.node} side={side} port="main" canCompare={canCompare} />
  const ports = portsOf(descriptor, node, side)
  if (ports.length === 0) return <Text c="dimmed" size="sm">{t(side === 'input' ? 'noInput' : 'noOutput')}</Text>
  return (
    <Stack gap="lg">
      {ports.map((port) => (
        <div key={port.id}>
          {ports.length > 1 && (
            <Text size="sm" fw={500} mb="xs">
              {say(port.label)}
            </Text>
          )}
          <PortItems run={detail.run} node={step.node} side={side} port={port.id} canCompare={canCompare} />
        </div>
      ))}
    </Stack>
  )
}

function portsOf(descriptor: NodeDescriptor, node: FlowDocument['nodes'][number], side: 'input' | 'output') {
  if (side === 'input') return inputPorts(descriptor, node.params)
  const error = { id: 'error', label: { fr: 'Erreurs', en: 'Errors' } }
  return node.onError?.choice === 'branch' ? [...outputPorts(descriptor, node.params), error] : outputPorts(descriptor, node.params)
}

function Attempts({ attempts }: { readonly attempts: readonly AttemptView[] }) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  if (attempts.length === 0) return <Text c="dimmed" size="sm">{t('noAttempts')}</Text>
  return (
    <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
      {attempts.toReversed().map((attempt) => (
        <li key={attempt.number}>
          <Group justify="space-between" gap="xs" mb={attempt.error === null ? 0 : 'xs'}>
            <Text size="sm" fw={500}>
              {t('attempt', { number: attempt.number })} · {t(`outcome.${attempt.outcome}`)}
            </Text>
            <Text size="xs" c="dimmed" className="figures">
              {formats.exactTime(attempt.startedAt)}
              {attempt.endedAt !== null && ` · ${formats.duration(Date.parse(attempt.endedAt) - Date.parse(attempt.startedAt))}`}
            </Text>
          </Group>
          {attempt.error !== null && <ErrorPanel error={attempt.error} tone={attempt.outcome === 'warned' ? 'orange' : 'red'} />}
        </li>
      ))}
    </Stack>
  )
}
