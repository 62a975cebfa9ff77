'use client'

import { Accordion, Badge, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RunDetail, StepView } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { useLocale } from '../../i18n/locale-provider.js'
import { StatusBadge } from '../../theme/status-badge.js'
import { stepDurationMs } from '../runs/step-spans.js'
import type { ComparedStep } from './compare-runs.js'
import { ComparedRows } from './compared-rows.js'
import classes from './compare.module.css'

export interface ComparedStepsProps {
  readonly left: RunDetail
  readonly right: RunDetail
  readonly steps: readonly ComparedStep[]
}

/** Step after step: how each went in the two runs, and, opened, their rows side by side. */
export function ComparedSteps({ left, right, steps }: ComparedStepsProps) {
  const { t } = useTranslation('compare')
  if (steps.length === 0) return <Text c="dimmed">{t('same')}</Text>
  return (
    <Accordion multiple variant="contained" radius="md" keepMounted={false} className={classes.steps}>
      {steps.map((step) => (
        <Accordion.Item key={step.node} value={step.node} data-testid={`compared-${step.node}`} data-differs={step.differs.length > 0 || undefined}>
          <Accordion.Control>
            <StepLine step={step} />
          </Accordion.Control>
          <Accordion.Panel>
            <StepDifference left={left} right={right} step={step} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}

function StepLine({ step }: { readonly step: ComparedStep }) {
  const { t } = useTranslation('compare')
  return (
    <div className={classes.line}>
      <div>
        <Text fw={500} size="sm">
          {step.name}
        </Text>
        <Group gap={4} mt={2}>
          {step.differs.map((difference) => (
            <Badge key={difference} size="sm" variant="light" color={difference === 'duration' || difference === 'settings' ? 'blue' : 'orange'} className={classes.mark}>
              {t(`differs.${difference}`)}
            </Badge>
          ))}
        </Group>
      </div>
      <StepFacts step={step.left} />
      <StepFacts step={step.right} />
    </div>
  )
}

function StepFacts({ step }: { readonly step: StepView | null }) {
  const { t } = useTranslation(['compare', 'runs'])
  const formats = useFormats()
  if (step === null) return <Text size="xs" c="dimmed">{t('notThere')}</Text>
  const count = Object.values(step.outputs).reduce((sum, rows) => sum + rows, 0)
  const duration = stepDurationMs(step, Date.now())
  return (
    <div>
      <StatusBadge status={step.status} />
      <Text size="xs" c="dimmed" className="figures">
        {t('runs:itemCount', { count, number: formats.number(count) })}
        {step.setAside > 0 && ` · ${t('runs:setAsideCount', { count: step.setAside, number: formats.number(step.setAside) })}`}
        {duration !== null && ` · ${formats.duration(duration)}`}
      </Text>
    </div>
  )
}

function StepDifference({ left, right, step }: Omit<ComparedStepsProps, 'steps'> & { readonly step: ComparedStep }) {
  const { locale } = useLocale()
  const ports = [...new Set([...Object.keys(step.left?.outputs ?? {}), ...Object.keys(step.right?.outputs ?? {})])]
  return (
    <Stack gap="md">
      {step.settings.length > 0 && (
        <ul className={classes.settings}>
          {step.settings.map((change, index) => (
            <li key={index}>{change.text[locale]}</li>
          ))}
        </ul>
      )}
      {step.differs.includes('error') && (
        <SimpleGrid cols={2}>
          <Message step={step.left} />
          <Message step={step.right} />
        </SimpleGrid>
      )}
      {ports.map((port) => (
        <ComparedRows key={port} left={left.run.id} right={right.run.id} node={step.node} port={port} isNamed={ports.length > 1} />
      ))}
    </Stack>
  )
}

function Message({ step }: { readonly step: StepView | null }) {
  const message = step?.message ?? ''
  return <Text size="sm">{message === '' ? '—' : message}</Text>
}
