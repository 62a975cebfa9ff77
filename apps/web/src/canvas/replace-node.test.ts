import { describe, expect, it } from 'vitest'
import { applyOperation, emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { catalogueOf, type NodeDescriptor } from '@maillon/node-contract'
import { replaceNode } from './replace-node.js'

const port = (id: string) => ({ id, label: { fr: id, en: id } })
const descriptor = (type: string, more: Partial<NodeDescriptor>) =>
  ({ type, version: 1, title: { fr: `Titre ${type}`, en: `Title ${type}` }, inputs: [port('main')], outputs: [port('main')], params: { type: 'object', properties: {} }, credentials: [], modes: ['each'], ...more }) as unknown as NodeDescriptor
const mail = descriptor('mail.send', {
  params: { type: 'object', properties: { to: { type: 'string' }, subject: { type: 'string' }, count: { type: 'string' } } },
  credentials: [{ slot: 'smtp', types: ['smtp'], label: { fr: '', en: '' }, required: true }],
})
const chat = descriptor('notify.chat', {
  params: { type: 'object', properties: { subject: { type: 'string' }, count: { type: 'integer', default: 3 }, level: { enum: ['low', 'high'], default: 'low' } } },
  credentials: [{ slot: 'account', types: ['smtp', 'webhook'], label: { fr: '', en: '' }, required: true }],
  outputs: [port('sent'), port('refused')],
})
const end = descriptor('core.log', { outputs: [] })
const catalogue = catalogueOf([mail, chat, end])

//  before -> node -> after, and its errors -> fix
const flow: FlowDocument = {
  ...emptyFlow('f', 'f'),
  nodes: [
    { id: 'before', type: 'core.log', version: 1, name: 'a', position: { x: 0, y: 0 }, params: {} },
    { id: 'node', type: 'mail.send', version: 1, name: 'Titre mail.send', position: { x: 1, y: 2 }, params: { to: 'x', subject: '{{item.title}}', count: 'many' }, credentials: { smtp: { id: 'c', name: 'Compte' } }, onError: { choice: 'branch' }, pinned: { main: [] } },
    { id: 'after', type: 'core.log', version: 1, name: 'b', position: { x: 0, y: 0 }, params: {} },
  ],
  edges: [{ from: 'before.main', to: 'node.main' }, { from: 'node.main', to: 'after.main' }, { from: 'node.error', to: 'after.other' }],
}
const replaced = (next: NodeDescriptor) => applyOperation(flow, replaceNode(flow, { id: 'node', descriptor: next, catalogue, locale: 'fr' }))
const node = (document: FlowDocument) => document.nodes.find(({ id }) => id === 'node')

describe('a node of another type', () => {
  it('keeps what has the same name and kind, and begins with the defaults for the rest', () => {
    expect(node(replaced(chat).document)?.params).toEqual({ subject: '{{item.title}}', count: 3, level: 'low' })
  })

  it('keeps its id, its place and an account that fits; pinned rows of the old type go', () => {
    expect(node(replaced(chat).document)).toMatchObject({ id: 'node', type: 'notify.chat', name: 'Titre notify.chat', position: { x: 1, y: 2 }, credentials: { account: { id: 'c', name: 'Compte' } }, onError: { choice: 'branch' } })
    expect(node(replaced(chat).document)).not.toHaveProperty('pinned')
  })

  it('keeps its lines, at the port in the same place where ids differ', () => {
    expect(replaced(chat).document.edges).toEqual([{ from: 'before.main', to: 'node.main' }, { from: 'node.sent', to: 'after.main' }, { from: 'node.error', to: 'after.other' }])
  })

  it('loses lines that have no port any more', () => {
    expect(replaced(end).document.edges).toEqual([{ from: 'before.main', to: 'node.main' }, { from: 'node.error', to: 'after.other' }])
  })

  it('comes back whole with one undo', () => {
    const { document, inverse } = replaced(chat)
    expect(applyOperation(document, inverse).document).toEqual(flow)
  })
})
