import { describe, expect, it } from 'vitest'
import { applyOperation, emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { catalogueOf, type NodeDescriptor, type PortSpec } from '@maillon/node-contract'
import { addNode, defaultParams } from './add-node.js'
import type { PlaceToAdd } from './editor-store.js'

const port = (id: string): PortSpec => ({ id, label: { fr: id, en: id } })
const descriptor = (type: string, inputs: readonly string[], outputs: readonly string[]) =>
  ({ type, version: 1, title: { fr: `Titre ${type}`, en: type }, inputs: inputs.map(port), outputs: outputs.map(port), params: { type: 'object', properties: {} } }) as unknown as NodeDescriptor
const set = descriptor('core.set', ['main'], ['main'])
const condition = descriptor('core.condition', ['main'], ['true', 'false'])
const mail = descriptor('mail.send', ['main'], [])
const loop = { ...descriptor('core.for-each', ['main'], ['each', 'done']), construct: 'loop' } as NodeDescriptor
const catalogue = catalogueOf([set, condition, mail, loop])

const node = (id: string, type = 'core.set'): FlowNode => ({ id, type, version: 1, name: id, position: { x: 0, y: 0 }, params: {} })
const added = (document: FlowDocument, from: PlaceToAdd, what: NodeDescriptor) => {
  const { id, operation } = addNode(document, { descriptor: what, from, locale: 'fr', catalogue })
  return { id, document: applyOperation(document, operation).document, undone: applyOperation(applyOperation(document, operation).document, applyOperation(document, operation).inverse).document }
}

describe('adding from an output port', () => {
  it('connects the new node to that port', () => {
    const flow = { ...emptyFlow('f', 'f'), nodes: [node('si', 'core.condition')] }
    const { id, document } = added(flow, { kind: 'port', node: 'si', port: 'false' }, mail)
    expect(document.edges).toEqual([{ from: 'si.false', to: `${id}.main` }])
  })
})

describe('adding on a line', () => {
  //  a -> c <- b        both lines end in one port: their order is the order of the rows
  const flow: FlowDocument = { ...emptyFlow('f', 'f'), nodes: [node('a'), node('b'), node('c')], edges: [{ from: 'a.main', to: 'c.main' }, { from: 'b.main', to: 'c.main' }] }

  it('puts the node in between and keeps the order in which rows arrive behind it', () => {
    const { id, document } = added(flow, { kind: 'edge', from: 'a.main', to: 'c.main' }, condition)
    expect(document.edges.filter(({ to }) => to === 'c.main').map(({ from }) => from)).toEqual([`${id}.true`, 'b.main'])
    expect(document.edges).toContainEqual({ from: 'a.main', to: `${id}.main` })
  })

  it('goes on from the end of a loop: what comes after it stays outside', () => {
    const { id, document } = added(flow, { kind: 'edge', from: 'a.main', to: 'c.main' }, loop)
    expect(document.edges).toContainEqual({ from: `${id}.done`, to: 'c.main' })
    expect(document.nodes.find((one) => one.id === 'c')?.parent).toBeUndefined()
  })

  it('is one step of undo', () => {
    expect(added(flow, { kind: 'edge', from: 'a.main', to: 'c.main' }, set).undone).toEqual(flow)
  })
})

describe('adding from the palette', () => {
  it('follows the newest node where nothing follows it yet', () => {
    const flow = { ...emptyFlow('f', 'f'), nodes: [node('a')] }
    expect(added(flow, { kind: 'anywhere' }, set).document.edges).toHaveLength(1)
  })

  it('goes into the newest node where that is a loop without a step', () => {
    const { id, document } = added({ ...emptyFlow('f', 'f'), nodes: [node('l', 'core.for-each')] }, { kind: 'anywhere' }, set)
    expect(document.edges).toEqual([{ from: 'l.each', to: `${id}.main` }])
    expect(document.nodes.find((one) => one.id === id)?.parent).toBe('l')
  })

  it('stands free where it was let go', () => {
    const flow = { ...emptyFlow('f', 'f'), nodes: [node('a')] }
    const { id, document } = added(flow, { kind: 'place', x: 400, y: 240 }, set)
    expect(document.edges).toEqual([])
    expect(document.nodes.find((one) => one.id === id)?.position).toEqual({ x: 400, y: 240 })
  })

  it('gives a name that no other node has', () => {
    const first = added(emptyFlow('f', 'f'), { kind: 'anywhere' }, set).document
    const second = added(first, { kind: 'anywhere' }, set).document
    expect(second.nodes.map(({ name }) => name)).toEqual(['Titre core.set', 'Titre core.set 2'])
    expect(new Set(second.nodes.map(({ id }) => id)).size).toBe(2)
  })
})

describe('the first parameters', () => {
  it('are the defaults of the schema, with one element where a list of objects needs one', () => {
    const item = { type: 'object', properties: { name: { type: 'string' }, format: { type: 'string', default: 'text' } } }
    const schema = { type: 'object', properties: { method: { enum: ['GET'], default: 'GET' }, url: { type: 'string' }, rows: { type: 'array', minItems: 1, items: item }, more: { type: 'array', items: item } } }
    expect(defaultParams(schema)).toEqual({ method: 'GET', rows: [{ format: 'text' }] })
  })
})
