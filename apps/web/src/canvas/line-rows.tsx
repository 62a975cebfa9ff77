'use client'

import { Modal } from '@mantine/core'
import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { parseEndpoint } from '@maillon/flow-document'
import { comesAfterOthers } from '../features/runs/comes-after-others.js'
import { PortItems } from '../features/runs/port-items.js'
import { useReturningFocus } from '../shell/use-returning-focus.js'
import { useCanvasView } from './canvas-view.js'
import { useEditor } from './editor-context.js'
import { SetAsideRows } from './failed-rows/set-aside-rows.js'

/** Rows of the run on the canvas: those that left by a port (`node.port`), or those that a step put aside. */
export type RowsAsked = { readonly kind: 'line'; readonly from: string } | { readonly kind: 'aside'; readonly node: string }

/** Shows rows. It never changes, so that no line is drawn anew for it. */
export const ShowRowsContext = createContext<((asked: RowsAsked) => void) | null>(null)

export function useShowRows(): (asked: RowsAsked) => void {
  const show = useContext(ShowRowsContext)
  if (show === null) throw new Error('useShowRows outside a canvas')
  return show
}

export function ShownRows({ asked, onClose }: { readonly asked: RowsAsked; readonly onClose: () => void }) {
  return asked.kind === 'line' ? <LineRows from={asked.from} onClose={onClose} /> : <SetAsideRows node={asked.node} onClose={onClose} />
}

/** What went along a line, a page at a time. */
function LineRows({ from, onClose }: { readonly from: string; readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  const { run, replay } = useCanvasView()
  const { node = '', port = 'main' } = parseEndpoint(from) ?? {}
  const name = useEditor((state) => state.nodeById.get(node)?.name ?? node)
  useReturningFocus()
  const detail = replay.detailByNode.get(node) ?? run
  if (detail === null) return null
  return (
    <Modal opened onClose={onClose} title={t('edge.title', { name })} size="min(1100px, 92vw)" attributes={{ content: { 'data-testid': 'line-rows' } }}>
      <PortItems run={detail.run} node={node} port={port} side="output" canCompare={comesAfterOthers(detail.document, node)} />
    </Modal>
  )
}
