import { describe, expect, it } from 'vitest'
import { applyOperation } from './apply-operation.js'
import { copyOfNodes, pasteOperations } from './clipboard.js'
import { emptyFlow } from './empty-flow.js'
import type { FlowDocument, FlowNode } from './flow-document.js'
import { newNodeId } from './new-node-id.js'
import { parseFlowDocument } from './parse-flow-document.js'
import { renameInExpressions } from './rename-in-expressions.js'

const node = (id: string, more: Partial<FlowNode> = {}): FlowNode => ({ id, type: 'core.set', version: 1, name: id, position: { x: 0, y: 0 }, params: {}, ...more })

//   read -> sum -> mail
const document: FlowDocument = {
  ...emptyFlow('f', 'Flux'),
  nodes: [
    node('read', { name: 'Lire', position: { x: 100, y: 50 } }),
    node('sum', { name: 'Somme', position: { x: 300, y: 80 }, params: { total: '{{nodes.read.first.total}}' } }),
    node('mail', { params: { text: 'Total {{nodes.sum.first.total}} de {{nodes.read.first.nom}} ; nodes.sum en clair' } }),
  ],
  edges: [{ from: 'read.main', to: 'sum.main' }, { from: 'sum.main', to: 'mail.main' }],
}

function pasted(clipboard: unknown, at = { x: 0, y: 0 }) {
  const paste = pasteOperations(document, clipboard, at)
  if (!paste.ok) throw new Error(JSON.stringify(paste.diagnostics))
  return { after: applyOperation(document, paste.operation).document, ids: paste.ids }
}

describe('copy and paste', () => {
  it('gives the copies fresh ids, the edges among them, and expressions that name the copies', () => {
    const { after, ids } = pasted(JSON.stringify(copyOfNodes(document, ['sum', 'mail'])))
    expect(ids).toEqual(['somme', 'mail-2'])
    expect(after.edges.slice(2)).toEqual([{ from: 'somme.main', to: 'mail-2.main' }])
    // `read` wasn't copied: the original is meant.
    expect(after.nodes.at(-2)?.params).toEqual({ total: '{{nodes.read.first.total}}' })
    expect(after.nodes.at(-1)?.params).toEqual({ text: 'Total {{nodes.somme.first.total}} de {{nodes.read.first.nom}} ; nodes.sum en clair' })
  })

  it('gives a document that is still valid, and one undo takes all of it away', () => {
    const paste = pasteOperations(document, copyOfNodes(document, ['read', 'sum', 'mail']), { x: 7, y: 9 })
    if (!paste.ok) throw new Error('refused')
    const { document: after, inverse } = applyOperation(document, paste.operation)
    expect(parseFlowDocument(after).ok).toBe(true)
    expect(applyOperation(after, inverse).document).toEqual(document)
  })

  it('puts the top left corner where it was asked for and keeps the distances', () => {
    const { after } = pasted(copyOfNodes(document, ['read', 'sum']), { x: 1000, y: 1000 })
    expect(after.nodes.slice(3).map((copy) => copy.position)).toEqual([{ x: 1000, y: 1000 }, { x: 1200, y: 1030 }])
  })

  it('keeps ids that are free, so that cut and paste keeps what others refer to', () => {
    const cut = applyOperation(document, { op: 'remove-node', id: 'sum' }).document
    const paste = pasteOperations(cut, copyOfNodes(document, ['sum']), { x: 0, y: 0 })
    expect(paste).toMatchObject({ ok: true, ids: ['sum'] })
  })

  it('takes along what a copied loop contains, at any depth', () => {
    const loops = { ...document, nodes: [node('deep', { parent: 'inner' }), node('inner', { parent: 'read' }), ...document.nodes] }
    expect(copyOfNodes(loops, ['read']).nodes.map(({ id }) => id)).toEqual(['deep', 'inner', 'read'])
    expect(copyOfNodes(loops, ['deep']).nodes.map(({ id }) => id)).toEqual(['deep'])
  })

  it('frees a node from a container that was not copied along', () => {
    const { after } = pasted({ ...copyOfNodes(document, []), nodes: [node('x', { parent: 'elsewhere' })] })
    expect(after.nodes.at(-1)).toEqual(node('x'))
  })
})

describe('a hostile clipboard (U05)', () => {
  const codes = (clipboard: unknown) => {
    const paste = pasteOperations(document, clipboard, { x: 0, y: 0 })
    return paste.ok ? [] : paste.diagnostics.map((diagnostic) => diagnostic.code)
  }

  it('is refused like an import', () => {
    expect(codes('hello')).toEqual(['FLOW_CLIPBOARD_FORMAT_UNKNOWN'])
    expect(codes('"'.repeat(10_000_000))).toEqual(['FLOW_CLIPBOARD_FORMAT_UNKNOWN'])
    expect(codes('{"format":"maillon.clipboard/1","nodes":[{"__proto__":{"a":1}}]}')).toEqual(['JSON_FORBIDDEN_KEY'])
    expect(codes({ format: 'maillon.clipboard/1', nodes: [{ id: 'a' }] })).toContain('FLOW_FIELD_MISSING')
    expect(codes({ format: 'maillon.clipboard/1', nodes: [], edges: [{ from: 'read.main', to: 'mail.main' }] })).toContain('FLOW_EDGE_NODE_MISSING')
    expect(codes({ format: 'maillon.clipboard/1', nodes: 5 })).toEqual(['FLOW_FIELD_TYPE_WRONG'])
    expect(codes({ format: 'maillon.clipboard/1', nodes: Array.from({ length: 4999 }, (_, index) => node(`n${index}`)) })).toEqual(['FLOW_PASTE_TOO_LARGE'])
  })

  it('can not make the renaming slow', () => {
    const started = performance.now()
    const text = '{{'.repeat(1_000_000)
    expect(renameInExpressions({ text, other: `${'{{"'.repeat(500_000)}` }, { root: 'nodes', renamed: new Map([['a', 'b']]) })).toMatchObject({ text })
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('renaming inside expressions', () => {
  const renamed = (text: string) => renameInExpressions({ text }, { root: 'nodes', renamed: new Map([['a', 'a-2'], ['a-2', 'a-3']]) })['text']

  it.each([
    ['{{nodes.a.first.x}}', '{{nodes.a-2.first.x}}'],
    ['{{sum nodes.a.all "nodes.a"}} {{nodes.a-2.first.x}}', '{{sum nodes.a-2.all "nodes.a"}} {{nodes.a-3.first.x}}'],
    ['{{nodes.[a].first.x}}', '{{nodes.[a-2].first.x}}'],
    ['{{item.nodes.a}}', '{{item.nodes.a}}'],
    ['{{nodes.ab.first.x}}', '{{nodes.ab.first.x}}'],
    ['{{!-- nodes.a }} --}}{{! nodes.a }}nodes.a', '{{!-- nodes.a }} --}}{{! nodes.a }}nodes.a'],
    ['{{#if (eq nodes.a.first.x "}}")}}y{{/if}}', '{{#if (eq nodes.a-2.first.x "}}")}}y{{/if}}'],
    ['{{{nodes.a.first.x}}}', '{{{nodes.a-2.first.x}}}'],
    ['{{nodes.a.first', '{{nodes.a.first'],
  ])('%s becomes %s', (before, after) => {
    expect(renamed(before)).toBe(after)
  })
})

it('variables that change places are renamed at once, and steps of the same names stay', () => {
  const renamed = new Map([['a', 'b'], ['b', 'a']])
  expect(renameInExpressions({ text: '{{variables.a}} {{variables.[b]}} {{nodes.a.first.variables.a}} {{item.a}}', list: ['{{add variables.b 1}}'] }, { root: 'variables', renamed })).toEqual({
    text: '{{variables.b}} {{variables.[a]}} {{nodes.a.first.variables.a}} {{item.a}}', list: ['{{add variables.a 1}}'],
  })
})

describe('the id of a new node', () => {
  it.each([
    ['Lire les données', 'lire-les-donnees'],
    ['  Œuvre n° 1 : état  ', 'oeuvre-n-1-etat'],
    ['2e feuille', 'n-2e-feuille'],
    ['Constructor', 'n-constructor'],
    ['发送邮件', 'node'],
    ['', 'node'],
    ['x'.repeat(500), 'x'.repeat(48)],
  ])('made from « %s » is %s', (name, id) => {
    expect(newNodeId(name, new Set())).toBe(id)
  })

  it('is numbered where it is taken', () => {
    expect(newNodeId('Lire', new Set(['lire', 'lire-2']))).toBe('lire-3')
  })
})
