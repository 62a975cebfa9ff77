import { diffFlows, type FlowChange, type FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'

export interface ComparedFlow {
  readonly id: string
  readonly name: string
  readonly state: 'added' | 'removed' | 'changed' | 'same'
  /** Empty where it came, went or stayed as it was. */
  readonly changes: readonly FlowChange[]
}

/** Flows are the same where their ids are; one on each side is compared whatever the ids. In the order of the newer ones, then what went. */
export function compareFlows(before: readonly FlowDocument[], after: readonly FlowDocument[], catalogue: NodeCatalogue): readonly ComparedFlow[] {
  const isPair = before.length === 1 && after.length === 1
  const old = new Map(before.map((document) => [document.id, document]))
  const compared = after.map((document): ComparedFlow => {
    const { id, name } = document
    const previous = isPair ? before[0] : old.get(id)
    if (previous === undefined) return { id, name, state: 'added', changes: [] }
    const changes = diffFlows(previous, document, { catalogue })
    return { id, name, state: changes.length === 0 ? 'same' : 'changed', changes }
  })
  const fresh = new Set(after.map(({ id }) => id))
  const gone = isPair ? [] : before.filter(({ id }) => !fresh.has(id))
  return [...compared, ...gone.map(({ id, name }): ComparedFlow => ({ id, name, state: 'removed', changes: [] }))]
}
