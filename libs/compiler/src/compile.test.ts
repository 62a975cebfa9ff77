import { applyOperation, type Diagnostic, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawFlow } from '../test-kit/draw-flow.js'
import { smallCatalogue } from '../test-kit/small-catalogue.js'
import type { CompileContext } from './compile-context.js'
import { compile } from './compile.js'

const context: CompileContext = { now: Date.UTC(2026, 0, 15), timeZone: 'Europe/Paris', locale: 'fr' }
const findings = (document: FlowDocument, more: Partial<CompileContext> = {}) => compile(document, smallCatalogue, { ...context, ...more }).diagnostics
const told = (list: readonly Diagnostic[]) => list.map((finding) => `${finding.severity} ${finding.code} ${finding.node ?? '-'} ${finding.path ?? ''}`.trim())
const codes = (document: FlowDocument, more: Partial<CompileContext> = {}) => told(findings(document, more))

/** The first fix applied: does the finding go away? */
function mended(document: FlowDocument, more: Partial<CompileContext> = {}): readonly string[] {
  const fix = findings(document, more).find((finding) => finding.fix !== undefined)?.fix
  if (fix === undefined) throw new Error('no fix offered')
  expect(fix.title.fr).not.toBe('')
  expect(fix.title.en).not.toBe('')
  return codes(fix.operations.reduce((after, operation) => applyOperation(after, operation).document, document), more)
}

const set = (value: unknown, more: Partial<FlowNode> = {}): Partial<FlowNode> => ({ params: { fields: [{ name: 'x', value }] } as FlowNode['params'], ...more })

describe('a plan', () => {
  it('has the nodes in running order, stable by document order, with edges as indices', () => {
    //   start -> call -> join.left
    //        \-> read -> join.right -> set
    const document = drawFlow(`
      join -> set
      start -> call -> join.left
      start -> read -> join.right
    `)
    const compiled = compile(document, smallCatalogue, context)
    if (!compiled.ok) throw new Error(told(compiled.diagnostics).join('\n'))
    expect(compiled.plan.nodes.map((node) => node.id)).toEqual(['start', 'call', 'read', 'join', 'set'])
    expect(compiled.plan.nodes[3]).toMatchObject({ inputs: ['left', 'right'], incoming: [[2], [4]], outgoing: [[0]] })
    expect(compiled.plan.edges[2]).toEqual({ fromNode: 1, fromPort: 0, toNode: 3, toPort: 0 })
  })

  it('has every default filled in', () => {
    const compiled = compile(drawFlow('start -> set'), smallCatalogue, context)
    expect(compiled.plan).toMatchObject({
      format: 'maillon.plan/2', flowName: 'Flux', timeZone: 'Europe/Paris', locale: 'fr', timeoutMs: 3_600_000, lane: 'default', priority: 5,
      overlap: { policy: 'queue', concurrency: 1 },
    })
    expect(compiled.plan?.nodes[1]).toMatchObject({
      mode: 'each', light: true, onError: { choice: 'stop' }, timeoutMs: 300_000, disabled: false, trigger: null, references: [],
      retry: { attempts: 3, wait: { kind: 'exponential', firstMs: 10_000, maxMs: 300_000, jitter: true } },
    })
    expect(compiled.plan?.nodes[0]?.trigger).toBe('schedule')
  })

  it('lists what the expressions read of earlier nodes, each once', () => {
    const document = drawFlow('start -> read -> set', {
      set: set('{{nodes.read.first.price}} {{nodes.read.first.product}} {{nodes.read.ports.main.same.price}} {{trigger.instant}}'),
    })
    expect(compile(document, smallCatalogue, context).plan?.nodes[2]?.references).toEqual([
      { node: 1, port: 0, use: 'first' },
      { node: 1, port: 0, use: 'same' },
      { node: 0, port: 0, use: 'first' },
    ])
  })

  it('gets an error port at the end where errors branch off', () => {
    const document = drawFlow(`
      start -> read -> set
      read.error -> set2
    `, { read: { onError: { choice: 'branch' } } })
    expect(codes(document)).toEqual([])
    expect(compile(document, smallCatalogue, context).plan?.nodes[1]).toMatchObject({ outputs: ['main', 'error'], outgoing: [[1], [2]], onError: { choice: 'branch' } })
  })

  it('is the same for the same document, and its order is topological, for any graph', () => {
    const graphs = fc.integer({ min: 1, max: 12 }).chain((count) => fc.tuple(fc.constant(count), fc.uniqueArray(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 25, selector: ([a, b]) => a * 100 + b })))
    fc.assert(
      fc.property(graphs, fc.array(fc.nat(11), { minLength: 12, maxLength: 12 }), ([count, pairs], shuffle) => {
        const drawn = drawFlow(['start', ...Array.from({ length: count }, (_, index) => `set${index}`)].join('\n'))
        const [start, ...sets] = drawn.nodes
        const nodes = [...sets].sort((a, b) => (shuffle[Number(a.id.slice(3))] ?? 0) - (shuffle[Number(b.id.slice(3))] ?? 0))
        const edges = [
          ...sets.map((node) => ({ from: 'start.main', to: `${node.id}.main` })),
          // From a smaller to a larger number, so that there is no circle.
          ...pairs.filter(([a, b]) => a < b).map(([a, b]) => ({ from: `set${a}.main`, to: `set${b}.main` })),
        ]
        const document = { ...drawn, nodes: [...nodes, start as FlowNode], edges }
        const { plan } = compile(document, smallCatalogue, context)
        if (plan === null) throw new Error('no plan')
        expect(plan.nodes).toHaveLength(count + 1)
        for (const edge of plan.edges) expect(edge.fromNode).toBeLessThan(edge.toNode)
        for (const [index, node] of plan.nodes.entries()) {
          for (const [port, list] of node.incoming.entries()) for (const at of list) expect(plan.edges[at]).toMatchObject({ toNode: index, toPort: port })
        }
        expect(compile(structuredClone(document), smallCatalogue, context).plan).toEqual(plan)
      }),
    )
  })
})

describe('the graph', () => {
  it('must not be empty, and something must start it', () => {
    expect(codes(drawFlow(''))).toEqual(['error FLOW_EMPTY -'])
    expect(codes(drawFlow('set -> set2'))).toEqual(['error FLOW_START_MISSING -', 'error NODE_INPUT_MISSING set', 'warning NODE_UNREACHABLE set2'])
  })

  it('may have several triggers, which is pointed out', () => {
    expect(codes(drawFlow(`
      start -> set
      hook -> set
    `))).toEqual(['hint FLOW_TRIGGERS_SEVERAL hook'])
  })

  it('may have no circle; each one is told once, by its names, with a connection to remove', () => {
    //   start -> set -> set2 -> set3 -> set      sort <-> sort2
    const document = drawFlow(`
      start -> set -> set2 -> set3 -> set
      start -> sort -> sort2 -> sort
    `, { sort: { params: { by: 'instant' } }, sort2: { params: { by: 'instant' } } })
    const circles = findings(document).filter((finding) => finding.code === 'FLOW_CIRCLE')
    expect(circles.map((finding) => finding.params['nodes'])).toEqual(['SET → SET2 → SET3 → SET', 'SORT → SORT2 → SORT'])
    expect(circles[0]?.fix?.operations).toEqual([{ op: 'remove-edge', edge: { from: 'set3.main', to: 'set.main' } }])
    expect(told(findings(document))).toHaveLength(2)
  })

  it('has no edge from a node to itself, to ports that are not there, into triggers, or twice', () => {
    const document = drawFlow(`
      start -> set -> set
      set.mian -> set2
      set2 -> start
      start -> set2
      set.error -> set2
    `)
    expect(codes({ ...document, edges: [...document.edges, { from: 'start.main', to: 'set.main' }, { from: 'gone.main', to: 'set.main' }] })).toEqual([
      'error FLOW_EDGE_NODE_MISSING -',
      'error EDGE_INTO_TRIGGER start',
      'error EDGE_NODE_ITSELF set',
      'error EDGE_OUTPUT_UNKNOWN set',
      'error EDGE_ERROR_PORT_OFF set',
      'error FLOW_EDGE_DUPLICATE set',
    ])
  })

  it('offers the port that was meant', () => {
    expect(mended(drawFlow(`
      start -> split
      split.tru -> set
    `))).toEqual([])
  })

  it('has every required input connected', () => {
    expect(codes(drawFlow(`
      start -> join.left
      read
    `))).toEqual(['error NODE_INPUT_PORT_MISSING join', 'error NODE_INPUT_MISSING read'])
  })

  it('is told where a disabled node leaves a branch dead, and otherwise passes through it', () => {
    const document = drawFlow(`
      start -> split
      split.true -> set
      split.false -> set2
    `, { split: { disabled: true, params: { anything: 1 } } })
    expect(codes(document)).toEqual(['warning NODE_PORT_DEAD split'])
    expect(compile(document, smallCatalogue, context).plan?.nodes[1]).toMatchObject({ id: 'split', disabled: true })
  })

  it('is told where nobody listens to branched-off errors', () => {
    expect(codes(drawFlow('start -> read', { read: { onError: { choice: 'branch' } } }))).toEqual(['warning NODE_ERROR_PORT_UNUSED read'])
  })
})

describe('node types', () => {
  it('that are not installed are told, with nothing else about that node', () => {
    expect(codes(drawFlow('start -> set -> set2', { set: { type: 'acme.magic', params: { a: '{{item.b}}' } } }))).toEqual(['error NODE_TYPE_UNKNOWN set'])
    expect(codes(drawFlow('start -> set', { set: { type: 'toString', version: 1 } }))).toEqual(['error NODE_TYPE_UNKNOWN set'])
  })

  it('of a version that is not installed can be moved to the newest', () => {
    const document = drawFlow('start -> set', { set: { version: 7, params: {} } })
    expect(findings(document)[0]).toMatchObject({ code: 'NODE_VERSION_UNKNOWN', params: { version: 7, newest: 3 } })
    expect(mended(document)).toEqual([])
  })

  it('work only in the modes that they know', () => {
    const document = drawFlow('start -> sort', { sort: { mode: 'each', params: { by: 'instant' } } })
    expect(codes(document)).toEqual(['error NODE_MODE_EACH_UNSUPPORTED sort'])
    expect(mended(document)).toEqual([])
  })
})

describe('parameters', () => {
  const withParams = (params: object) => drawFlow('start -> set', { set: { params: params as FlowNode['params'] } })

  it.each([
    ['NODE_PARAM_EMPTY', '/fields', { fields: [] }],
    ['NODE_PARAM_TYPE', '/fields', { fields: 'x' }],
    ['NODE_PARAM_MISSING', '/fields/0/name', { fields: [{ value: 1 }] }],
    ['NODE_PARAM_TYPE', '/count', { count: 'many' }],
    ['NODE_PARAM_TYPE', '/count', { count: 1.5 }],
    ['NODE_PARAM_TYPE', '/count', { count: 'n = {{item.instant}}' }],
    ['NODE_PARAM_TOO_SMALL', '/count', { count: 0 }],
    ['NODE_PARAM_TOO_LARGE', '/count', { count: 11 }],
    ['NODE_PARAM_CHOICE', '/level', { level: 'hihg' }],
    ['NODE_PARAM_CHOICE', '/level', { level: '{{item.instant}}' }],
  ])('say %s at %s', (code, path, params) => {
    expect(findings(withParams(params)).filter((finding) => finding.severity === 'error')).toEqual([expect.objectContaining({ code, path, node: 'set' }) as unknown])
  })

  it('name the parameter as the screen does, in a list by its place', () => {
    expect(findings(withParams({ fields: [{ name: 'a' }, {}] }))[0]?.params).toMatchObject({ label_fr: 'Fields › 2 › Name' })
  })

  it('may be an expression wherever a value of another type is asked for', () => {
    expect(codes(withParams({ count: '{{item.instant}}' }))).toEqual([])
  })

  it('are mended by one button where it is plain what was meant', () => {
    expect(mended(withParams({ count: '3' }))).toEqual([])
    expect(mended(withParams({ count: 99 }))).toEqual([])
    expect(mended(withParams({ level: 'hihg' }))).toEqual([])
    expect(mended(withParams({ cuont: 3 }))).toEqual([])
    expect(mended(withParams({ nonsense: 3 }))).toEqual([])
  })

  it('that are taken as they are warn where they look like an expression', () => {
    expect(codes(withParams({ fields: [{ name: '{{item.instant}}', value: 1 }] }))).toEqual(['warning NODE_PARAM_LITERAL set /fields/0/name'])
  })
})

describe('expressions', () => {
  const reading = (text: string, drawing = 'start -> read -> set', change: { readonly [id: string]: Partial<FlowNode> } = {}) => drawFlow(drawing, { set: set(text), ...change })
  const at = 'set /fields/0/value'

  it.each([
    '{{item.price}}', '{{index}}', '{{nodes.read.first.price}}', '{{sum nodes.read.all "price"}}', '{{nodes.read.same.price}}', '{{nodes.start.first.instant}}',
    '{{run.id}} {{run.instant}} {{flow.name}} {{now}} {{today}} {{trigger.instant}}', '{{default item.nothing 0}}', '{{#each nodes.read.all}}{{price}}{{/each}}',
  ])('%s is right', (text) => {
    expect(codes(reading(text))).toEqual([])
  })

  it.each([
    ['{{item.price', 'EXPRESSION_TAG_UNCLOSED'],
    ['{{nodes.nowhere.first.x}}', 'EXPRESSION_NODE_UNKNOWN'],
    ['{{nodes.raed.first.price}}', 'EXPRESSION_NODE_MISSPELLED'],
    ['{{nodes.set.first.x}}', 'EXPRESSION_NODE_ITSELF'],
    ['{{nodes.read.ports.rest.first.price}}', 'EXPRESSION_PORT_UNKNOWN'],
    ['{{item.prise}}', 'NODE_FIELD_MISSPELLED'],
    ['{{item.zzzzzzzz}}', 'NODE_FIELD_UNKNOWN'],
    ['{{nodes.read.first.prise}}', 'NODE_FIELD_MISSPELLED'],
    ['{{sum nodes.read.all "prise"}}', 'NODE_FIELD_MISSPELLED'],
    ['{{run.idd}}', 'NODE_FIELD_MISSPELLED'],
    ['{{trigger.instnat}}', 'NODE_FIELD_MISSPELLED'],
  ])('%s is %s', (text, code) => {
    expect(codes(reading(text))).toEqual([`error ${code} ${at}`])
  })

  it.each(['{{nodes.raed.first.price}}', '{{item.prise}}', '{{nodes.read.first.prise}}', 'a {{item.price}}\n  b {{upper item.porduct}}', '{{sum nodes.read.all "prise"}}'])(
    '%s is mended by its button',
    (text) => {
      expect(mended(reading(text))).toEqual([])
    },
  )

  it('name only nodes that are upstream', () => {
    //   start -> read -> set
    //        \-> read2
    const document = reading('{{nodes.read2.first.price}}', `
      start -> read -> set
      start -> read2
    `)
    expect(codes(document)).toEqual([`error EXPRESSION_NODE_NOT_UPSTREAM ${at}`])
  })

  it('say `item` only where the node works row by row, which one button can bring about', () => {
    const document = reading('{{item.price}}', 'start -> read -> set', { set: set('{{item.price}}', { mode: 'all' }) })
    expect(codes(document)).toEqual([`error EXPRESSION_ITEM_IN_ALL_MODE ${at}`])
    expect(mended(document)).toEqual([])
  })

  it('say `same` only across nodes that keep their rows', () => {
    const same = '{{nodes.read.same.price}}'
    expect(codes(reading(same, 'start -> read -> set2 -> set'))).toEqual([])
    expect(codes(reading(same, 'start -> read -> sort -> set', { sort: { params: { by: 'price' } } }))).toEqual([`error EXPRESSION_SAME_ROW_DROPPED ${at}`])
    expect(codes(reading(same, 'start -> read -> set2 -> set', { set2: set(1, { onError: { choice: 'skip' } }) }))).toEqual([`error EXPRESSION_SAME_ROW_DROPPED ${at}`])
    expect(codes(reading(same, 'start -> read -> sort -> set', { sort: { disabled: true } }))).toEqual([])
    expect(codes(reading(same, `
      start -> read -> set
      start -> set
    `))).toEqual([`error EXPRESSION_SAME_ROW_MERGED ${at}`])
    expect(codes(reading('{{nodes.read.same.price}}', `
      start -> read -> join.left
      start -> read2 -> join.right
      join -> set
    `))).toEqual([`error EXPRESSION_SAME_ROW_DROPPED ${at}`])
  })

  it('read nothing of the flow in a trigger', () => {
    expect(codes(drawFlow('hook', { hook: { params: { path: 'a', note: '{{trigger.body}}' } } }))).toEqual(['warning NODE_PARAM_UNKNOWN hook /note', 'error EXPRESSION_IN_TRIGGER hook /note'])
  })

  it('name variables that exist, where they are known', () => {
    expect(codes(reading('{{variables.rate}}'))).toEqual([])
    expect(codes(reading('{{variables.rate}}'), { variables: ['rate'] })).toEqual([])
    expect(codes(reading('{{variables.rat}}'), { variables: ['rate'] })).toEqual([`error EXPRESSION_VARIABLE_MISSPELLED ${at}`])
    expect(mended(reading('{{variables.rat}}'), { variables: ['rate'] })).toEqual([])
    expect(codes(reading('{{variables.x}}'), { variables: ['rate'] })).toEqual([`error EXPRESSION_VARIABLE_UNKNOWN ${at}`])
  })
})

describe('shapes', () => {
  it('unknown for lack of data let everything pass; observed ones warn', () => {
    const document = drawFlow('start -> call -> set', { set: set('{{item.prise}}') })
    expect(codes(document)).toEqual([])
    const observedShapes = { call: { main: { fields: [{ name: 'price', type: 'number' as const }], open: false } } }
    expect(codes(document, { observedShapes })).toEqual(['warning NODE_FIELD_UNSEEN_NEAR set /fields/0/value'])
    expect(mended(document, { observedShapes })).toEqual([])
    const pinned = drawFlow('start -> call -> set', { set: set('{{item.zzzzz}}'), call: { pinned: { main: [{ price: 1 }] } } })
    expect(codes(pinned)).toEqual(['warning NODE_FIELD_UNSEEN set /fields/0/value'])
  })

  it('have all that was seen: in runs, in pinned rows and in samples, also behind a step that declares only a part of what it gives', () => {
    const call = drawFlow('start -> call -> set', { set: set('{{item.a}} {{item.b}} {{item.c}}'), call: { pinned: { main: [{ b: 1 }] } } })
    const seen = { observedShapes: { call: { main: { fields: [{ name: 'a', type: 'number' as const }], open: true } } }, samples: { call: { main: [{ c: 1 }] } } }
    expect(codes(call, seen)).toEqual([])
    expect(codes(call, { ...seen, samples: {} })).toEqual(['warning NODE_FIELD_UNSEEN set /fields/0/value'])
    const hook = drawFlow('hook -> set', { set: set('{{item.body}} {{item.total}}') })
    expect(codes(hook)).toEqual(['warning NODE_FIELD_UNSEEN set /fields/0/value'])
    expect(codes(hook, { samples: { hook: { main: [{ total: 1 }] } } })).toEqual([])
  })

  it('follow set, sort, split, join and aggregate', () => {
    const document = drawFlow(`
      start -> read -> set -> sort -> join.left
      start -> read2 -> join.right
      join -> sum -> set2
      sort -> split
      split.false -> set3
    `, {
      set: { params: { fields: [{ name: 'total', value: '{{item.price}}' }] } },
      sort: { params: { by: 'totall' } },
      join: { params: { keys: [{ left: 'product', right: 'prodcut' }] } },
      sum: { params: { groupBy: ['right_price'], totals: [{ name: 'best', function: 'max', field: 'total' }] } },
      set2: set('{{item.best}} {{item.right_price}} {{item.product}}'),
      set3: set('{{item.total}} {{item.best}}'),
    })
    expect(codes(document)).toEqual([
      'error NODE_FIELD_MISSPELLED sort /by',
      'error NODE_FIELD_MISSPELLED join /keys/0/right',
      'error NODE_FIELD_UNKNOWN set2 /fields/0/value',
      'error NODE_FIELD_UNKNOWN set3 /fields/0/value',
    ])
  })

  it('are those of the port that an element makes for itself', () => {
    const sheets = [{ id: 'prices', columns: ['price'] }, { id: 'days', columns: ['instant', 'prise'] }]
    const document = drawFlow(`
      start -> read -> book.prices
      start -> book.days
    `, { book: { params: { sheets } as FlowNode['params'] } })
    expect(codes(document)).toEqual(['error NODE_FIELD_UNKNOWN book /sheets/1/columns/1'])
  })

  it('of the error port are the error and the item', () => {
    const document = (text: string) => drawFlow(`
      start -> read -> set2
      read.error -> set
    `, { read: { onError: { choice: 'branch' } }, set: set(text) })
    expect(codes(document('{{item.error.message}}'))).toEqual([])
    expect(codes(document('{{item.price}}'))).toEqual(['error NODE_FIELD_UNKNOWN set /fields/0/value'])
  })
})

describe('accounts', () => {
  const credentials = [{ id: 'c1', name: 'API', type: 'http-bearer' }, { id: 'c2', name: 'Mail', type: 'smtp' }]
  const document = (auth?: { id: string; name: string }) => drawFlow('start -> call', { call: { credentials: auth === undefined ? {} : { auth } } })

  it('that are needed must be chosen, exist and fit', () => {
    expect(codes(document(), { credentials })).toEqual(['error NODE_CREDENTIAL_MISSING call'])
    expect(codes(document({ id: '', name: 'API' }), { credentials })).toEqual(['error NODE_CREDENTIAL_UNMAPPED call'])
    expect(codes(document({ id: 'gone', name: 'x' }), { credentials })).toEqual(['error NODE_CREDENTIAL_UNKNOWN call'])
    expect(codes(document({ id: 'c2', name: 'Mail' }), { credentials })).toEqual(['error NODE_CREDENTIAL_TYPE_WRONG call'])
    expect(codes(document({ id: 'c1', name: 'API' }), { credentials })).toEqual([])
    expect(codes(document({ id: 'gone', name: 'x' }))).toEqual([])
  })

  it('are chosen by one button where only one fits', () => {
    for (const auth of [undefined, { id: '', name: 'API' }, { id: 'gone', name: 'x' }, { id: 'c2', name: 'Mail' }]) expect(mended(document(auth), { credentials })).toEqual([])
  })
})

describe('what lies outside of the flow', () => {
  it('schedules must be right and fire some day, in a zone that exists', () => {
    const start = (params: object) => drawFlow('start -> set', { start: { params: params as FlowNode['params'] } })
    expect(codes(start({ schedule: { every: 'day', at: '25:00' } }))).toEqual(['error SCHEDULE_TIME_INVALID start /schedule/at'])
    expect(codes(start({ schedule: { every: 'cron', cron: '0 0 31 2 *' } }))).toEqual(['error SCHEDULE_NEVER_FIRES start /schedule/cron'])
    expect(codes(start({ schedule: { every: 'day', at: '08:00' }, timeZone: 'Europe/Pariss' }))).toEqual(['error SCHEDULE_ZONE_UNKNOWN start /timeZone'])
    expect(codes(start({ schedule: { every: 'once', date: '2001-01-01', at: '08:00' } }))).toEqual(['warning SCHEDULE_DATE_PAST start /schedule/date'])
    expect(codes(start({ schedule: { every: 'day', at: '08:00' }, except: ['12-25', '2026-02-30'] }))).toEqual(['error SCHEDULE_EXCEPTION_INVALID start /except'])
    expect(codes(start({ schedule: { every: 'day', at: '08:00' }, except: ['01-01/12-31', '2000-01-01/2999-12-31'] }))).toContain('error SCHEDULE_EXCEPTION_INVALID start /except')
    expect(codes(start({ schedule: { every: 'day', at: '08:00' }, except: ['2000-01-01/2999-12-31'] }))).toEqual(['error SCHEDULE_NEVER_FIRES start /schedule'])
    expect(codes({ ...start({ schedule: { every: 'day', at: '08:00' } }), settings: { timeZone: 'Mars/Base' } })).toEqual(['error FLOW_TIME_ZONE_UNKNOWN - /settings/timeZone'])
  })

  it('webhook paths must be free and not reserved', () => {
    const hook = drawFlow('hook -> set')
    expect(codes(hook, { takenWebhookPaths: [{ method: 'POST', path: '/Orders/', flowName: 'Autre' }] })).toEqual(['error WEBHOOK_PATH_TAKEN hook /path'])
    expect(codes(hook, { takenWebhookPaths: [{ method: 'GET', path: 'orders', flowName: 'Autre' }] })).toEqual([])
    expect(codes(drawFlow('hook -> set', { hook: { params: { path: 'api/users' } } }))).toEqual(['error WEBHOOK_PATH_RESERVED hook /path'])
    expect(codes(drawFlow(`
      hook -> set
      hook2 -> set
    `))).toEqual(['hint FLOW_TRIGGERS_SEVERAL hook2', 'error WEBHOOK_PATH_TAKEN hook2 /path'])
  })

  it('files must be chosen and exist', () => {
    const read = (file: object) => drawFlow('start -> read', { read: { params: { file } as FlowNode['params'] } })
    expect(codes(read({ id: '', name: 'Prix.xlsx' }))).toEqual(['error NODE_FILE_UNCHOSEN read /file'])
    expect(codes(read({ id: 'f1', name: 'Prix.xlsx' }), { fileIds: ['f2'] })).toEqual(['error NODE_FILE_UNKNOWN read /file'])
    expect(codes(read({ id: 'f1', name: 'Prix.xlsx' }), { fileIds: ['f1'] })).toEqual([])
  })

  it('limits must lie within their bounds', () => {
    const node = (more: Partial<FlowNode>) => drawFlow('start -> set', { set: more })
    expect(codes(node({ retry: { attempts: 0, wait: { kind: 'fixed', ms: 10 } } }))).toEqual(['error NODE_ATTEMPTS_OUT_OF_RANGE set'])
    expect(mended(node({ retry: { attempts: 99, wait: { kind: 'fixed', ms: 10 } } }))).toEqual([])
    expect(codes(node({ retry: { attempts: 2, wait: { kind: 'fixed', ms: 1e12 } } }))).toEqual(['error NODE_WAIT_OUT_OF_RANGE set'])
    expect(codes(node({ retry: { attempts: 2, wait: { kind: 'list', ms: [] } } }))).toEqual(['error NODE_WAITS_OUT_OF_RANGE set'])
    expect(codes(node({ retry: { attempts: 2, wait: { kind: 'exponential', firstMs: 5, maxMs: 1 } } }))).toEqual(['error NODE_WAIT_ORDER set'])
    expect(mended(node({ timeoutMs: 1 }))).toEqual([])
    expect(codes(node({ onError: { choice: 'replace' } }))).toEqual(['error NODE_REPLACEMENT_MISSING set'])
    expect(codes({ ...node({}), settings: { lane: 'fast', timeoutMs: 1 } }, { lanes: ['default'] })).toEqual(['error FLOW_LANE_UNKNOWN - /settings/lane', 'error FLOW_TIMEOUT_OUT_OF_RANGE - /settings/timeoutMs'])
  })
})

it('never throws, whatever the parameters and expressions are', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), fc.jsonValue(), (params, text, schedule) => {
      const document = drawFlow('start -> read -> set', { start: { params: { schedule } as FlowNode['params'] }, set: { params: { fields: params, count: `{{${text}}}` } as FlowNode['params'] } })
      compile(document, smallCatalogue, context)
    }),
  )
})
