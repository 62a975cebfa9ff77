'use client'

import { Textarea } from '@mantine/core'
import { NodeResizer, type NodeProps } from '@xyflow/react'
import dynamic from 'next/dynamic'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { thingOf } from '../box-ids.js'
import { useEditor, useEditorStore } from '../editor-context.js'
import { onGrid } from '../layout/node-size.js'
import classes from './note-box.module.css'

const NoteText = dynamic(() => import('./note-text.js').then((module) => module.NoteText), { ssr: false })

const smallest = { width: 120, height: 64 } as const

/** A sticky note: Markdown, written after a double click (or Enter), resized at its corners. */
export const NoteBox = memo(function NoteBox({ id, selected }: NodeProps) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const { id: noteId } = thingOf(id)
  const note = useEditor((state) => state.document.notes.find((one) => one.id === noteId))
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const isWriting = useEditor((state) => state.writingNote === noteId)
  if (note === undefined) return null
  const startWriting = () => !isReadOnly && store.getState().writeNote(noteId)
  return (
    <div className={classes.note} data-selected={selected || undefined} data-testid={`note-${noteId}`} role="note" aria-label={t('note.label')} onDoubleClick={startWriting}>
      <NodeResizer
        isVisible={selected && !isReadOnly && !isWriting}
        minWidth={smallest.width}
        minHeight={smallest.height}
        onResizeEnd={(_event, { x, y, width, height }) =>
          store.getState().apply({ op: 'change-note', id: noteId, change: { position: { x: onGrid(x), y: onGrid(y) }, size: { width: onGrid(width), height: onGrid(height) } } })
        }
      />
      {isWriting ? <Writing text={note.text} onDone={(text) => finish(text, note.text)} /> : note.text.trim() === '' ? <span className={classes.empty}>{t('note.empty')}</span> : <NoteText text={note.text} />}
    </div>
  )

  function finish(text: string, before: string) {
    store.getState().writeNote(null)
    if (text !== before) store.getState().apply({ op: 'change-note', id: noteId, change: { text } })
  }
})

function Writing({ text, onDone }: { readonly text: string; readonly onDone: (text: string) => void }) {
  const { t } = useTranslation('canvas')
  const [typed, setTyped] = useState(text)
  return (
    <Textarea
      autoFocus
      variant="unstyled"
      className={`${classes.writing} nodrag nopan nowheel`}
      classNames={{ wrapper: classes.fill ?? '', input: classes.input ?? '' }}
      value={typed}
      maxLength={20_000}
      placeholder={t('note.placeholder')}
      aria-label={t('note.label')}
      data-testid="note-writing"
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => onDone(typed)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        event.currentTarget.blur()
      }}
    />
  )
}
