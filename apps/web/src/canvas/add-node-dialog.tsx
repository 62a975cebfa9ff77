'use client'

import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NodeDescriptor } from '@maillon/node-contract'
import { useLocale } from '../i18n/locale-provider.js'
import { addNode } from './add-node.js'
import { useCanvasView } from './canvas-view.js'
import { useEditor, useEditorStore } from './editor-context.js'
import { Palette } from './palette.js'

/** What a `+` opens: the search, then the node stands where it was asked for, connected, with its panel open. */
export function AddNodeDialog() {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const store = useEditorStore()
  const { catalogue } = useCanvasView()
  const from = useEditor((state) => state.adding)
  const close = () => store.getState().startAdding(null)
  const pick = (descriptor: NodeDescriptor) => {
    if (from === null) return
    const added = addNode(store.getState().document, { descriptor, from, locale, catalogue: catalogue.catalogue })
    close()
    if (store.getState().apply(added.operation)) store.getState().openPanel(added.id)
  }
  return (
    <Modal opened={from !== null} onClose={close} title={t('add.title')} size="md" yOffset="8vh" styles={{ body: { height: '60vh' } }}>
      <Palette descriptors={catalogue.view.nodes} withoutTriggers={from?.kind === 'port' || from?.kind === 'edge'} onPick={pick} autoFocus />
    </Modal>
  )
}
