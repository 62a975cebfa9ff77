'use client'

import { IconPlus } from '@tabler/icons-react'
import { BaseEdge, getBezierPath, type EdgeProps } from '@xyflow/react'
import { createContext, memo, useContext } from 'react'
import { createPortal } from 'react-dom'
import { parseEndpoint } from '@maillon/flow-document'
import { useBoxTexts } from './box-texts.js'
import { useDetails } from './detail/use-details.js'
import type { DrawnLine } from './diagram-boxes.js'
import { useEditor, useEditorStore } from './editor-context.js'
import type { Editor } from './editor-store.js'
import classes from './flow-edge.module.css'
import { lineStateOf } from './line-state.js'
import { useShowRows } from './line-rows.js'
import { useStepOf } from './node-facts.js'
import { useChangeOfLine } from './versions/change-context.js'

/** Where the labels of lines stand: found once for all of them. Null: not drawn yet. */
export const LabelHostContext = createContext<Element | null>(null)

/** As far from its middle what stands on a line may be put, so that it is level with a port: the names of ports stand above theirs. */
const levelWithin = 10

/** A line, with the number of rows that went along it and a `+` to put a node on it. */
export const FlowEdgeLine = memo(function FlowEdgeLine(props: EdgeProps<DrawnLine>) {
  // The picture may end at a folded group; what went along is told of the node in it.
  const { from = '', to = '', named = null } = props.data ?? {}
  const begin = parseEndpoint(from)
  const step = useStepOf(begin?.node ?? '')
  const change = useChangeOfLine(from, to)
  const [path, x, middle] = getBezierPath(props)
  const level = named === null ? middle : named === 'from' ? props.sourceY : props.targetY
  const { count, isAlive, isDead, isFailed } = lineStateOf(from, step)
  return (
    <>
      <BaseEdge id={props.id} path={path} interactionWidth={22} className={classes.line ?? ''} data-dead={isDead || undefined} data-selected={props.selected || undefined} data-alive={isAlive || undefined} data-failed={isFailed || undefined} data-change={change} />
      <LineLabel from={from} to={to} x={x} y={Math.abs(middle - level) <= levelWithin ? level : middle} count={count} isFailed={isFailed} />
    </>
  )
})

interface LineLabelProps {
  readonly from: string
  readonly to: string
  readonly x: number
  readonly y: number
  /** Rows that went along. Undefined: nothing is known. */
  readonly count: number | undefined
  readonly isFailed: boolean
}

function LineLabel({ from, to, x, y, count, isFailed }: LineLabelProps) {
  const [isWhole] = useDetails(1)
  const host = useContext(LabelHostContext)
  if (host === null || (!isWhole && count === undefined)) return null
  return createPortal(
    <div className={`${classes.label} nodrag nopan`} style={{ left: x, top: y }} data-testid={`edge-${from}-${to}`} data-line={`${from}→${to}`}>
      {count !== undefined && <Count from={from} count={count} isFailed={isFailed} />}
      {isWhole && <Insert from={from} to={to} />}
    </div>,
    host,
  )
}

function Count({ from, count, isFailed }: { readonly from: string; readonly count: number; readonly isFailed: boolean }) {
  const texts = useBoxTexts()
  const show = useShowRows()
  const words = isFailed ? texts.passed(count) : texts.rows(count)
  if (count === 0) {
    return (
      <span className={classes.count} data-testid={`count-${from}`}>
        {words}
      </span>
    )
  }
  return (
    <button type="button" className={classes.count} data-failed={isFailed || undefined} aria-label={`${words}, ${texts.showRows}`} data-testid={`count-${from}`} onClick={() => show({ kind: 'line', from })}>
      {words}
    </button>
  )
}

const isReadOnlyOf = (state: Editor) => state.isReadOnly

function Insert({ from, to }: { readonly from: string; readonly to: string }) {
  const texts = useBoxTexts()
  const store = useEditorStore()
  if (useEditor(isReadOnlyOf)) return null
  return (
    <button type="button" className={classes.add} aria-label={texts.insert} data-testid={`insert-${from}-${to}`} onClick={() => store.getState().startAdding({ kind: 'edge', from, to })}>
      <IconPlus size={13} aria-hidden />
    </button>
  )
}
