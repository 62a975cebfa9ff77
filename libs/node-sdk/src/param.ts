import type { ParamHints } from '@maillon/node-contract'
import { Type } from 'typebox'

/**
 * Options for a TypeBox schema that carry the screen's hints: `Type.String({ ...ui({ label: { fr, en } }), minLength: 1 })`.
 * The label is what people see; the property name is what the document stores.
 */
export function ui(hints: ParamHints): { readonly 'x-maillon': ParamHints } {
  return { 'x-maillon': hints }
}

/** The schema of a `FlowParam`: another flow of the workspace. */
export function flowParam(hints: ParamHints) {
  return Type.Object({ id: Type.String(), name: Type.String() }, { ...ui({ ...hints, widget: 'flow', expression: false }) })
}

/** The schema of a `FileParam`. */
export function fileParam(hints: ParamHints) {
  return Type.Object({ id: Type.String(), name: Type.String() }, { ...ui({ ...hints, widget: 'file', expression: false }) })
}
