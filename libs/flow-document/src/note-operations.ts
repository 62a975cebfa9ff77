import type { Applied } from './apply-operation.js'
import type { FlowDocument, StickyNote } from './flow-document.js'
import { inserted, replacedAt, withoutIndex } from './list-edits.js'
import { refusedOperation } from './refused-operation.js'

export function addNote(document: FlowDocument, { note, at }: { readonly note: StickyNote; readonly at?: number }): Applied {
  if (document.notes.some((other) => other.id === note.id)) throw refusedOperation('FLOW_NOTE_ID_TAKEN', { id: note.id })
  return { document: { ...document, notes: inserted(document.notes, note, at) }, inverse: { op: 'remove-note', id: note.id } }
}

export function removeNote(document: FlowDocument, id: string): Applied {
  const { note, index } = findNote(document, id)
  return { document: { ...document, notes: withoutIndex(document.notes, index) }, inverse: { op: 'add-note', note, at: index } }
}

export function changeNote(document: FlowDocument, { id, change }: { readonly id: string; readonly change: Partial<Omit<StickyNote, 'id'>> }): Applied {
  const { note, index } = findNote(document, id)
  const back: Partial<Omit<StickyNote, 'id'>> = {
    ...(change.text === undefined ? {} : { text: note.text }),
    ...(change.position === undefined ? {} : { position: note.position }),
    ...(change.size === undefined ? {} : { size: note.size }),
  }
  const next: StickyNote = { id, text: change.text ?? note.text, position: change.position ?? note.position, size: change.size ?? note.size }
  return { document: { ...document, notes: replacedAt(document.notes, index, next) }, inverse: { op: 'change-note', id, change: back } }
}

function findNote(document: FlowDocument, id: string): { readonly note: StickyNote; readonly index: number } {
  const index = document.notes.findIndex((note) => note.id === id)
  const note = document.notes[index]
  if (note === undefined) throw refusedOperation('FLOW_NOTE_UNKNOWN', { id })
  return { note, index }
}
