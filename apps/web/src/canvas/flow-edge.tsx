'use client'

import { ActionIcon, Badge } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { BaseEdge, EdgeLabelRenderer, getBezierPath, type EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { StepView } from '@maillon/api-contract'
import { parseEndpoint } from '@maillon/flow-document'
import { useFormats } from '../i18n/use-formats.js'
import type { DrawnLine } from './diagram-boxes.js'
import { useEditor, useEditorStore } from './editor-context.js'
import classes from './flow-edge.module.css'
import { useStepOf } from './node-facts.js'

/** A line, with the number of rows that went along it and a `+` to put a node on it. */
export const FlowEdgeLine = memo(function FlowEdgeLine(props: EdgeProps<DrawnLine>) {
  // The picture may end at a folded group; what went along is told of the node in it.
  const { from = '', to = '' } = props.data ?? {}
  const begin = parseEndpoint(from)
  const step = useStepOf(begin?.node ?? '')
  const [path, x, y] = getBezierPath(props)
  const count = step?.outputs[begin?.port ?? 'main']
  return (
    <>
      <BaseEdge id={props.id} path={path} interactionWidth={22} className={classes.line ?? ''} data-dead={isDead(step, count) || undefined} data-selected={props.selected || undefined} data-alive={(count ?? 0) > 0 || undefined} />
      <EdgeLabelRenderer>
        <div className={`${classes.label} nodrag nopan`} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }} data-testid={`edge-${from}-${to}`}>
          {count !== undefined && <Count from={from} count={count} />}
          <Insert from={from} to={to} />
        </div>
      </EdgeLabelRenderer>
    </>
  )
})

/** Whether nothing went along a line: the step before it is over without a row for this port. */
function isDead(step: StepView | undefined, count: number | undefined): boolean {
  if (count !== undefined) return count === 0
  return step !== undefined && (step.status === 'succeeded' || step.status === 'skipped' || step.status === 'warned')
}

function Count({ from, count }: { readonly from: string; readonly count: number }) {
  const { t } = useTranslation('canvas')
  const formats = useFormats()
  return (
    <Badge size="sm" variant="default" className={classes.count} data-testid={`count-${from}`}>
      {t('edge.rows', { count, number: formats.number(count) })}
    </Badge>
  )
}

function Insert({ from, to }: { readonly from: string; readonly to: string }) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  if (isReadOnly) return null
  return (
    <ActionIcon className={classes.add} size={20} radius="xl" variant="default" aria-label={t('edge.insert')} data-testid={`insert-${from}-${to}`} onClick={() => store.getState().startAdding({ kind: 'edge', from, to })}>
      <IconPlus size={13} aria-hidden />
    </ActionIcon>
  )
}
