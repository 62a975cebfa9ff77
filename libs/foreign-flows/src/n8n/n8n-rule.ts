import type { Draft, NoDraft } from '../conversion.js'
import type { N8nContext } from './n8n-context.js'
import type { N8nNode } from './n8n-node.js'

/** What becomes of a node of one kind. Null: there is no step for it, for no special reason. */
export type N8nRule = (node: N8nNode, context: N8nContext) => Draft | NoDraft | null

export type N8nRules = { readonly [kind: string]: N8nRule }

export function placeholder(code: string, params: NoDraft['placeholder']['params'] = {}): NoDraft {
  return { placeholder: { code, params } }
}
