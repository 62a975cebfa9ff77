'use client'

import { Text, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AttemptView, StepView } from '@maillon/api-contract'
import { isTerminalStep } from '@maillon/plan'
import { useFormats } from '../../i18n/use-formats.js'
import { Panel } from '../../shell/panel.js'
import { StatusIcon } from '../../theme/status-badge.js'
import { DryRunMark } from './dry-run-mark.js'
import { progressText } from './progress-text.js'
import { useNow } from './run-facts.js'
import type { ShownStep } from './shown-steps.js'
import classes from './step-list.module.css'
import { isKept, keyOf, stepDurationMs, timeLineOf, type Span } from './step-spans.js'
import { TurnPicker } from './turn-picker.js'

export interface StepListProps {
  readonly steps: readonly ShownStep[]
  readonly chosen: string | null
  readonly onChoose: (key: string) => void
}

/** The steps as they happened, each with its stretch of the run's time. */
export function StepList({ steps, chosen, onChoose }: StepListProps) {
  const { t } = useTranslation('runs')
  const formats = useFormats()
  const now = useNow(steps.some(({ step }) => step.startedAt !== null && !isTerminalStep(step.status)))
  const timeLine = timeLineOf(steps.map(({ step }) => step), now)
  return (
    <Panel title={t('steps')} actions={timeLine !== null && <Text size="sm" c="dimmed">{formats.duration(timeLine.end - timeLine.start)}</Text>}>
      <ol className={classes.list}>
        {steps.map(({ step, detail, depth, loop }, index) => (
          <li key={keyOf(step)} style={{ marginLeft: depth * 20 }} data-testid={`step-${step.node}`} data-status={step.status}>
            <StepLine
              step={step}
              isDry={detail.run.isDryRun}
              name={detail.document.nodes.find(({ id }) => id === step.node)?.name ?? step.node}
              spans={timeLine?.spans[index] ?? []}
              durationMs={stepDurationMs(step, now)}
              isChosen={chosen === keyOf(step)}
              onChoose={() => onChoose(keyOf(step))}
            />
            {loop !== null && (
              <div className={classes.turns}>
                <TurnPicker loop={loop} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

interface StepLineProps {
  readonly step: StepView
  /** It only showed what it would do. */
  readonly isDry: boolean
  readonly name: string
  readonly spans: readonly Span[]
  readonly durationMs: number | null
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function StepLine({ step, isDry, name, spans, durationMs, isChosen, onChoose }: StepLineProps) {
  const { t } = useTranslation(['runs', 'common'])
  const formats = useFormats()
  const count = Object.values(step.outputs).reduce((sum, items) => sum + items, 0)
  const facts = [
    step.attempts.length > 1 ? t('attemptCount', { count: step.attempts.length }) : null,
    isTerminalStep(step.status) && step.status !== 'skipped' ? t('itemCount', { count, number: formats.number(count) }) : null,
    step.setAside > 0 ? t('setAsideCount', { count: step.setAside, number: formats.number(step.setAside) }) : null,
    step.progress === null || isTerminalStep(step.status) ? null : progressText(step.progress, formats.number),
  ].filter((fact) => fact !== null)
  return (
    <UnstyledButton className={classes.line} data-chosen={isChosen || undefined} aria-pressed={isChosen} onClick={onChoose}>
      <span className={classes.head}>
        <StatusIcon status={step.status} />
        <span className={classes.name}>
          {name}
          {step.iteration !== '' && <span className={classes.quiet}> · {t('iteration', { number: step.iteration })}</span>}
        </span>
        <span className={classes.quiet}>{isKept(step) ? t('kept') : durationMs === null ? t(`common:status.${step.status}`) : formats.duration(durationMs)}</span>
      </span>
      <span className={classes.track} data-dry={isDry || undefined} aria-hidden>
        {spans.map((span, index) => (
          <span key={index} className={classes.span} data-outcome={toneOf(span.outcome)} style={{ left: `${span.from * 100}%`, width: `${(span.to - span.from) * 100}%` }} />
        ))}
      </span>
      <span className={classes.facts}>
        {isDry && step.status !== 'skipped' && <DryRunMark text={t('mark.dryRun')} />}
        {durationMs !== null && <span>{t(`common:status.${step.status}`)}</span>}
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {step.message !== '' && <span className={classes.message}>{step.message}</span>}
      </span>
    </UnstyledButton>
  )
}

function toneOf(outcome: AttemptView['outcome']): 'green' | 'red' | 'orange' | 'yellow' | 'gray' {
  switch (outcome) {
    case 'running':
      return 'yellow'
    case 'succeeded':
      return 'green'
    case 'warned':
      return 'orange'
    case 'failed':
    case 'timed-out':
      return 'red'
    case 'interrupted':
    case 'cancelled':
    case 'refused':
    case 'nothing-found':
    case 'suspended':
      return 'gray'
  }
}
