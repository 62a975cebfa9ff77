import type { FlowDocument } from '@maillon/flow-document'
import { catalogueOf, type NodeDescriptor } from '@maillon/node-contract'
import { expect, it } from 'vitest'
import { boxesOf, linesOf, type DiagramWords, type Picture } from './diagram-boxes.js'
import { framesOf } from './layout/frames.js'

const catalogue = catalogueOf([])
const document: FlowDocument = {
  format: 'maillon.flow/1', id: 'x', name: 'X', settings: {}, notes: [], requires: {}, edges: [{ from: 'a.main', to: 'b.main' }],
  nodes: [
    { id: 'a', type: 'core.manual', version: 1, name: 'Début', position: { x: 0, y: 0 }, params: {} },
    { id: 'b', type: 'core.set', version: 1, name: 'Champs', position: { x: 300, y: 0 }, params: {} },
  ],
}
const wordsIn = (step: string): DiagramWords => ({ step, group: 'g', note: 'n', line: (from, to) => `${step}: ${from} → ${to}` })
const pictureIn = (step: string): Picture => ({ document, frames: framesOf(document, catalogue), catalogue, words: wordsIn(step) })
const spoken = (boxes: ReturnType<typeof boxesOf>) => boxes.map(({ domAttributes }) => domAttributes?.['aria-roledescription'])

it('boxes that did not change stay the same ones, and are not drawn anew', () => {
  const first = boxesOf(pictureIn('étape'), []).map((box) => ({ ...box, measured: { width: 248, height: 88 } }))
  const again = boxesOf(pictureIn('étape'), first)
  expect(again.map((box, at) => box === first[at])).toEqual([true, true])
})

it('boxes and lines speak another language as soon as the page does', () => {
  const first = boxesOf(pictureIn('étape'), []).map((box) => ({ ...box, measured: { width: 248, height: 88 } }))
  expect(spoken(boxesOf(pictureIn('step'), first))).toEqual(['step', 'step'])
  expect(linesOf(pictureIn('step'), new Set()).map(({ ariaLabel }) => ariaLabel)).toEqual(['step: Début → Champs'])
})

it('lines know which of their ends has ports with names', () => {
  const port = (id: string) => ({ id, label: { fr: id, en: id } })
  const descriptor = (type: string, outputs: readonly string[]) => ({ type, version: 1, inputs: [port('main')], outputs: outputs.map(port), params: {} }) as unknown as NodeDescriptor
  const types = catalogueOf([descriptor('core.manual', ['yes', 'no']), descriptor('core.set', ['main'])])
  const branching = { ...document, edges: [{ from: 'a.no', to: 'b.main' }, { from: 'b.main', to: 'a.main' }] }
  const lines = linesOf({ ...pictureIn('step'), document: branching, catalogue: types }, new Set())
  expect(lines.map(({ data }) => data?.named)).toEqual(['from', null])
})
