'use client'

import type { AriaLabelConfig } from '@xyflow/react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useBoxTexts } from './box-texts.js'
import type { DiagramWords } from './diagram-boxes.js'

interface SpokenDiagram {
  readonly words: DiagramWords
  readonly ariaLabelConfig: Partial<AriaLabelConfig>
}

const directions = ['left', 'right', 'up', 'down'] as const

/** What a screen reader says of the diagram, its boxes, lines and buttons, in the language of the page: React Flow itself speaks English. */
export function useDiagramWords(): SpokenDiagram {
  const { t } = useTranslation('canvas')
  const { line } = useBoxTexts()
  return useMemo(() => {
    const box = t('spoken.box')
    return {
      words: { step: t('spoken.step'), group: t('find.group'), note: t('find.note'), line },
      ariaLabelConfig: {
        'node.a11yDescription.default': box,
        'node.a11yDescription.keyboardDisabled': box,
        'node.a11yDescription.ariaLiveMessage': ({ direction }) => {
          const known = directions.find((one) => one === direction)
          return known === undefined ? '' : t(`spoken.moved.${known}`)
        },
        'edge.a11yDescription.default': t('spoken.line'),
        'controls.ariaLabel': t('view.label'),
        'controls.zoomIn.ariaLabel': t('view.zoomIn'),
        'controls.zoomOut.ariaLabel': t('view.zoomOut'),
        'controls.fitView.ariaLabel': t('view.fit'),
      },
    }
  }, [t, line])
}
