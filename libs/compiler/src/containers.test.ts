import { applyOperation, type Diagnostic, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawFlow } from '../test-kit/draw-flow.js'
import { smallCatalogue } from '../test-kit/small-catalogue.js'
import type { CompileContext } from './compile-context.js'
import { compile } from './compile.js'
import { shapesOf } from './shapes-of.js'

const context: CompileContext = { now: Date.UTC(2026, 0, 15), timeZone: 'Europe/Paris', locale: 'fr' }
const findings = (document: FlowDocument) => compile(document, smallCatalogue, context).diagnostics
const told = (list: readonly Diagnostic[]) => list.map((finding) => `${finding.severity} ${finding.code} ${finding.node ?? '-'} ${finding.path ?? ''}`.trim())
const codes = (document: FlowDocument) => told(findings(document))

function planOf(document: FlowDocument) {
  const { plan, diagnostics } = compile(document, smallCatalogue, context)
  if (plan === null) throw new Error(told(diagnostics).join('\n'))
  return plan
}

/** The first fix applied: what is still wrong then? */
function mended(document: FlowDocument): readonly string[] {
  const fix = findings(document).find((finding) => finding.fix !== undefined)?.fix
  if (fix === undefined) throw new Error('no fix offered')
  return codes(fix.operations.reduce((after, operation) => applyOperation(after, operation).document, document))
}

const set = (value: unknown, more: Partial<FlowNode> = {}): Partial<FlowNode> => ({ params: { fields: [{ name: 'x', value }] } as FlowNode['params'], ...more })

//   start -> read -> loop( each -> set -> call ) -> sum
const simple = `
  start -> read -> loop.done -> sort
  loop: loop.each -> set -> call
`
const sorted = { sort: { params: {} } }

describe('the plan of a loop', () => {
  it('names the loop of each node of its body, and what its turns give', () => {
    const plan = planOf(drawFlow(simple, { ...sorted, loop: { params: { batchSize: 50, concurrency: 4 } } }))
    expect(plan.nodes.map(({ id, loop }) => [id, loop])).toEqual([['start', null], ['read', null], ['loop', null], ['set', 2], ['call', 2], ['sort', null]])
    expect(plan.nodes[2]?.spawn).toEqual({ kind: 'iteration', batchSize: 50, concurrency: 4, waits: true, collect: [{ node: 4, port: 0 }], flowId: null })
    expect(plan.nodes.filter(({ spawn }) => spawn !== null)).toHaveLength(1)
  })

  it('takes one row after the other where nothing else is said', () => {
    expect(planOf(drawFlow(simple, sorted)).nodes[2]?.spawn).toMatchObject({ batchSize: 1, concurrency: 1 })
  })

  it('has the body right behind the loop, although what follows stands first in the document', () => {
    const drawn = drawFlow(simple, sorted)
    const plan = planOf({ ...drawn, nodes: [...drawn.nodes].reverse() })
    expect(plan.nodes.map(({ id }) => id)).toEqual(['start', 'read', 'loop', 'set', 'call', 'sort'])
  })

  it('collects what the last nodes give by all of their ports, without errors and without what ends at a node that goes on', () => {
    const document = drawFlow(`
      start -> read -> loop
      loop: loop.each -> split
      loop: split.true -> read2
      loop: read2.error -> set
      loop: loop.each -> split2
      loop: loop.each -> inner
      inner: inner.each -> set2
    `, { inner: { type: 't.loop' }, read2: { onError: { choice: 'branch' } } })
    const plan = planOf(document)
    const collected = plan.nodes[2]?.spawn?.collect.map(({ node, port }) => `${plan.nodes[node]?.id}.${plan.nodes[node]?.outputs[port]}`)
    // Not split.false (split goes on by its other port), not read2.error, not inner.each.
    expect(collected).toEqual(['read2.main', 'set.main', 'split2.true', 'split2.false', 'inner.done'])
    expect(plan.nodes.find(({ id }) => id === 'inner')).toMatchObject({ loop: 2, spawn: { collect: [{ node: plan.nodes.findIndex(({ id }) => id === 'set2'), port: 0 }] } })
  })

  it('passes a disabled loop by with its whole body: a node that gives on what comes in', () => {
    const document = drawFlow(simple, { loop: { disabled: true }, sort: { params: { by: '' } }, set: set('{{nodes.nowhere.first.x}}') })
    const plan = planOf({ ...document, nodes: document.nodes.map((node) => (node.id === 'sort' ? { ...node, type: 't.set', params: { fields: [{ name: 'x', value: '{{nodes.loop.first.price}}' }] } } : node)) })
    expect(plan.nodes.map(({ id }) => id)).toEqual(['start', 'read', 'loop', 'sort'])
    expect(plan.nodes[2]).toMatchObject({ disabled: true, spawn: null, outputs: ['done'], outgoing: [[2]], incoming: [[1]] })
    expect(plan.nodes[3]).toMatchObject({ incoming: [[2]], references: [{ node: 2, port: 0, use: 'first' }] })
    expect(plan.edges[2]).toEqual({ fromNode: 2, fromPort: 0, toNode: 3, toPort: 0 })
  })

  it('collects from a disabled loop inside of it what passes that one by', () => {
    const plan = planOf(drawFlow(`
      start -> read -> loop.done -> set2
      loop: loop.each -> inner
      inner: inner.each -> inner2
      inner2: inner2.each -> set
    `, { inner: { type: 't.loop', disabled: true }, inner2: { type: 't.loop' }, set2: set('{{item.price}}') }))
    expect(plan.nodes.map(({ id }) => id)).toEqual(['start', 'read', 'loop', 'inner', 'set2'])
    expect(plan.nodes[3]).toMatchObject({ loop: 2, spawn: null, outputs: ['done'] })
    expect(plan.nodes[2]?.spawn?.collect).toEqual([{ node: 3, port: 0 }])
  })

  it('is topological, with bodies in one piece and indices that fit, for any nesting and any lines', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ parent: fc.nat(20), isLoop: fc.boolean(), before: fc.array(fc.nat(20), { maxLength: 3 }) }), { minLength: 1, maxLength: 14 }), fc.array(fc.nat(), { minLength: 15, maxLength: 15 }), (drawn, shuffle) => {
        const document = nestedFlow(drawn, shuffle)
        const { plan, diagnostics } = compile(document, smallCatalogue, context)
        if (plan === null) throw new Error(told(diagnostics).join('\n'))
        for (const edge of plan.edges) expect(edge.fromNode).toBeLessThan(edge.toNode)
        for (const [index, node] of plan.nodes.entries()) {
          for (const [port, list] of node.incoming.entries()) for (const at of list) expect(plan.edges[at]).toMatchObject({ toNode: index, toPort: port })
          for (const [port, list] of node.outgoing.entries()) for (const at of list) expect(plan.edges[at]).toMatchObject({ fromNode: index, fromPort: port })
          const parent = document.nodes.find(({ id }) => id === node.id)?.parent
          expect(node.loop === null ? undefined : plan.nodes[node.loop]?.id).toBe(parent)
          expect(node.spawn === null).toBe(node.type !== 't.loop')
          for (const output of node.spawn?.collect ?? []) {
            expect(plan.nodes[output.node]?.loop).toBe(index)
            expect(plan.nodes[output.node]?.outgoing[output.port]).toEqual([])
          }
          // Everything between a loop and the last node inside of it stands inside of it too.
          const inside = plan.nodes.flatMap((_, at) => (chainOf(plan, at).includes(index) ? [at] : []))
          expect(inside).toEqual(inside.map((_, at) => index + 1 + at))
        }
        expect(compile(structuredClone(document), smallCatalogue, context).plan).toEqual(plan)
      }),
      { numRuns: 300 },
    )
  })
})

function chainOf(plan: ReturnType<typeof planOf>, index: number): readonly number[] {
  const chain: number[] = []
  for (let at = plan.nodes[index]?.loop ?? null; at !== null; at = plan.nodes[at]?.loop ?? null) chain.push(at)
  return chain
}

/** A flow of loops in loops: each node after one of its own level, or first in its body; no body is empty. */
function nestedFlow(drawn: readonly { readonly parent: number; readonly isLoop: boolean; readonly before: readonly number[] }[], shuffle: readonly number[]): FlowDocument {
  const nodes: FlowNode[] = [{ id: 'start', type: 't.start', version: 1, name: 'S', position: { x: 0, y: 0 }, params: { schedule: { every: 'day', at: '08:00' } } }]
  const edges: { from: string; to: string }[] = []
  const loops: string[] = []
  const add = (id: string, isLoop: boolean, parent: string | undefined, before: readonly number[]) => {
    const level = nodes.filter((node) => node.parent === parent)
    const sources = level.length === 0 ? [] : [...new Set(before.map((at) => level[at % level.length] as FlowNode))]
    const from = sources.length > 0 ? sources.map((node) => `${node.id}.${node.type === 't.loop' ? 'done' : 'main'}`) : [parent === undefined ? 'start.main' : `${parent}.each`]
    for (const end of from) edges.push({ from: end, to: `${id}.main` })
    nodes.push({ id, type: isLoop ? 't.loop' : 't.set', version: 1, name: id, position: { x: 0, y: 0 }, params: isLoop ? {} : { fields: [{ name: 'x', value: 1 }] }, ...(parent === undefined ? {} : { parent }) })
  }
  for (const [index, { parent, isLoop, before }] of drawn.entries()) {
    const choices = [undefined, ...loops]
    const chosen = choices[parent % choices.length]
    const depth = (id: string | undefined): number => (id === undefined ? 0 : 1 + depth(nodes.find((node) => node.id === id)?.parent))
    const asLoop = isLoop && depth(chosen) < 7
    add(`n${index}`, asLoop, chosen, before)
    if (asLoop) loops.push(`n${index}`)
  }
  for (const loop of loops) if (!nodes.some(({ parent }) => parent === loop)) add(`body-of-${loop}`, false, loop, [])
  const order = new Map(nodes.map((node, index) => [node.id, shuffle[index % shuffle.length] ?? 0]))
  return { ...drawFlow(''), nodes: [...nodes].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)), edges }
}

describe('a loop', () => {
  it('must have something in it', () => {
    expect(codes(drawFlow('start -> read -> loop.done -> set'))).toEqual(['error LOOP_BODY_EMPTY loop'])
  })

  it('leads by “each” into its own body alone; one button puts the node there', () => {
    const outside = drawFlow(`
      start -> read -> loop.done -> sort
      loop.each -> set -> set2
      loop: loop.each -> set3
    `, sorted)
    expect(codes(outside)).toEqual(['error LOOP_EACH_OUTSIDE loop'])
    // What came behind it is then outside of the loop, which is told next.
    expect(mended(outside)).toEqual(['error LOOP_BODY_LEFT set'])
    const deeper = drawFlow(`
      start -> read -> loop
      loop: loop.each -> inner
      inner: inner.each -> set
      loop.each -> set
    `, { inner: { type: 't.loop' } })
    expect(codes(deeper)).toEqual(['error LOOP_BODY_ENTERED set'])
    expect(mended(deeper)).toEqual([])
  })

  it.each([
    ['from before the loop', 'read.main -> set'],
    ['from what the loop gives itself', 'loop.done -> set'],
  ])('is entered by no other line: %s', (_title, line) => {
    const document = drawFlow(`
      start -> read -> loop
      loop: loop.each -> set
      ${line}
    `)
    expect(codes(document)).toEqual(['error LOOP_BODY_ENTERED set'])
    expect(mended(document)).toEqual([])
  })

  it('is left by no line; one button lets it start from what the loop gives', () => {
    const document = drawFlow(`
      start -> read -> loop
      loop: loop.each -> inner
      inner: inner.each -> set
      set -> set2
    `, { inner: { type: 't.loop' } })
    expect(findings(document)).toMatchObject([{ code: 'LOOP_BODY_LEFT', node: 'set', params: { name: 'SET', to: 'SET2', loop: 'LOOP' } }])
    expect(mended(document)).toEqual([])
  })

  it('needs no line back: it is told so, not called a circle', () => {
    for (const target of ['inner', 'loop']) {
      const document = drawFlow(`
        start -> read -> loop
        loop: loop.each -> inner
        inner: inner.each -> set
        set -> ${target}
      `, { inner: { type: 't.loop' } })
      expect(codes(document)).toEqual(['error LOOP_BODY_LED_BACK set'])
      expect(mended(document)).toEqual([])
    }
  })

  it('holds neither triggers nor returns', () => {
    const document = drawFlow(`
      start -> read -> loop
      loop: loop.each -> set -> give
      loop: hook
    `)
    expect(codes(document).filter((code) => code.includes('LOOP'))).toEqual(['error LOOP_RETURN_INSIDE give', 'error LOOP_TRIGGER_INSIDE hook'])
  })

  it('may stand in a loop, up to eight levels', () => {
    const nested = (levels: number) => {
      const lines = Array.from({ length: levels }, (_, at) => (at === 0 ? 'start -> loop0' : `loop${at - 1}: loop${at - 1}.each -> loop${at}`))
      return drawFlow([...lines, `loop${levels - 1}: loop${levels - 1}.each -> set`].join('\n'))
    }
    expect(codes(nested(8))).toEqual([])
    expect(codes(nested(9))).toEqual(['error LOOP_TOO_DEEP loop8'])
  })
})

describe('a parent', () => {
  it.each([
    ['FLOW_PARENT_MISSING', { set: { parent: 'nowhere' } }],
    ['NODE_PARENT_NOT_A_LOOP', { set: { parent: 'read' } }],
  ] as const)('that is no loop of this flow is %s, which one button mends', (code, change) => {
    const document = drawFlow('start -> read -> set', change)
    expect(codes(document)).toEqual([`error ${code} set`])
    expect(mended(document)).toEqual([])
  })

  it('is never inside of its own child', () => {
    const document = drawFlow(`
      start -> read -> loop
      loop.done -> loop2
    `, { loop: { parent: 'loop2' }, loop2: { parent: 'loop' } })
    expect(codes(document)).toContain('error FLOW_PARENT_CIRCULAR loop')
    expect(codes(document)).toContain('error FLOW_PARENT_CIRCULAR loop2')
  })

  it('of a type that is not known is not judged', () => {
    expect(codes(drawFlow(`
      start -> other
      other: other.each -> set
      set -> set2
    `))).toEqual(['error NODE_TYPE_UNKNOWN other'])
  })

  it('that is disabled disables what stands in it', () => {
    expect(codes(drawFlow(simple, { ...sorted, loop: { disabled: true }, call: { params: {} } }))).toEqual([])
  })
})

describe('circles', () => {
  it('inside a body are found too, also where the loop itself is on one', () => {
    const document = drawFlow(`
      start -> loop.done -> set -> loop
      loop: loop.each -> set2 -> set3 -> set2
    `)
    expect(findings(document).filter(({ code }) => code === 'FLOW_CIRCLE').map(({ params }) => params['nodes'])).toEqual(['LOOP → SET → LOOP', 'SET2 → SET3 → SET2'])
  })
})

describe('expressions and loops', () => {
  const at = 'set2 /fields/0/value'
  const inside = (text: string, more = '') => drawFlow(`
    start -> read -> set0 -> loop.done -> sort
    loop: loop.each -> set -> set2
    ${more}
  `, { ...sorted, set2: set(text) })
  const outside = (text: string) => drawFlow(`
    start -> read -> loop.done -> set2
    loop: loop.each -> set -> set3
  `, { set2: set(text) })

  it.each(['{{item.price}}', '{{nodes.read.first.price}}', '{{nodes.set.first.total}}', '{{nodes.loop.first.price}}', '{{sum nodes.loop.all "price"}}', '{{nodes.loop.same.price}}', '{{nodes.loop.ports.each.first.price}}', '{{trigger.instant}}'])(
    'inside may read %s',
    (text) => {
      expect(codes(inside(text))).toEqual([])
    },
  )

  it('inside can’t read what the loop will have given, nor find the row of something before the loop', () => {
    expect(codes(inside('{{nodes.loop.ports.done.first.price}}'))).toEqual([`error EXPRESSION_LOOP_NOT_OVER ${at}`])
    expect(codes(inside('{{nodes.read.same.price}}'))).toEqual([`error EXPRESSION_SAME_ROW_DROPPED ${at}`])
    expect(codes(inside('{{nodes.loop.first.prise}}'))).toEqual([`error NODE_FIELD_MISSPELLED ${at}`])
  })

  it('outside read what the loop gave, and no node of its body; one button reads the loop instead', () => {
    expect(codes(outside('{{nodes.loop.first.total}} {{nodes.loop.ports.done.first.price}} {{nodes.loop.same.price}} {{item.total}}'))).toEqual([])
    expect(codes(outside('{{nodes.loop.ports.each.first.price}}'))).toEqual([`error EXPRESSION_LOOP_TURN_OUTSIDE ${at}`])
    const document = outside('{{nodes.set3.first.total}}')
    expect(codes(document)).toEqual([`error EXPRESSION_NODE_IN_LOOP ${at}`])
    expect(mended(document)).toEqual([])
  })

  it('in another loop can’t read a body either', () => {
    expect(codes(drawFlow(`
      start -> read -> loop.done -> loop2
      loop: loop.each -> set
      loop2: loop2.each -> set2
    `, { set2: set('{{nodes.set.first.total}}') }))).toEqual([`error EXPRESSION_NODE_IN_LOOP ${at}`])
  })

  it('become references to the output that is meant from where they stand', () => {
    const references = (document: FlowDocument) => planOf(document).nodes.find(({ id }) => id === 'set2')?.references
    expect(references(inside('{{nodes.loop.first.price}} {{nodes.read.first.price}}'))).toEqual([{ node: 3, port: 0, use: 'first' }, { node: 1, port: 0, use: 'first' }])
    expect(references(outside('{{nodes.loop.first.total}}'))).toEqual([{ node: 2, port: 1, use: 'first' }])
  })

  it('are not said to be out of reach only because a line into the body is wrong', () => {
    expect(codes(drawFlow(`
      start -> read -> loop
      loop: set2
      read -> set2
    `, { set2: set('{{nodes.loop.first.price}}') }))).toEqual(['error LOOP_BODY_ENTERED set2'])
  })
})

it('a loop whose errors branch off says which turn failed', () => {
  const document = drawFlow(`
    start -> read -> loop
    loop: loop.each -> set
    loop.error -> set2
  `, { loop: { onError: { choice: 'branch' } }, set2: set('{{item.turn}} {{item.error.message}}') })
  expect(codes(document)).toEqual([])
  expect(planOf(document).nodes[2]).toMatchObject({ outputs: ['each', 'done', 'error'], spawn: { collect: [{ node: 3, port: 0 }] } })
})

describe('the fields around a loop', () => {
  const document = drawFlow(`
    start -> read -> loop.done -> set2
    loop: loop.each -> set
    loop: loop.each -> inner.done -> sort
    inner: inner.each -> sum
  `, { inner: { type: 't.loop' }, sort: { params: { by: 'best' } }, sum: { params: { groupBy: ['product'], totals: [{ name: 'best', function: 'max', field: 'price' }] } } })
  const shapes = shapesOf(document, smallCatalogue, context)
  const names = (fields: { readonly fields: readonly { readonly name: string }[] } | undefined) => fields?.fields.map(({ name }) => name)

  it('are those of its input in the body, and those of everything collected behind it', () => {
    expect(codes(document)).toEqual([])
    expect(names(shapes.node('set')?.inputs['main'])).toEqual(['price', 'product'])
    expect(names(shapes.node('inner')?.outputs['done'])).toEqual(['product', 'best'])
    expect(names(shapes.node('set2')?.inputs['main'])).toEqual(['price', 'product', 'total', 'best'])
  })

  it('are offered to expressions where they can be read', () => {
    const upstream = (id: string) => shapes.upstream(id).map((node) => `${node.id}.${Object.keys(node.outputs).join('+')}${node.sameRow ? ' same' : ''}`)
    expect(upstream('sum')).toEqual(['inner.each', 'loop.each', 'read.main', 'start.main'])
    expect(upstream('set')).toEqual(['loop.each same', 'read.main', 'start.main'])
    expect(upstream('set2')).toEqual(['loop.done same', 'read.main', 'start.main'])
  })
})
