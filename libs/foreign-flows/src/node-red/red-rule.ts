import type { Draft, NoDraft, NodeDraft } from '../conversion.js'
import type { Json } from '@maillon/kernel'
import type { RedContext } from './red-context.js'
import type { RedNode } from './red-node.js'

/** What becomes of a node of one type. Null: there is no step for it, for no special reason. */
export type RedRule = (node: RedNode, context: RedContext) => Draft | NoDraft | null

export type RedRules = { readonly [type: string]: RedRule }

export function placeholder(code: string, params: NoDraft['placeholder']['params'] = {}): NoDraft {
  return { placeholder: { code, params } }
}

/** Fields of the message set: the others stay unless said otherwise. */
export function setMessage(values: { readonly [name: string]: Json }, keepOthers = true): NodeDraft {
  return { type: 'core.set', params: { fields: Object.entries(values).map(([name, value]) => ({ name, value })), keepOthers } }
}

export function eachMessage(code: string): Draft {
  return { type: 'code.javascript', params: { code }, mode: 'each' }
}

/** Puts nodes in a row: the first one is what the others follow. Null: there are none. */
export function chained(drafts: readonly NodeDraft[]): Draft | null {
  const [first, ...after] = drafts
  return first === undefined ? null : { ...first, ...(after.length === 0 ? {} : { after }) }
}
