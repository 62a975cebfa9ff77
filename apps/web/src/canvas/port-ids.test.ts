import { expect, it } from 'vitest'
import type { NodeDescriptor } from '@maillon/node-contract'
import { emptyFlow } from '@maillon/flow-document'
import { edgesAfterRename, portOfPointer, withPortIds } from './port-ids.js'

const workbook = { inputs: { each: 'sheets', key: 'id', labelKey: 'name' }, outputs: [] } as unknown as NodeDescriptor

it('gives a new element the next free id, and leaves the others alone', () => {
  const params = { sheets: [{ id: 'sheets-1', name: 'Total' }, { name: '' }, { name: 'Totaux' }] }
  expect(withPortIds(workbook, params)).toEqual({ sheets: [{ id: 'sheets-1', name: 'Total' }, { name: '', id: 'sheets-2' }, { name: 'Totaux', id: 'sheets-3' }] })
})

it('gives the same object back where nothing is missing', () => {
  const params = { sheets: [{ id: 'a', name: 'A' }] }
  expect(withPortIds(workbook, params)).toBe(params)
})

it('knows the port that a parameter is about', () => {
  const params = { sheets: [{ id: 'a' }, { id: 'b' }] }
  expect(portOfPointer(workbook, params, '/sheets/1/columns/0/field')).toBe('b')
  expect(portOfPointer(workbook, params, '/fileName')).toBeUndefined()
})

it('lets lines follow a port that gets another name, and leaves them alone where elements change places', () => {
  const document = { ...emptyFlow('f', 'F'), edges: [{ from: 'a.main', to: 'w.ventes' }, { from: 'b.main', to: 'w.totaux' }] }
  const node = { id: 'w', descriptor: workbook }
  const before = { sheets: [{ id: 'ventes' }, { id: 'totaux' }] }
  expect(edgesAfterRename(document, node, { before, after: { sheets: [{ id: 'produits' }, { id: 'totaux' }] } })).toEqual([
    { op: 'remove-edge', edge: { from: 'a.main', to: 'w.ventes' } },
    { op: 'add-edge', edge: { from: 'a.main', to: 'w.produits' }, at: 0 },
  ])
  expect(edgesAfterRename(document, node, { before, after: { sheets: [{ id: 'totaux' }, { id: 'ventes' }] } })).toEqual([])
})
