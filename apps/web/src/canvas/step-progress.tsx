'use client'

import type { StepView } from '@maillon/api-contract'
import { isTerminalStep } from '@maillon/plan'
import { useFormats } from '../i18n/use-formats.js'
import { progressText } from '../features/runs/progress-text.js'
import classes from './step-progress.module.css'

/** On the edge of a box, while its step works: how far it has come, where it says so. */
export function StepProgress({ step }: { readonly step: StepView | undefined }) {
  if (step === undefined || step.progress === null || isTerminalStep(step.status)) return null
  return <Progress node={step.node} progress={step.progress} />
}

function Progress({ node, progress }: { readonly node: string; readonly progress: NonNullable<StepView['progress']> }) {
  const { number } = useFormats()
  const { done, total } = progress
  return (
    <span className={classes.progress} data-testid={`progress-${node}`}>
      {total !== null && total > 0 && <span className={classes.share} style={{ width: `${Math.min(100, (done / total) * 100)}%` }} />}
      <span className={classes.text}>{progressText(progress, number)}</span>
    </span>
  )
}
