'use client'

import { IconAlertTriangle } from '@tabler/icons-react'
import type { StepView } from '@maillon/api-contract'
import { useBoxTexts } from '../box-texts.js'
import { useShowRows } from '../line-rows.js'
import { failedRowsOf } from './failed-rows-of.js'
import classes from './failed-rows-mark.module.css'

/** On the edge of a box: how many rows failed there; those that were set aside are a click away. Nothing where none did. */
export function FailedRowsMark({ step }: { readonly step: StepView | undefined }) {
  if (step === undefined) return null
  const { aside, passed } = failedRowsOf(step)
  return aside === 0 && passed === 0 ? null : <Marks node={step.node} aside={aside} passed={passed} />
}

function Marks({ node, aside, passed }: { readonly node: string; readonly aside: number; readonly passed: number }) {
  const texts = useBoxTexts()
  const show = useShowRows()
  return (
    <span className={classes.marks}>
      {aside > 0 && (
        <button type="button" className={`${classes.mark} nodrag nopan`} title={texts.asideAbout(aside)} aria-label={texts.asideAbout(aside)} data-testid={`aside-${node}`} onClick={() => show({ kind: 'aside', node })}>
          <IconAlertTriangle size={12} aria-hidden />
          {texts.aside(aside)}
        </button>
      )}
      {passed > 0 && (
        <span role="img" className={classes.mark} title={texts.passedAbout(passed)} aria-label={texts.passedAbout(passed)} data-testid={`passed-${node}`}>
          <IconAlertTriangle size={12} aria-hidden />
          {texts.passed(passed)}
        </span>
      )}
    </span>
  )
}
