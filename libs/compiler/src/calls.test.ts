import { applyOperation, type Diagnostic, type FlowDocument } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import { describe, expect, it } from 'vitest'
import { drawFlow } from '../test-kit/draw-flow.js'
import { smallCatalogue } from '../test-kit/small-catalogue.js'
import type { CompileContext, KnownFlow } from './compile-context.js'
import { compile } from './compile.js'
import { flowInterface } from './flow-interface.js'
import { shapesOf } from './shapes-of.js'

const context: CompileContext = { now: Date.UTC(2026, 0, 15), timeZone: 'Europe/Paris', locale: 'fr' }
const findings = (document: FlowDocument, more: Partial<CompileContext> = {}) => compile(document, smallCatalogue, { ...context, ...more }).diagnostics
const told = (list: readonly Diagnostic[]) => list.map((finding) => `${finding.severity} ${finding.code} ${finding.node ?? '-'} ${finding.path ?? ''}`.trim())
const codes = (document: FlowDocument, more: Partial<CompileContext> = {}) => told(findings(document, more))
const planOf = (document: FlowDocument) => {
  const { plan, diagnostics } = compile(document, smallCatalogue, context)
  if (plan === null) throw new Error(told(diagnostics).join('\n'))
  return plan
}

const flow = (id: string, more: Partial<KnownFlow> = {}): KnownFlow => ({ id, name: id.toUpperCase(), hasFlowTrigger: true, hasErrorTrigger: false, calls: [], ...more })
const calling = (params: JsonObject = {}) => drawFlow('start -> read -> sub -> set', { sub: { params: { flow: { id: 'f2', name: 'Autre' }, ...params } } })

describe('a call', () => {
  it('is in the plan what the engine has to run: all rows at once and waited for, where nothing else is said', () => {
    expect(planOf(calling()).nodes[2]?.spawn).toEqual({ kind: 'flow', batchSize: null, concurrency: 1, waits: true, collect: [], flowId: 'f2' })
    expect(planOf(calling({ batchSize: 20, waits: false })).nodes[2]?.spawn).toMatchObject({ batchSize: 20, waits: false })
    expect(planOf(drawFlow('start -> sub', { sub: { disabled: true } })).nodes[1]?.spawn).toBeNull()
  })

  it('names a flow that is there, can be called, and is another one', () => {
    expect(codes(calling({ flow: { id: '', name: '' } }))).toEqual(['error CALL_FLOW_UNCHOSEN sub /flow'])
    expect(codes(drawFlow('start -> sub', { sub: { params: {} } }))).toEqual(['error NODE_PARAM_MISSING sub /flow'])
    expect(codes(calling({ flow: { id: 'f', name: 'Flux' } }))).toEqual(['error CALL_FLOW_ITSELF sub /flow'])
    expect(codes(calling())).toEqual([])
    expect(codes(calling(), { flows: [] })).toEqual(['error CALL_FLOW_UNKNOWN sub /flow'])
    expect(codes(calling(), { flows: [flow('f2', { hasFlowTrigger: false })] })).toEqual(['error CALL_FLOW_NOT_CALLABLE sub /flow'])
    expect(codes(calling(), { flows: [flow('f2')] })).toEqual([])
  })

  it('leads nowhere back to its own flow, over any number of others, which are told by name', () => {
    const flows = [flow('f2', { calls: ['f9', 'f3'] }), flow('f3', { calls: ['f4', 'f2'] }), flow('f4', { calls: ['f'] })]
    expect(findings(calling(), { flows })).toMatchObject([{ code: 'CALL_FLOW_CIRCLE', node: 'sub', params: { flows: 'F2 → F3 → F4' } }])
    // A circle among others is theirs.
    expect(codes(calling(), { flows: [flow('f2', { calls: ['f3'] }), flow('f3', { calls: ['f2'] })] })).toEqual([])
  })

  it('brings the fields that the called flow asks for', () => {
    const takes = [{ name: 'price', type: 'text' as const, isRequired: true }, { name: 'amount', type: 'number' as const, isRequired: true }, { name: 'note', type: 'text' as const, isRequired: false }]
    expect(findings(calling(), { flows: [flow('f2', { takes })] }).map(({ code, severity, params }) => [code, severity, params['field']])).toEqual([
      ['CALL_FIELD_TYPE', 'warning', 'price'],
      ['CALL_FIELD_MISSING', 'error', 'amount'],
    ])
    // Nothing is known of what another service gives.
    expect(codes(drawFlow('start -> call -> sub'), { flows: [flow('f2', { takes })] })).toEqual([])
  })

  it('gives what the called flow gives back, or its own rows where it doesn’t wait', () => {
    const flows = [flow('f2', { gives: { fields: [{ name: 'answer', type: 'text' }], open: false } })]
    const names = (params: JsonObject, more: Partial<CompileContext>) => shapesOf(calling(params), smallCatalogue, { ...context, ...more }).node('set')?.inputs['main']?.fields.map(({ name }) => name)
    expect(names({}, { flows })).toEqual(['answer'])
    expect(names({ waits: false }, { flows })).toEqual(['price', 'product'])
    expect(names({}, {})).toEqual([])
    expect(names({}, { observedShapes: { sub: { main: { fields: [{ name: 'seen', type: 'text' }], open: false } } } })).toEqual(['seen'])
  })
})

describe('a flow that is called', () => {
  const called = drawFlow(`
    called -> read -> set -> give
    called -> sort -> give2
    called -> sub
  `, {
    called: { params: { fields: [{ name: 'price', type: 'number', required: true }, { name: 'note' }] } }, sort: { params: { by: 'note' } }, set: { params: { fields: [{ name: 'x', value: '{{trigger.price}}' }] } },
  })

  it('gives back what comes into its returns', () => {
    const plan = planOf(called)
    expect(plan.returns.map(({ node, port }) => [plan.nodes[node]?.id, port])).toEqual([['give', 0], ['give2', 0]])
    expect(plan.nodes[0]).toMatchObject({ trigger: 'flow' })
    expect(codes(drawFlow('start -> give'))).toEqual(['hint FLOW_RETURN_UNCALLED give'])
  })

  it('knows the fields that it asks for, and that there may be more', () => {
    expect(codes(called)).toEqual([])
    expect(codes(drawFlow('called -> set', { called: { params: { fields: [{ name: 'price' }] } }, set: { params: { fields: [{ name: 'x', value: '{{item.prize}}' }] } } }))).toEqual(['warning NODE_FIELD_UNSEEN_NEAR set /fields/0/value'])
  })

  it('tells others what they need to know of it', () => {
    expect(flowInterface(called, smallCatalogue, context)).toEqual({
      id: 'f', name: 'Flux', hasFlowTrigger: true, hasErrorTrigger: false, calls: ['f2'],
      takes: [{ name: 'price', type: 'number', isRequired: true }, { name: 'note', type: 'unknown', isRequired: false }],
      gives: { fields: [{ name: 'price', type: 'number' }, { name: 'product', type: 'text' }, { name: 'x', type: 'unknown' }, { name: 'note', type: 'unknown' }], open: true, files: [] },
    })
    expect(flowInterface(drawFlow('failed -> sub', { sub: { disabled: true } }), smallCatalogue, context)).toEqual({ id: 'f', name: 'Flux', hasFlowTrigger: false, hasErrorTrigger: true, calls: [] })
  })
})

describe('settings of loops, calls and looking again', () => {
  const failing = (id: string): FlowDocument => ({ ...drawFlow('start -> set'), settings: { errorFlow: { id, name: 'Alerte' } } })
  const mended = (document: FlowDocument, more: Partial<CompileContext> = {}) => {
    const fix = findings(document, more).find((finding) => finding.fix !== undefined)?.fix
    return codes(fix?.operations.reduce((after, operation) => applyOperation(after, operation).document, document) ?? document, more)
  }

  it('start another flow on failure that begins with one', () => {
    expect(planOf(failing('e1')).errorFlowId).toBe('e1')
    const at = '- /settings/errorFlow'
    expect(codes(failing('f'))).toEqual([`error FLOW_ERROR_FLOW_ITSELF ${at}`])
    expect(codes(failing('e1'), { flows: [] })).toEqual([`error FLOW_ERROR_FLOW_UNKNOWN ${at}`])
    expect(codes(failing('e1'), { flows: [flow('e1')] })).toEqual([`error FLOW_ERROR_FLOW_UNFIT ${at}`])
    expect(codes(failing('e1'), { flows: [flow('e1', { hasErrorTrigger: true })] })).toEqual([])
    expect(mended(failing('f'))).toEqual([])
  })

  it('look again at nodes that look for something, within bounds', () => {
    const untilFound = { attempts: 10, wait: { kind: 'list', ms: [60_000, 120_000, 300_000] } } as const
    expect(planOf(drawFlow('start -> read', { read: { untilFound } })).nodes[1]?.untilFound).toEqual(untilFound)
    expect(planOf(drawFlow('start -> read')).nodes[1]?.untilFound).toBeNull()
    expect(codes(drawFlow('start -> read', { read: { untilFound: { ...untilFound, attempts: 1 } } }))).toEqual(['error NODE_ATTEMPTS_OUT_OF_RANGE read'])
    expect(mended(drawFlow('start -> read', { read: { untilFound: { ...untilFound, attempts: 1000 } } }))).toEqual([])
    expect(codes(drawFlow('start -> sub', { sub: { untilFound } }))).toEqual(['error NODE_LOOK_AGAIN_UNFIT sub'])
    expect(mended(drawFlow('start -> sub', { start: { untilFound } }))).toEqual([])
  })

  it('let any node run on nothing, or not', () => {
    expect(planOf(drawFlow('start -> read', { read: { runOnEmpty: true } })).nodes[1]?.runOnEmpty).toBe(true)
  })
})

describe('ports', () => {
  it('made by a parameter come before those that are always there, and have a shape of their own or the common one', () => {
    const document = drawFlow(`
      start -> read -> cases
      cases.cheap -> set
      cases.else -> set2
    `, { cases: { params: { cases: [{ id: 'cheap', name: 'Pas cher' }, { id: 'else', name: 'x' }, { id: 'dear' }] } }, set: { params: { fields: [{ name: 'x', value: '{{item.price}}' }] } } })
    expect(planOf(document).nodes[2]?.outputs).toEqual(['cheap', 'dear', 'else'])
    expect(codes(document)).toEqual([])
  })

  it('that give the rows with an answer have the fields that came in, those that were corrected, and the answer', () => {
    const read = (field: string, params: JsonObject = {}) => codes(drawFlow('start -> read -> ask -> set', { ask: { params: { fields: [{ name: 'total' }], ...params } }, set: { params: { fields: [{ name: 'x', value: `{{item.${field}}}` }] } } }))
    expect([read('price'), read('total'), read('approval.choice'), read('avis.choice', { resultField: 'avis' })]).toEqual([[], [], [], []])
    expect(read('nothing')).toEqual(['error NODE_FIELD_UNKNOWN set /fields/0/value'])
  })

  it('that take several inputs one after the other give all of their fields', () => {
    const document = drawFlow(`
      start -> read -> append.first
      start -> append.second
      append -> set
    `, { set: { params: { fields: [{ name: 'x', value: '{{item.price}} {{item.instant}}' }] } } })
    expect(codes(document)).toEqual([])
  })
})
