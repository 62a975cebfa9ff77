'use client'

import { useReactFlow } from '@xyflow/react'
import { useCallback } from 'react'
import type { NodeDescriptor } from '@maillon/node-contract'
import { useLocale } from '../i18n/locale-provider.js'
import { addNode } from './add-node.js'
import { nodeSize, type Position } from './layout/node-size.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { useEditorStore } from './editor-context.js'
import type { AddingFrom } from './editor-store.js'
import { replaceNode } from './replace-node.js'

/** Adds a node where it was asked for (or gives one another type) and brings it into view; gives its id, null where the edit was refused. */
export function useAddNode(): (descriptor: NodeDescriptor, from: AddingFrom) => string | null {
  const store = useEditorStore()
  const flow = useReactFlow()
  const { locale } = useLocale()
  const { catalogue } = useCanvasCatalogue()
  return useCallback(
    (descriptor, from) => {
      if (from.kind === 'replace') return store.getState().apply(replaceNode(store.getState().document, { id: from.node, descriptor, catalogue, locale })) ? from.node : null
      const added = addNode(store.getState().document, { descriptor, from, locale, catalogue })
      if (!store.getState().apply(added.operation)) return null
      const place = store.getState().nodeById.get(added.id)?.position
      if (place !== undefined && !isInView(place, flow)) {
        const zoom = flow.getZoom()
        void flow.setCenter(place.x + nodeSize.width / 2, place.y + nodeSize.height / 2, { zoom, duration: 200 })
      }
      return added.id
    },
    [store, flow, locale, catalogue],
  )
}

function isInView(place: Position, { flowToScreenPosition }: Pick<ReturnType<typeof useReactFlow>, 'flowToScreenPosition'>): boolean {
  const pane = window.document.querySelector('.react-flow')?.getBoundingClientRect()
  if (pane === undefined) return true
  const start = flowToScreenPosition(place)
  const end = flowToScreenPosition({ x: place.x + nodeSize.width, y: place.y + nodeSize.height })
  return start.x >= pane.left && start.y >= pane.top && end.x <= pane.right && end.y <= pane.bottom
}
