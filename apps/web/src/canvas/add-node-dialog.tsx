'use client'

import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { parseEndpoint } from '@maillon/flow-document'
import { inputPorts, type NodeDescriptor } from '@maillon/node-contract'
import { useHeldKeys } from '../shell/use-held-keys.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { useEditor, useEditorStore } from './editor-context.js'
import type { AddingFrom } from './editor-store.js'
import { oftenNext } from './often-next.js'
import { Palette } from './palette.js'
import { useAddNode } from './use-add-node.js'

/** What a `+` opens: the search, then the node stands where it was asked for, connected, with its panel open. */
export function AddNodeDialog() {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const { view, catalogue } = useCanvasCatalogue()
  const addNode = useAddNode()
  const from = useEditor((state) => state.adding)
  const close = () => store.getState().startAdding(null)
  const isTrigger = (id: string) => {
    const node = store.getState().nodeById.get(id)
    const descriptor = node === undefined ? null : catalogue.get(node.type, node.version)
    // A placeholder that nothing leads to may have been what started the flow.
    return descriptor?.trigger !== undefined || (node !== undefined && descriptor?.construct === 'placeholder' && inputPorts(descriptor, node.params).length === 0)
  }
  const pick = (descriptor: NodeDescriptor) => {
    if (from === null) return
    close()
    const id = addNode(descriptor, from)
    if (id !== null) store.getState().openPanel(id)
  }
  const proposed = useProposed(from)
  useHeldKeys(from !== null)
  return (
    <Modal opened={from !== null} onClose={close} title={t(from?.kind === 'replace' ? 'add.replace' : 'add.title')} size="md" yOffset="8vh" styles={{ body: { height: '60vh' } }}>
      <Palette descriptors={view.nodes} withoutTriggers={from?.kind === 'port' || from?.kind === 'edge' || (from?.kind === 'replace' && !isTrigger(from.node))} proposed={proposed} onPick={pick} autoFocus />
    </Modal>
  )
}

/** What mostly follows the step that a `+` belongs to. */
function useProposed(from: AddingFrom | null): readonly NodeDescriptor[] {
  const { view, catalogue } = useCanvasCatalogue()
  const node = useEditor((state) => {
    if (from?.kind === 'port') return state.nodeById.get(from.node)
    return from?.kind === 'edge' ? state.nodeById.get(parseEndpoint(from.from)?.node ?? '') : undefined
  })
  const descriptor = node === undefined ? null : catalogue.get(node.type, node.version)
  return descriptor === null ? [] : oftenNext(descriptor, view.nodes)
}
