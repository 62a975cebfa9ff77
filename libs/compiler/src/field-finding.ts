import { nearMiss } from '@maillon/expressions'
import type { Diagnostic, FlowNode } from '@maillon/flow-document'
import { withValueAt } from './pointer.js'
import type { PortShape } from './shapes/port-shape.js'

/** One place of a node's parameters where a field of incoming or earlier items is named. */
export interface FieldUse {
  readonly node: FlowNode
  readonly pointer: string
  readonly field: string
  readonly shape: PortShape
  /** The parameter's text with another field in its place; null where it can't be put in. */
  readonly fixedText: (meant: string) => string | null
}

const listed = 12

/**
 * A field that isn't known there: an error where the shape is known for sure, else a warning, with the name that was
 * probably meant and the change that mends it. Null: the field is there, or it may come from a part of which nothing is known.
 */
export function fieldFinding({ node, pointer, field, shape, fixedText }: FieldUse): Diagnostic | null {
  const names = [...shape.fields.keys()]
  const meant = nearMiss(field, names)
  if (shape.fields.has(field) || mayBeThere(shape, meant)) return null
  const known = names.slice(0, listed).join(', ') + (names.length > listed ? ', …' : '')
  const severity = shape.isOpen ? 'warning' : 'error'
  const base = { severity, node: node.id, path: pointer } as const
  if (meant === null) {
    const code = shape.isOpen ? 'NODE_FIELD_UNSEEN' : names.length === 0 ? 'NODE_FIELD_NONE' : 'NODE_FIELD_UNKNOWN'
    return { ...base, code, params: { field, known } }
  }
  const finding: Diagnostic = { ...base, code: shape.isOpen ? 'NODE_FIELD_UNSEEN_NEAR' : 'NODE_FIELD_MISSPELLED', params: { field, suggestion: meant, known } }
  const text = fixedText(meant)
  if (text === null) return finding
  return {
    ...finding,
    fix: { title: { fr: `Prendre « ${meant} »`, en: `Use “${meant}”` }, operations: [{ op: 'change-node', id: node.id, change: { params: withValueAt(node.params, pointer, text) } }] },
  }
}

/** Nothing is known of the rows, or of a part of them: only a name that looks like a slip is worth a word. */
function mayBeThere(shape: PortShape, meant: string | null): boolean {
  return shape.isOpen && (shape.fields.size === 0 || (meant === null && shape.hasUnknownPart))
}
