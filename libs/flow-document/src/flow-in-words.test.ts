import { catalogueOf, type NodeDescriptor } from '@maillon/node-contract'
import { expect, it } from 'vitest'
import { emptyFlow } from './empty-flow.js'
import type { FlowDocument, FlowNode } from './flow-document.js'
import { flowInWords } from './flow-in-words.js'

const descriptor = (type: string, fr: string, en: string): NodeDescriptor => ({
  type, version: 1, title: { fr: `Titre ${type}`, en: `Title ${type}` }, description: { fr: '', en: '' }, keywords: { fr: [], en: [] }, icon: 'x', group: 'logic', params: {},
  inputs: [], outputs: [], modes: ['all'], effects: 'none', light: false, runOnEmpty: false, keepsRows: false, credentials: [], outputShapes: {}, timeoutMs: 1, examples: [], words: { fr, en },
})
const catalogue = catalogueOf([descriptor('t.start', 'démarre chaque jour', 'starts every day'), { ...descriptor('t.read', 'lit « {{sheet}} »', 'reads “{{sheet}}”'), outputs: [{ id: 'found', label: { fr: 'Trouvé', en: 'Found' } }, { id: 'rest', label: { fr: 'Le reste', en: 'The rest' } }] }, descriptor('t.join', 'relie', 'joins')])
const node = (id: string, type: string, more: Partial<FlowNode> = {}): FlowNode => ({ id, type, version: 1, name: id.toUpperCase(), position: { x: 0, y: 0 }, params: {}, ...more })

//   a -> b -> d.left
//    \-> c -> d.right -> e (disabled) -> f (unknown type)
const document: FlowDocument = {
  ...emptyFlow('f', 'Rapport'), description: 'Chaque matin.',
  nodes: [node('d', 't.join'), node('a', 't.start'), node('b', 't.read', { params: { sheet: 'Prix' }, onError: { choice: 'skip' } }), node('c', 't.read'), node('e', 't.join', { disabled: true }), node('f', 'acme.x')],
  edges: [['a.main', 'b.main'], ['a.main', 'c.main'], ['b.main', 'd.left'], ['c.rest', 'd.right'], ['d.main', 'e.main'], ['e.main', 'f.main']].map(([from, to]) => ({ from: from as string, to: to as string })),
}

it('is a numbered text in running order, in French', () => {
  expect(flowInWords(document, { catalogue, locale: 'fr' }).replaceAll('\u00a0', ' ')).toBe(`Flux « Rapport »

Chaque matin.

1. « A » démarre chaque jour.
2. « B » lit « Prix », en passant les lignes en erreur.
3. « C » (Titre t.read), après l’étape 1.
4. « D » relie, après les étapes 2 et 3 (Le reste).
5. « E » relie (désactivé : laisse passer les données).
6. « F » est d’un type inconnu ici (acme.x).
`)
})

it('and in English', () => {
  const text = flowInWords(document, { catalogue, locale: 'en' })
  expect(text).toContain('2. “B” reads “Prix”, passing over rows that fail.')
  expect(text).toContain('4. “D” joins, after steps 2 and 3 (The rest).')
})

it('tells a flow with a circle too', () => {
  const circle = { ...document, edges: [...document.edges, { from: 'f.main', to: 'b.main' }] }
  expect(flowInWords(circle, { catalogue, locale: 'en' }).split('\n').filter((line) => /^\d/.test(line))).toHaveLength(6)
})

it('tells the body of a loop right behind the loop, set in, before what follows', () => {
  //   a -> loop(each -> x -> inner(each -> y)) -> z
  const looped: FlowDocument = {
    ...emptyFlow('f', 'Boucle'),
    nodes: [node('z', 't.join'), node('a', 't.start'), node('loop', 't.join'), node('y', 't.join', { parent: 'inner' }), node('inner', 't.join', { parent: 'loop' }), node('x', 't.join', { parent: 'loop' })],
    edges: [['a.main', 'loop.main'], ['loop.main', 'z.main'], ['loop.main', 'x.main'], ['x.main', 'inner.main'], ['inner.main', 'y.main']].map(([from, to]) => ({ from: from as string, to: to as string })),
  }
  const lines = flowInWords(looped, { catalogue, locale: 'en' }).split('\n').slice(2)
  expect(lines.map((line) => line.replace(/ joins.*/, ''))).toEqual(['1. “A” starts every day.', '2. “LOOP”', '   3. “X”', '   4. “INNER”', '      5. “Y”', '6. “Z”', ''])
})
