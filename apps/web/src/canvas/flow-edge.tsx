'use client'

import { ActionIcon, Badge } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { BaseEdge, EdgeLabelRenderer, getBezierPath, type EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { endpoint } from '@maillon/flow-document'
import { useFormats } from '../i18n/use-formats.js'
import { useCanvasView } from './canvas-view.js'
import { useEditor, useEditorStore } from './editor-context.js'
import classes from './flow-edge.module.css'

/** A line, with the number of rows that went along it and a `+` to put a node on it. */
export const FlowEdgeLine = memo(function FlowEdgeLine(props: EdgeProps) {
  const { t } = useTranslation('canvas')
  const formats = useFormats()
  const store = useEditorStore()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const { stepByNode } = useCanvasView()
  const [path, x, y] = getBezierPath(props)
  const { source, target, sourceHandleId, targetHandleId } = props
  const step = stepByNode.get(source)
  const count = sourceHandleId == null ? undefined : step?.outputs[sourceHandleId]
  const isDead = step !== undefined && step.outputs[sourceHandleId ?? ''] === undefined && (step.status === 'succeeded' || step.status === 'skipped' || step.status === 'warned')
  const from = endpoint(source, sourceHandleId ?? 'main')
  const to = endpoint(target, targetHandleId ?? 'main')
  return (
    <>
      <BaseEdge id={props.id} path={path} interactionWidth={22} className={classes.line ?? ''} data-dead={isDead || count === 0 || undefined} data-selected={props.selected || undefined} data-alive={(count ?? 0) > 0 || undefined} />
      <EdgeLabelRenderer>
        <div className={`${classes.label} nodrag nopan`} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }} data-testid={`edge-${from}-${to}`}>
          {count !== undefined && (
            <Badge size="sm" variant="default" className={classes.count} data-testid={`count-${from}`}>
              {t('edge.rows', { count, number: formats.number(count) })}
            </Badge>
          )}
          {!isReadOnly && count === undefined && (
            <ActionIcon className={classes.add} size={20} radius="xl" variant="default" aria-label={t('edge.insert')} onClick={() => store.getState().startAdding({ kind: 'edge', from, to })}>
              <IconPlus size={13} aria-hidden />
            </ActionIcon>
          )}
        </div>
      </EdgeLabelRenderer>
    </>
  )
})
