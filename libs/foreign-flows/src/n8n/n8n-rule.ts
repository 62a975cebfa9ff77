import type { Draft, NoDraft } from '../conversion.js'
import type { N8nContext } from './n8n-context.js'
import { textAt, type N8nNode } from './n8n-node.js'

/** What becomes of a node of one kind. Null: there is no step for it, for no special reason. */
export type N8nRule = (node: N8nNode, context: N8nContext) => Draft | NoDraft | null

export type N8nRules = { readonly [kind: string]: N8nRule }

export function placeholder(code: string, params: NoDraft['placeholder']['params'] = {}): NoDraft {
  return { placeholder: { code, params } }
}

/** There is a step for nodes of this kind, but not for what this one does. */
export function unknownOperation(operation: string): NoDraft {
  return placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: operation.slice(0, 60) })
}

/** What a node of many operations does where its file doesn't say it. Absent resource: nodes of this kind have none. */
export interface UsualOperation {
  readonly resource?: string
  readonly operation: string
}

/** A node of many operations: a rule each, by `resource operation`, or by `operation` where there are no resources. */
export function byOperation(rules: N8nRules, usual: UsualOperation): N8nRule {
  const known: ReadonlyMap<string, N8nRule> = new Map(Object.entries(rules))
  return (node, context) => {
    const operation = operationOf(node, usual)
    const rule = known.get(operation)
    return rule === undefined ? unknownOperation(operation) : rule(node, context)
  }
}

function operationOf({ params }: N8nNode, usual: UsualOperation): string {
  const operation = textAt(params, 'operation') || usual.operation
  return usual.resource === undefined ? operation : `${textAt(params, 'resource') || usual.resource} ${operation}`
}
