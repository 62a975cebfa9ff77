'use client'

import { Modal, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useReactFlow } from '@xyflow/react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDocument } from '@maillon/flow-document'
import { useLocale } from '../i18n/locale-provider.js'
import { useHeldKeys } from '../shell/use-held-keys.js'
import { useReturningFocus } from '../shell/use-returning-focus.js'
import { boxId } from './box-ids.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { useEditor, useEditorStore } from './editor-context.js'
import { goToBox } from './go-to-box.js'
import { framesOf } from './layout/frames.js'
import classes from './palette.module.css'
import { foldText } from './search-nodes.js'

interface Found {
  readonly box: string
  readonly name: string
  readonly about: string
  /** Everything that the words are looked for in. */
  readonly text: string
}

/** Find a step of this flow by its name, type or any text in its parameters, a note or a group, and go there. */
export function FindNodeDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  useReturningFocus()
  useHeldKeys(true)
  const { locale } = useLocale()
  const store = useEditorStore()
  const { catalogue } = useCanvasCatalogue()
  const flow = useReactFlow()
  const document = useEditor((state) => state.document)
  const [typed, setTyped] = useState('')
  const things = useMemo(() => thingsOf(document, { type: (type, version) => catalogue.get(type, version)?.title[locale] ?? type, note: t('find.note'), group: t('find.group') }), [document, catalogue, locale, t])
  const wanted = foldText(typed.trim())
  const found = things.filter(({ text }) => wanted === '' || text.includes(wanted)).slice(0, 50)
  const go = (box: string) => {
    onClose()
    // What is folded away is shown first.
    const folded = framesOf(document, catalogue).foldedInto.get(box)
    if (folded !== undefined) store.getState().apply({ op: 'change-group', id: folded, change: { folded: null } })
    setTimeout(() => goToBox(flow, box))
  }
  return (
    <Modal opened onClose={onClose} title={t('find.title')}>
      <TextInput data-autofocus data-testid="find-words" placeholder={t('find.placeholder')} aria-label={t('find.placeholder')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Enter' && found[0] !== undefined && go(found[0].box)} mb="sm" />
      {found.length === 0 && <Text c="dimmed" size="sm">{t('find.none')}</Text>}
      {found.map(({ box, name, about }) => (
        <UnstyledButton key={box} className={classes.entry} onClick={() => go(box)}>
          <span className={classes.texts}>
            <span className={classes.title}>{name}</span>
            <span className={classes.about}>{about}</span>
          </span>
        </UnstyledButton>
      ))}
    </Modal>
  )
}

function thingsOf(document: FlowDocument, words: { readonly type: (type: string, version: number) => string; readonly note: string; readonly group: string }): readonly Found[] {
  return [
    ...document.nodes.map((node) => {
      const about = words.type(node.type, node.version)
      return { box: node.id, name: node.name, about, text: foldText(`${node.name} ${about} ${node.type} ${JSON.stringify(node.params)}`) }
    }),
    ...(document.groups ?? []).map(({ id, name }) => ({ box: boxId({ kind: 'group', id }), name, about: words.group, text: foldText(name) })),
    ...document.notes.map(({ id, text }) => ({ box: boxId({ kind: 'note', id }), name: text.trim().split('\n', 1)[0]?.slice(0, 80) ?? '', about: words.note, text: foldText(text) })),
  ]
}
