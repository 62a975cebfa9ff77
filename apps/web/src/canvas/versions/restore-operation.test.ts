import { expect, it } from 'vitest'
import { applyOperation, emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { restoreOperation } from './restore-operation.js'

const node = (id: string): FlowNode => ({ id, type: 'core.set', version: 1, name: id, position: { x: 0, y: 0 }, params: {} })
const version: FlowDocument = {
  ...emptyFlow('f', 'Rapport'),
  description: 'Chaque jour',
  nodes: [node('a'), node('b')],
  edges: [{ from: 'a.main', to: 'b.main' }],
  notes: [{ id: 'n1', text: 'À revoir', position: { x: 0, y: 0 }, size: { width: 200, height: 100 } }],
}
const draft: FlowDocument = { ...emptyFlow('f', 'Autre'), nodes: [node('b'), node('z')], edges: [{ from: 'b.main', to: 'z.main' }], notes: [{ id: 'n2', text: 'x', position: { x: 0, y: 0 }, size: { width: 200, height: 100 } }] }

it('brings back the whole version, with its notes and its description', () => {
  expect(applyOperation(draft, restoreOperation(draft, version)).document).toEqual(version)
})

it('takes a description away that the version did not have', () => {
  const { description: _, ...without } = version
  expect(applyOperation(version, restoreOperation(version, without)).document.description).toBeUndefined()
})

it('is one step of undo', () => {
  const applied = applyOperation(draft, restoreOperation(draft, version))
  expect(applyOperation(applied.document, applied.inverse).document).toEqual(draft)
})
