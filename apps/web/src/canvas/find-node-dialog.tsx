'use client'

import { Modal, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useReactFlow } from '@xyflow/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReturningFocus } from '../shell/use-returning-focus.js'
import { useEditor } from './editor-context.js'
import classes from './palette.module.css'
import { focusBox } from './focus-box.js'
import { foldText } from './search-nodes.js'

/** Find a node of this flow by its name, type or any text in its parameters, and go there. */
export function FindNodeDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  useReturningFocus()
  const flow = useReactFlow()
  const nodes = useEditor((state) => state.document.nodes)
  const [typed, setTyped] = useState('')
  const wanted = foldText(typed.trim())
  const found = nodes.filter((node) => wanted === '' || foldText(`${node.name} ${node.type} ${JSON.stringify(node.params)}`).includes(wanted)).slice(0, 50)
  const go = (id: string) => {
    onClose()
    flow.setNodes((all) => all.map((node) => ({ ...node, selected: node.id === id })))
    focusBox(id)
    void flow.fitView({ nodes: [{ id }], maxZoom: 1, duration: 250, padding: 0.6 })
  }
  return (
    <Modal opened onClose={onClose} title={t('find.title')}>
      <TextInput data-autofocus placeholder={t('find.placeholder')} aria-label={t('find.placeholder')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Enter' && found[0] !== undefined && go(found[0].id)} mb="sm" />
      {found.length === 0 && <Text c="dimmed" size="sm">{t('find.none')}</Text>}
      {found.map((node) => (
        <UnstyledButton key={node.id} className={classes.entry} onClick={() => go(node.id)}>
          <span className={classes.texts}>
            <span className={classes.title}>{node.name}</span>
            <span className={classes.about}>{node.type}</span>
          </span>
        </UnstyledButton>
      ))}
    </Modal>
  )
}
