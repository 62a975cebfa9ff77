import { expect, it } from 'vitest'
import { convertForeign } from './convert-foreign.js'
import { smallN8n } from './small-flows.fixture.js'
import type { FlowDocument } from '@maillon/flow-document'

const conversion = convertForeign(smallN8n)
const [flow] = conversion.ok ? conversion.flows : []
const at = (id: string) => flow?.nodes.find((node) => node.id === id)?.position ?? { x: Number.NaN, y: Number.NaN }

//  loop [ call -> table -> end of turn ] -> answer
it('lays the body of a loop out from left to right inside it', () => {
  const loop = at('loop')
  const body = ['call', 'table', 'fin-du-tour'].map(at)
  for (const place of body) {
    expect(place.x).toBeGreaterThanOrEqual(loop.x + 104)
    expect(place.y).toBeGreaterThanOrEqual(loop.y + 104)
  }
  for (const [index, place] of body.slice(1).entries()) expect(place.x).toBeGreaterThanOrEqual((body[index]?.x ?? 0) + 248)
})

it('moves what stands right of a loop beyond it, with its notes, and leaves what stands left', () => {
  expect(at('answer').x).toBeGreaterThan(at('fin-du-tour').x + 248)
  expect(at('webhook')).toEqual({ x: 0, y: 345 })
})

it('lays inner loops out before the loops around them', () => {
  const node = (name: string, kind: string, position: readonly number[]) => ({ id: name, name, type: `n8n-nodes-base.${kind}`, typeVersion: 3, position: [...position], parameters: {} })
  const to = (target: string) => [{ node: target, type: 'main', index: 0 }]
  const nested = convertForeign({
    nodes: [node('Start', 'manualTrigger', [0, 0]), node('Outer', 'splitInBatches', [200, 0]), node('Inner', 'splitInBatches', [0, 900]), node('Work', 'noOp', [0, 0]), node('End', 'noOp', [300, 0])],
    connections: { Start: { main: [to('Outer')] }, Outer: { main: [to('End'), to('Inner')] }, Inner: { main: [to('Outer'), to('Work')] }, Work: { main: [to('Inner')] } },
  })
  const [document] = nested.ok ? (nested.flows as readonly FlowDocument[]) : []
  const place = (id: string) => document?.nodes.find((one) => one.id === id)
  expect([place('inner')?.parent, place('work')?.parent]).toEqual(['outer', 'inner'])
  const [outer, inner, work, end] = ['outer', 'inner', 'work', 'end'].map((id) => place(id)?.position ?? { x: Number.NaN, y: Number.NaN })
  expect(inner?.x).toBeGreaterThan(outer?.x ?? 0)
  expect(work?.x).toBeGreaterThan(inner?.x ?? 0)
  expect(work?.y).toBeGreaterThan(inner?.y ?? 0)
  expect(end?.x).toBeGreaterThan((work?.x ?? 0) + 248)
})
