'use client'

import { Panel, useReactFlow, useStoreApi, type ReactFlowState } from '@xyflow/react'
import { useLayoutEffect, useMemo, useRef, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { around, type Box } from './layout/node-size.js'
import type { Frames } from './layout/frames.js'
import classes from './overview.module.css'

const size = { width: 200, height: 140 } as const

function placeView(view: SVGRectElement, { transform: [x, y, zoom], width, height }: ReactFlowState): void {
  const place = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
  for (const [name, value] of Object.entries(place)) view.setAttribute(name, String(value))
}

/**
 * The whole flow, small, with the part that is in view; a press or a drag goes there. Two shapes for all boxes together: one for each box,
 * as the library's own map draws them, costs more than the boxes themselves in a flow of a thousand.
 */
export function Overview({ frames }: { readonly frames: Frames }) {
  const { t } = useTranslation('canvas')
  const flow = useReactFlow()
  const store = useStoreApi()
  const view = useRef<SVGRectElement>(null)
  // It follows each movement of the view by itself: nothing is drawn anew for it.
  useLayoutEffect(() => {
    const follow = () => view.current !== null && placeView(view.current, store.getState())
    follow()
    return store.subscribe((state, before) => {
      if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height) follow()
    })
  }, [store])
  const drawn = useMemo(() => drawingOf(frames), [frames])
  const scale = Math.max(drawn.around.width / size.width, drawn.around.height / size.height)
  // Centred in the room that there is.
  const left = drawn.around.x - (size.width * scale - drawn.around.width) / 2
  const top = drawn.around.y - (size.height * scale - drawn.around.height) / 2
  const goTo = (event: PointerEvent<SVGSVGElement>) => {
    const place = event.currentTarget.getBoundingClientRect()
    void flow.setCenter(left + (event.clientX - place.left) * scale, top + (event.clientY - place.top) * scale, { zoom: flow.getZoom() })
  }
  return (
    <Panel position="bottom-right" className={classes.overview} data-testid="overview">
      <svg
        width={size.width}
        height={size.height}
        viewBox={`${left} ${top} ${size.width * scale} ${size.height * scale}`}
        role="img"
        aria-label={t('minimap')}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          goTo(event)
        }}
        onPointerMove={(event) => event.buttons === 1 && goTo(event)}
        onWheel={(event) => void (event.deltaY < 0 ? flow.zoomIn() : flow.zoomOut())}
      >
        <path d={drawn.frames} className={classes.frames} />
        <path d={drawn.boxes} className={classes.boxes} />
        <rect ref={view} rx={4 * scale} strokeWidth={1.5 * scale} className={classes.view} />
      </svg>
    </Panel>
  )
}

function drawingOf({ boxes, groups, foldedInto }: Frames): { readonly around: Box; readonly boxes: string; readonly frames: string } {
  const shown = [...boxes].flatMap(([id, box]) => (foldedInto.has(id) ? [] : [box]))
  const areas = groups.map(({ box }) => box)
  const outer = around([...shown, ...areas]) ?? { x: 0, y: 0, width: 1, height: 1 }
  const margin = Math.max(outer.width, outer.height) * 0.04
  return {
    around: { x: outer.x - margin, y: outer.y - margin, width: outer.width + 2 * margin, height: outer.height + 2 * margin },
    boxes: shown.map(pathOf).join(''),
    frames: areas.map(pathOf).join(''),
  }
}

function pathOf({ x, y, width, height }: Box): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`
}
