'use client'

import { ControlButton, Controls, useReactFlow } from '@xyflow/react'
import { IconMaximize } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { fitBoxes } from './fit-boxes.js'

/** Nearer, farther, and the whole flow. */
export function ViewControls() {
  const { t } = useTranslation('canvas')
  const flow = useReactFlow()
  return (
    <Controls showInteractive={false} showFitView={false} position="bottom-left">
      <ControlButton className="react-flow__controls-fitview" title={t('view.fit')} aria-label={t('view.fit')} onClick={() => fitBoxes(flow, null)}>
        <IconMaximize stroke={3} style={{ fill: 'none' }} aria-hidden />
      </ControlButton>
    </Controls>
  )
}
