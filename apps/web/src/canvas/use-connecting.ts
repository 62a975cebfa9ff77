'use client'

import { useReactFlow, type Connection, type IsValidConnection, type OnConnectEnd } from '@xyflow/react'
import { useMemo } from 'react'
import { endpoint } from '@maillon/flow-document'
import { inputPorts, type NodeCatalogue } from '@maillon/node-contract'
import { nodeSize, onGrid } from './layout/node-size.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { useEditorStore } from './editor-context.js'
import type { Editor } from './editor-store.js'
import { mayConnect } from './may-connect.js'

export interface Connecting {
  readonly onConnect: (connection: Connection) => void
  readonly onConnectEnd: OnConnectEnd
  readonly isValidConnection: IsValidConnection
}

/** What a line does where it is let go: on a port it connects, on a box too, over nothing it asks what shall come there. */
export function useConnecting(): Connecting {
  const store = useEditorStore()
  const { catalogue } = useCanvasCatalogue()
  const { screenToFlowPosition } = useReactFlow()
  return useMemo(() => {
    const connect = (source: string, port: string, over: string) => {
      const input = firstInput(store.getState(), catalogue, over)
      if (input === null || !mayConnect(store.getState().document, { from: { node: source, port }, to: over, catalogue })) return
      store.getState().apply({ op: 'add-edge', edge: { from: endpoint(source, port), to: endpoint(over, input) } })
    }
    return {
      onConnect: ({ source, sourceHandle, target, targetHandle }) => {
        store.getState().apply({ op: 'add-edge', edge: { from: endpoint(source, sourceHandle ?? 'main'), to: endpoint(target, targetHandle ?? 'main') } })
      },
      onConnectEnd: (event, { isValid, toHandle, fromHandle, fromNode }) => {
        if (isValid === true || toHandle !== null || fromHandle?.type !== 'source' || fromNode === null) return
        const place = pointOf(event)
        const under = place === null ? null : window.document.elementFromPoint(place.x, place.y)
        if (place === null || under?.closest('.react-flow') == null) return
        const port = fromHandle.id ?? 'main'
        const over = under.closest<HTMLElement>('.react-flow__node')?.dataset['id']
        if (over !== undefined) return connect(fromNode.id, port, over)
        const at = screenToFlowPosition(place)
        store.getState().startAdding({ kind: 'port', node: fromNode.id, port, at: { x: onGrid(at.x), y: onGrid(at.y - nodeSize.height / 2) } })
      },
      isValidConnection: ({ source, sourceHandle, target }) => mayConnect(store.getState().document, { from: { node: source, port: sourceHandle ?? 'main' }, to: target, catalogue }),
    }
  }, [store, catalogue, screenToFlowPosition])
}

function pointOf(event: MouseEvent | TouchEvent): { readonly x: number; readonly y: number } | null {
  const pointer = 'changedTouches' in event ? event.changedTouches[0] : event
  return pointer === undefined ? null : { x: pointer.clientX, y: pointer.clientY }
}

function firstInput({ nodeById }: Editor, catalogue: NodeCatalogue, id: string): string | null {
  const node = nodeById.get(id)
  const descriptor = node === undefined ? null : catalogue.get(node.type, node.version)
  return node === undefined || descriptor === null ? null : (inputPorts(descriptor, node.params)[0]?.id ?? null)
}
