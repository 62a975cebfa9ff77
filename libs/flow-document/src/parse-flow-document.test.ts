import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validatorSource } from '../scripts/validator-source.js'
import { arbitraryFlow } from '../test-kit/arbitrary-flow.js'
import { canonicalText } from './canonical-text.js'
import { emptyFlow } from './empty-flow.js'
import type { FlowDocument } from './flow-document.js'
import { flowDocumentSchema } from './flow-schema.js'
import { parseFlowDocument } from './parse-flow-document.js'
import { schemaFileText } from './schema-file.js'

const node = (id: string, more: object = {}) => ({ id, type: 'core.set', version: 1, name: id, position: { x: 0, y: 0 }, params: {}, ...more })
const flow = (more: object = {}) => ({ ...emptyFlow('f1', 'Flux'), ...more })
const problems = (source: unknown) => {
  const parsed = parseFlowDocument(source)
  return parsed.ok ? [] : parsed.diagnostics.map(({ code, path }) => `${code} ${path}`)
}

describe('a good document', () => {
  it('comes in as text or as a value, and goes out with the same content', () => {
    fc.assert(
      fc.property(arbitraryFlow, (document) => {
        expect(parseFlowDocument(canonicalText(document))).toEqual({ ok: true, document })
        expect(parseFlowDocument(document)).toEqual({ ok: true, document })
      }),
    )
  })

  it('is detached from the value that came in', () => {
    const source = flow({ nodes: [node('a', { params: { list: [1] } })] })
    const parsed = parseFlowDocument(source)
    ;(source.nodes[0] as unknown as { params: { list: number[] } }).params.list.push(2)
    expect(parsed).toMatchObject({ ok: true, document: { nodes: [{ params: { list: [1] } }] } })
  })
})

describe('canonical text', () => {
  it('is the same for the same content, in whatever order the keys were written', () => {
    fc.assert(
      fc.property(arbitraryFlow, (document) => {
        const turned = JSON.parse(JSON.stringify(document), (_key, value: unknown) =>
          typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
        ) as FlowDocument
        expect(canonicalText(turned)).toBe(canonicalText(document))
      }),
    )
  })

  it('changes one line when a node is moved, and ends with a line feed', () => {
    const before = canonicalText(flow({ nodes: [node('a'), node('b')] }) as FlowDocument)
    const after = canonicalText(flow({ nodes: [node('a'), node('b', { position: { x: 5, y: 7 } })] }) as FlowDocument)
    const changed = after.split('\n').filter((line, index) => line !== before.split('\n')[index])
    expect(changed).toEqual(['      "position": { "x": 5, "y": 7 },'])
    expect(after.endsWith('}\n')).toBe(true)
  })

  it('keeps the order of lists and leaves the keys of parameters to the alphabet', () => {
    const text = canonicalText(flow({ nodes: [node('a', { params: { z: 1, position: { y: 1, x: 2 }, a: ['b', 'a'] } })] }) as FlowDocument)
    expect(text.indexOf('"a": [')).toBeLessThan(text.indexOf('"z"'))
    expect(text.indexOf('"b",')).toBeLessThan(text.indexOf('"a"\n'))
  })
})

describe('a document with problems', () => {
  it('has all of them listed, each with its place', () => {
    const source = flow({
      name: '',
      extra: true,
      nodes: [node('a', { version: 0, params: [] }), { id: 'B!', type: 'x', name: 'b' }, node('c', { mode: 'some', retry: { attempts: 2, wait: { kind: 'fixed' } } })],
    })
    expect(problems(source).sort()).toEqual(
      [
        'FLOW_TEXT_EMPTY /name',
        'FLOW_FIELD_UNKNOWN /extra',
        'FLOW_NUMBER_TOO_SMALL /nodes/0/version',
        'FLOW_FIELD_TYPE_WRONG /nodes/0/params',
        'FLOW_TEXT_FORM_WRONG /nodes/1/id',
        'FLOW_TEXT_FORM_WRONG /nodes/1/type',
        'FLOW_FIELD_MISSING /nodes/1/version',
        'FLOW_FIELD_MISSING /nodes/1/position',
        'FLOW_FIELD_MISSING /nodes/1/params',
        'FLOW_VALUE_NOT_ALLOWED /nodes/2/mode',
        'FLOW_FIELD_MISSING /nodes/2/retry/wait/ms',
      ].sort(),
    )
  })

  it('names the field that a wait policy of its kind does not have', () => {
    expect(problems(flow({ nodes: [node('a', { retry: { attempts: 2, wait: { kind: 'list', ms: [], maxMs: 4 } } })] }))).toEqual([
      'FLOW_FIELD_UNKNOWN /nodes/0/retry/wait/maxMs',
      'FLOW_LIST_EMPTY /nodes/0/retry/wait/ms',
    ])
  })

  it('points at ids that are double, edges that lead nowhere or are double, and parents in a circle (I03)', () => {
    const edge = { from: 'a.main', to: 'b.main' }
    const source = flow({
      nodes: [node('a'), node('b', { parent: 'c' }), node('c', { parent: 'b' }), node('a', { parent: 'z' })],
      edges: [edge, { from: 'a.main', to: 'x.main' }, { from: 'y.main', to: 'b.main' }, { ...edge }],
      notes: [{ id: 'n', text: '', position: { x: 0, y: 0 }, size: { width: 50, height: 50 } }, { id: 'n', text: '', position: { x: 0, y: 0 }, size: { width: 50, height: 50 } }],
    })
    expect(problems(source)).toEqual([
      'FLOW_NODE_ID_DUPLICATE /nodes/3/id',
      'FLOW_NOTE_ID_DUPLICATE /notes/1/id',
      'FLOW_EDGE_NODE_MISSING /edges/1/to',
      'FLOW_EDGE_NODE_MISSING /edges/2/from',
      'FLOW_EDGE_DUPLICATE /edges/3',
      'FLOW_PARENT_CIRCULAR /nodes/1/parent',
      'FLOW_PARENT_CIRCULAR /nodes/2/parent',
      'FLOW_PARENT_MISSING /nodes/3/parent',
    ])
  })

  it('lists five hundred problems and counts the rest', () => {
    const parsed = parseFlowDocument(flow({ nodes: Array.from({ length: 700 }, () => node('same')) }))
    expect(parsed.ok ? [] : parsed.diagnostics).toHaveLength(501)
    expect(parsed.ok ? null : parsed.diagnostics.at(-1)).toMatchObject({ code: 'FLOW_PROBLEMS_MORE', params: { count: 199 } })
  })
})

describe('a hostile document', () => {
  it('can not reach a prototype (I01)', () => {
    for (const text of [
      '{"format":"maillon.flow/1","__proto__":{"isAdmin":true}}',
      JSON.stringify(flow({ nodes: [node('a')] })).replace('"params":{}', '"params":{"__proto__":{"isAdmin":true}}'),
      JSON.stringify(flow({ nodes: [node('a')] })).replace('"params":{}', '"params":{"constructor":{"prototype":{}}}'),
      JSON.stringify(flow()).replace('"settings":{}', '"settings":{"prototype":1}'),
    ]) {
      expect(problems(text)).toEqual([expect.stringContaining('JSON_FORBIDDEN_KEY') as unknown])
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    expect(problems(flow({ nodes: [node('constructor')] }))).toEqual(['FLOW_TEXT_FORM_WRONG /nodes/0/id'])
    expect(problems(flow({ nodes: [node('a', { credentials: { constructor: { id: 'x', name: 'x' } } })] }))).toEqual([expect.stringContaining('JSON_FORBIDDEN_KEY') as unknown])
  })

  it('of fifty megabytes, a hundred thousand nodes or a million edges is refused at once (I02)', () => {
    const started = performance.now()
    expect(problems('x'.repeat(50_000_000))).toEqual(['FLOW_TEXT_TOO_LARGE '])
    expect(problems(`"${'é'.repeat(3_000_000)}"`)).toEqual(['FLOW_TEXT_TOO_LARGE '])
    expect(problems(JSON.stringify(flow({ nodes: Array.from({ length: 100_000 }, (_, index) => node(`n${index}`)) })))).toEqual(['FLOW_TEXT_TOO_LARGE '])
    expect(problems(flow({ edges: Array.from({ length: 1_000_000 }, () => ({ from: 'a.b', to: 'a.c' })) }))).toEqual([expect.stringContaining('JSON_TOO_LARGE') as unknown])
    expect(problems(flow({ nodes: Array.from({ length: 5001 }, (_, index) => node(`n${index}`)) }))).toEqual(['FLOW_LIST_TOO_LONG /nodes'])
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('of the largest allowed size comes in', () => {
    const nodes = Array.from({ length: 5000 }, (_, index) => node(`n${index}`))
    const edges = Array.from({ length: 20_000 }, (_, index) => ({ from: `n${index % 5000}.main`, to: `n${(index + 1 + Math.floor(index / 5000)) % 5000}.main` }))
    expect(parseFlowDocument(JSON.stringify(flow({ nodes, edges }))).ok).toBe(true)
  })

  it('a hundred thousand levels deep is answered (I05)', () => {
    const text = JSON.stringify(flow({ nodes: [node('a')] })).replace('"params":{}', `"params":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
    expect(problems(text)).toEqual([expect.stringMatching(/^JSON_TOO_DEEP/) as unknown])
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level += 1) deep = { a: deep }
    expect(problems(flow({ nodes: [node('a', { params: { deep } })] }))).toEqual([expect.stringMatching(/^JSON_TOO_DEEP/) as unknown])
  })

  it('has its names taken as text, and too long ones refused (I06)', () => {
    for (const name of ['<img src=x onerror=alert(1)>', '{{7*7}}', '${7*7}', 'javascript:alert(1)', '\u202etxt.exe', 'e' + '\u0301'.repeat(150), '👩\u200d💻']) {
      expect(parseFlowDocument(flow({ nodes: [node('a', { name })] }))).toMatchObject({ ok: true, document: { nodes: [{ name }] } })
    }
    expect(problems(flow({ nodes: [node('a', { name: 'x'.repeat(1_000_000) })] }))).toEqual(['FLOW_TEXT_TOO_LONG /nodes/0/name'])
  })

  it('with NUL or half a character is refused (I07)', () => {
    expect(problems(flow({ name: 'a\u0000' }))).toEqual(['JSON_FORBIDDEN_TEXT /name'])
    expect(problems(flow({ name: 'a\ud800' }))).toEqual(['JSON_FORBIDDEN_TEXT /name'])
  })

  it('with a node type that is no type is refused (I09)', () => {
    for (const type of ['../../x', 'constructor', '', 'a.b/../c', 'core.set\n']) expect(problems(flow({ nodes: [node('a', { type })] }))).toEqual(['FLOW_TEXT_FORM_WRONG /nodes/0/type'])
  })

  it('has `$ref`, `$schema` and `$data` in parameters taken as data (I10)', () => {
    const params = { $ref: '#/nowhere', $schema: 'http://evil.example/schema', limit: { $data: '1/x' } }
    expect(parseFlowDocument(flow({ nodes: [node('a', { params })] }))).toMatchObject({ ok: true, document: { nodes: [{ params }] } })
  })

  it('can not bring fields along that the format does not have, such as an icon or a switch (I11, I13)', () => {
    expect(problems(flow({ active: true, nodes: [node('a', { icon: 'data:text/html,x' })] }))).toEqual(['FLOW_FIELD_UNKNOWN /active', 'FLOW_FIELD_UNKNOWN /nodes/0/icon'])
  })

  it('of another format version is refused and nothing of it is read (I15)', () => {
    expect(problems({ ...flow(), format: 'maillon.flow/2' })).toEqual(['FLOW_FORMAT_NEWER /format'])
    expect(problems({ ...flow(), format: 'n8n' })).toEqual(['FLOW_FORMAT_UNKNOWN /format'])
    expect(problems({ ...flow(), format: 'maillon.flow/0' })).toEqual(['FLOW_FORMAT_UNKNOWN /format'])
    expect(problems('[]')).toEqual(['FLOW_FORMAT_MISSING /format'])
    expect(problems('null')).toEqual(['FLOW_FORMAT_MISSING /format'])
    expect(problems('{"nodes":')).toEqual(['JSON_NOT_JSON '])
    expect(problems('')).toEqual(['JSON_NOT_JSON '])
  })

  it('has its positions brought back onto the canvas, and numbers that are none refused (I18)', () => {
    const source = flow({
      nodes: [node('a', { position: { x: 1e308, y: -0 } })],
      notes: [{ id: 'n', text: '', position: { x: -1e308, y: 0 }, size: { width: -5, height: 1e9 } }],
    })
    expect(parseFlowDocument(source)).toMatchObject({
      ok: true,
      document: { nodes: [{ position: { x: 1_000_000, y: 0 } }], notes: [{ position: { x: -1_000_000, y: 0 }, size: { width: 20, height: 10_000 } }] },
    })
    for (const x of [Number.NaN, Infinity, -Infinity]) expect(problems(flow({ nodes: [node('a', { position: { x, y: 0 } })] }))).toEqual(['JSON_NOT_JSON /nodes/0/position/x'])
    expect(problems(JSON.stringify(flow({ nodes: [node('a')] })).replace('"x":0', '"x":1e999'))).toEqual(['JSON_NOT_JSON /nodes/0/position/x'])
  })

  it('is never thrown at the caller, whatever it is', () => {
    fc.assert(fc.property(fc.anything({ withDate: true, withMap: true, withBigInt: true, withNullPrototype: true, withSparseArray: true }), (value) => void parseFlowDocument(value)))
    fc.assert(fc.property(fc.string(), (text) => void parseFlowDocument(text)))
    fc.assert(
      fc.property(fc.record({ format: fc.constant('maillon.flow/1'), nodes: fc.anything(), edges: fc.anything(), settings: fc.anything() }), (value) => {
        expect(parseFlowDocument(value).ok).toBe(false)
      }),
    )
  })
})

describe('what is derived from the schema', () => {
  it('is up to date: the published file and the validation function', () => {
    expect(readFileSync(new URL('../schema/maillon.flow-1.schema.json', import.meta.url), 'utf8')).toBe(schemaFileText())
    expect(readFileSync(new URL('./validate-flow.generated.ts', import.meta.url), 'utf8')).toBe(validatorSource())
  })

  it('accepts, as ajv does with the published schema, every document that is parsed', () => {
    const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(flowDocumentSchema)
    fc.assert(fc.property(arbitraryFlow, (document) => {
      expect(validate(document)).toBe(true)
    }))
  })
})
