/**
 * Edits of a flow document.
 * 1. Pure: the document that comes in is never changed, and parts that the edit doesn't touch stay the same objects.
 * 2. The inverse of an edit, applied to its result, gives back a document with the same content in the same order.
 * 3. An edit that doesn't fit (unknown node, id taken, edge there already) is refused with a `MaillonError` of kind `user`;
 *    of a batch, nothing is then applied.
 * What an edit means for a run is not asked here: the compiler says it.
 */
import { assertNever } from '@maillon/kernel'
import { addEdge, removeEdge } from './edge-operations.js'
import type { FlowDocument } from './flow-document.js'
import { addGroup, changeGroup, removeGroup } from './group-operations.js'
import { addNode, changeNode, moveNodes, removeNode } from './node-operations.js'
import { addNote, changeNote, removeNote } from './note-operations.js'
import type { FlowOperation } from './operation.js'

export interface Applied {
  readonly document: FlowDocument
  /** Undoes the operation on `document`. */
  readonly inverse: FlowOperation
}

/** Apply one edit. @throws MaillonError (`FLOW_NODE_UNKNOWN`, `FLOW_NODE_ID_TAKEN`, …) where it doesn't fit the document. */
export function applyOperation(document: FlowDocument, operation: FlowOperation): Applied {
  switch (operation.op) {
    case 'add-node': return addNode(document, operation)
    case 'remove-node': return removeNode(document, operation.id)
    case 'change-node': return changeNode(document, operation)
    case 'move-nodes': return moveNodes(document, operation.positions)
    case 'add-edge': return addEdge(document, operation)
    case 'remove-edge': return removeEdge(document, operation.edge)
    case 'change-flow': return changeFlow(document, operation.change)
    case 'batch': return applyBatch(document, operation.operations)
    default: return applyToDecoration(document, operation)
  }
}

type Decoration = Extract<FlowOperation, { op: `${string}-note` | `${string}-group` }>

/** Notes and groups: what is drawn for people alone. */
function applyToDecoration(document: FlowDocument, operation: Decoration): Applied {
  switch (operation.op) {
    case 'add-note': return addNote(document, operation)
    case 'remove-note': return removeNote(document, operation.id)
    case 'change-note': return changeNote(document, operation)
    case 'add-group': return addGroup(document, operation)
    case 'remove-group': return removeGroup(document, operation.id)
    case 'change-group': return changeGroup(document, operation)
    default: return assertNever(operation)
  }
}

type FlowChange = Extract<FlowOperation, { op: 'change-flow' }>['change']

function changeFlow(document: FlowDocument, change: FlowChange): Applied {
  const { description: oldDescription, ...rest } = document
  const description = change.description === undefined ? oldDescription : (change.description ?? undefined)
  const next: FlowDocument = {
    ...rest,
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.settings === undefined ? {} : { settings: change.settings }),
    ...(description === undefined ? {} : { description }),
  }
  const back: FlowChange = {
    ...(change.name === undefined ? {} : { name: document.name }),
    ...(change.settings === undefined ? {} : { settings: document.settings }),
    ...(change.description === undefined ? {} : { description: oldDescription ?? null }),
  }
  return { document: next, inverse: { op: 'change-flow', change: back } }
}

function applyBatch(document: FlowDocument, operations: readonly FlowOperation[]): Applied {
  let current = document
  const inverses: FlowOperation[] = []
  for (const operation of operations) {
    const applied = applyOperation(current, operation)
    current = applied.document
    inverses.push(applied.inverse)
  }
  return { document: current, inverse: { op: 'batch', operations: inverses.reverse() } }
}
