'use client'

import { useReactFlow } from '@xyflow/react'
import { useCallback } from 'react'
import type { NodeDescriptor } from '@maillon/node-contract'
import { useLocale } from '../i18n/locale-provider.js'
import { addNode } from './add-node.js'
import { bringIntoView } from './bring-into-view.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { useEditorStore } from './editor-context.js'
import type { AddingFrom } from './editor-store.js'
import { replaceNode } from './replace-node.js'
import { selectSoon } from './select-soon.js'

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
      if (place !== undefined) bringIntoView(flow, place)
      // What is added next by the keyboard comes after this one.
      selectSoon(flow, new Set([added.id]))
      return added.id
    },
    [store, flow, locale, catalogue],
  )
}
