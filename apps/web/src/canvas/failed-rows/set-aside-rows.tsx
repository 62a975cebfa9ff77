'use client'

import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { RowsToFix } from '../../features/runs/rows-to-fix.js'
import { useReturningFocus } from '../../shell/use-returning-focus.js'
import { useCanvasView } from '../canvas-view.js'
import { useEditor } from '../editor-context.js'

/** The rows that a step put aside in the run on the canvas: why, mended in place and run again. */
export function SetAsideRows({ node, onClose }: { readonly node: string; readonly onClose: () => void }) {
  const { t } = useTranslation('runs')
  const { run } = useCanvasView()
  const name = useEditor((state) => state.nodeById.get(node)?.name ?? node)
  useReturningFocus()
  if (run === null) return null
  return (
    <Modal opened onClose={onClose} title={t('toFix.title', { name })} size="min(1100px, 92vw)" attributes={{ content: { 'data-testid': 'set-aside-rows' } }}>
      <RowsToFix detail={run} only={node} />
    </Modal>
  )
}
