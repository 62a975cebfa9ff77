import { isMaillonError, type JsonObject, type NodeDefinition } from '@maillon/node-sdk'
import { createMemoryFiles, nodeConformance, testNode, type FakeServer } from '@maillon/node-sdk/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodesFromOpenApi, openApiLimits } from './index.js'
import { shopDocument } from './shop-document.fixture.js'

const read = (document: unknown, options = {}) => nodesFromOpenApi(JSON.stringify(document), options)
const shop = read(shopDocument())
const node = (type: string) => {
  const found = shop.nodes.find(({ descriptor }) => descriptor.type === type)
  if (found === undefined) throw new Error(`${type}: ${shop.nodes.map(({ descriptor }) => descriptor.type).join()}`)
  return found
}
const properties = (type: string) => node(type).descriptor.params['properties'] as Record<string, JsonObject>
const codeOf = (work: () => unknown) => {
  try {
    work()
    return 'taken'
  } catch (error) {
    return isMaillonError(error) ? error.info.code : String(error)
  }
}

describe('an OpenAPI document', () => {
  it('becomes a node for each operation, each with a type of its own', () => {
    expect(shop).toMatchObject({ title: 'Boutique', address: 'https://eu.shop.example/v1' })
    expect(shop.nodes.map(({ descriptor }) => [descriptor.type, descriptor.effects])).toEqual([
      ['api.boutique.list-orders', 'read'],
      ['api.boutique.create-order', 'write'],
      ['api.boutique.get-orders-id', 'read'],
      ['api.boutique.list-orders-2', 'write'],
      ['api.boutique.get-orders-id-receipt', 'read'],
      ['api.boutique.post-files', 'write'],
    ])
  })

  it('types parameters and rows, and asks for the account that its security names', () => {
    const list = properties('api.boutique.list-orders')
    expect(list['status']).toMatchObject({ enum: ['open', 'sent'], default: 'open' })
    expect(list['tag']).toMatchObject({ type: 'array', items: { type: 'string' } })
    expect(list['page']).toMatchObject({ type: 'integer', minimum: 1 })
    expect(list['itemsPath']).toMatchObject({ default: 'orders' })
    expect(node('api.boutique.list-orders').descriptor.outputShapes['main']).toMatchObject({
      kind: 'fixed',
      shape: {
        open: true,
        fields: [
          { name: 'reference', type: 'text' },
          { name: 'total', type: 'number' },
          { name: 'placedAt', type: 'date' },
          { name: 'customer' },
          { name: 'parent', type: 'object' },
        ],
      },
    })
    const body = properties('api.boutique.create-order')['body'] as JsonObject
    expect(body).toMatchObject({
      type: 'object',
      required: ['reference'],
      properties: { customer: { properties: { name: { type: 'string' }, vip: { type: 'boolean' } } } },
    })
    expect(node('api.boutique.create-order').descriptor.credentials[0]).toMatchObject({
      required: true,
      types: expect.arrayContaining(['http-bearer', 'login-token']),
    })
    expect(node('api.boutique.list-orders-2').descriptor.credentials).toEqual([])
  })

  it('says what it leaves out', () => {
    expect(shop.notes.map(({ operation, text }) => [operation, text.en])).toEqual([
      ['GET /orders', 'The parameter “filter” is not offered: its place or form is not supported.'],
      ['GET /orders', 'The parameter “Authorization” is not offered: its place or form is not supported.'],
    ])
  })
})

for (const definition of shop.nodes) nodeConformance(definition, { describe, it })

describe('an operation', () => {
  const run = (type: string, params: JsonObject, http: FakeServer = () => ({ json: {} }), more = {}) =>
    testNode(node(type), { params, http, items: [{ id: 'A/1' }], ...more })

  it('puts every parameter where the document wants it', async () => {
    const { requests, json, error } = await run('api.boutique.list-orders', { tag: ['a', 'b&c'], ids: [1, 2], paging_2: true, 'X-Shop': 'Lyon' }, () => ({
      json: { total: 1, orders: [{ reference: 'C-1' }] },
    }))
    expect(error).toBeNull()
    expect(requests[0]?.url).toBe('https://eu.shop.example/v1/orders?status=open&tag=a&tag=b%26c&ids=1%2C2&paging=true')
    expect(requests[0]?.headers).toMatchObject({ 'x-shop': 'Lyon', accept: 'application/json' })
    expect(json['main']).toEqual([{ reference: 'C-1' }])
  })

  it('fills the path, and lets no value climb out of it', async () => {
    expect((await run('api.boutique.get-orders-id', { id: '{{item.id}}' })).requests[0]?.url).toBe('https://eu.shop.example/v1/orders/A%2F1')
    for (const id of ['..', '.', ''])
      expect((await run('api.boutique.get-orders-id', { id })).error).toMatchObject({ code: 'HTTP_PATH_VALUE_INVALID', field: '/id' })
  })

  it('checks its body before anything is sent, and sends it once', async () => {
    const refused = await run('api.boutique.create-order', { body: { total: 'much' } })
    expect(refused.error).toMatchObject({ kind: 'user', field: expect.stringContaining('/body') })
    expect(refused.requests).toHaveLength(0)
    const sent = await run('api.boutique.create-order', { body: { reference: 'C-2', total: 3 } }, () => ({ status: 201, json: { reference: 'C-2' } }))
    expect(JSON.parse(String(sent.requests[0]?.body))).toEqual({ reference: 'C-2', total: 3 })
    expect(
      (await run('api.boutique.create-order', { body: { reference: 'C-2' } }, undefined, { state: Object.fromEntries(sent.state) })).requests,
    ).toHaveLength(0)
  })

  it('takes a file down and sends one up', async () => {
    const receipt = await run('api.boutique.get-orders-id-receipt', { id: '1' }, () => ({ body: 'PDF', headers: { 'content-type': 'application/pdf' } }))
    expect(receipt.json['main']?.[0]).toMatchObject({ mediaType: 'application/pdf', size: 3 })
    const files = createMemoryFiles()
    const file = files.add('a.pdf', 'PDF')
    const up = await testNode(node('api.boutique.post-files'), {
      params: { body: { title: 'T', document: 'file' } },
      files,
      inputItems: { main: [{ json: {}, files: { file } }] },
      http: () => ({ status: 201 }),
    })
    expect(Buffer.from(up.requests[0]?.body as Uint8Array).toString()).toMatch(/name="title"\r\n\r\nT\r\n[^]*name="document"; filename="a.pdf"/)
  })
})

describe('a hostile document', () => {
  const changed = (change: (document: ReturnType<typeof shopDocument>) => void) => {
    const document = shopDocument()
    change(document)
    return read(document)
  }

  it.each([
    ['no JSON', 'openapi: 3.1.0', 'OPENAPI_DOCUMENT_INVALID'],
    ['a prototype', '{"openapi":"3.0.0","paths":{"__proto__":{}}}', 'OPENAPI_DOCUMENT_INVALID'],
    ['a deep one', `{"openapi":"3.0.0","paths":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`, 'OPENAPI_DOCUMENT_INVALID'],
    ['a wide one', `{"openapi":"3.0.0","paths":{},"x":[${'1,'.repeat(600_000)}1]}`, 'OPENAPI_DOCUMENT_INVALID'],
    ['a huge one', ' '.repeat(10_000_001), 'OPENAPI_DOCUMENT_TOO_LARGE'],
    ['Swagger 2', '{"swagger":"2.0","paths":{}}', 'OPENAPI_VERSION_UNKNOWN'],
    ['nothing in it', '{"openapi":"3.0.0","servers":[{"url":"https://x.example"}],"paths":{}}', 'OPENAPI_OPERATIONS_MISSING'],
  ])('is refused in a sentence: %s', (_, text, code) => expect(codeOf(() => nodesFromOpenApi(text))).toBe(code))

  it.each(['javascript:alert(1)', 'file:///etc/passwd', '/relative', 'https://me:pass@x.example', ''])('has to give an address, and %s is none', (url) => {
    expect(codeOf(() => changed((document) => (document.servers = [{ url }] as never)))).toBe('OPENAPI_ADDRESS_MISSING')
    expect(read({ ...shopDocument(), servers: [{ url }] }, { address: 'https://mine.example/v2/' }).address).toBe('https://mine.example/v2')
  })

  it('may have so many operations and no more', () => {
    const paths = Object.fromEntries(Array.from({ length: openApiLimits.operations + 1 }, (_, index) => [`/p${index}`, { get: { responses: {} } }]))
    expect(codeOf(() => read({ ...shopDocument(), paths }))).toBe('OPENAPI_OPERATIONS_TOO_MANY')
  })

  it('cannot make references multiply, lead in circles or lead elsewhere', () => {
    const names = 'ABCDEFGHIJ'.split('')
    const schemas = Object.fromEntries(
      names.map((name, index) => [
        name,
        {
          type: 'object',
          properties: Object.fromEntries(
            Array.from({ length: 90 }, (_, property) => [`p${property}`, { $ref: `#/components/schemas/${names[index + 1] ?? 'A'}` }]),
          ),
          allOf: Array.from({ length: 20 }, () => ({ $ref: `#/components/schemas/${names[index + 1] ?? 'A'}` })),
        },
      ]),
    )
    const started = performance.now()
    const { nodes } = changed((document) => {
      document.components.schemas = {
        ...schemas,
        Order: { $ref: '#/components/schemas/A' },
        Loop: { $ref: '#/components/schemas/Loop' },
        Far: { $ref: 'https://169.254.169.254/x.json' },
      } as never
      document.paths['/orders'].get.parameters.push(
        { name: 'loop', in: 'query', schema: { $ref: '#/components/schemas/Loop' } } as never,
        { name: 'far', in: 'query', schema: { $ref: '#/components/schemas/Far' } } as never,
      )
    })
    expect(performance.now() - started).toBeLessThan(2000)
    expect(JSON.stringify(nodes.map(({ descriptor }) => descriptor)).length).toBeLessThan(2_000_000)
    expect(nodes[0]?.descriptor.params['properties']).toMatchObject({ far: { 'x-maillon': { widget: 'json' } } })
  })

  it('runs none of its regular expressions, and its texts are only texts', () => {
    const { nodes } = changed((document) => {
      document.info.title = '{{#each x}}\u202e<script>\u0007 {{constructor}}'
      document.paths['/orders'].get.summary = '{{lookup this "__proto__"}}'
    })
    const text = JSON.stringify(nodes.map(({ descriptor }) => descriptor))
    expect(text).not.toContain('pattern')
    expect(nodes[0]?.descriptor.title.fr).toBe('{ {lookup this "__proto__"} }')
    expect(nodes[0]?.descriptor.words.fr).not.toMatch(/\{\{|\u202e|\u0007/)
    expect(nodes[0]?.descriptor.type).toMatch(/^api\.each-x-script-constructor\.list-orders$/)
  })

  it('gives parameters names that are safe as keys', () => {
    const { nodes } = changed((document) => {
      document.paths['/orders'].get.parameters = ['constructor', 'toString', '$top', 'a b', '../x', '1'].map((name) => ({
        name,
        in: 'query',
        schema: { type: 'string' },
      })) as never
    })
    expect(Object.keys(nodes[0]?.descriptor.params['properties'] as object).slice(0, 6)).toEqual([
      'constructor_2',
      'toString_2',
      'top',
      'a_b',
      'x',
      'parameter',
    ])
  })

  it('whatever it holds, is taken or refused in words, and never breaks', async () => {
    const part = fc.oneof(fc.constantFrom('string', 'object', 'array', '#/components/schemas/A', '', null, true, -1, 1e308), fc.jsonValue({ maxDepth: 3 }))
    const schema = fc.dictionary(
      fc.constantFrom('type', 'enum', 'default', 'properties', 'items', 'allOf', 'oneOf', 'required', '$ref', 'minimum', 'maxLength', 'minItems'),
      part,
    )
    const operation = fc.record({
      operationId: part,
      summary: part,
      parameters: fc.array(fc.record({ name: part, in: fc.constantFrom('path', 'query', 'header', 'x'), schema })),
      requestBody: fc.record({
        content: fc.dictionary(fc.constantFrom('application/json', 'multipart/form-data', 'text/plain', 'x/y'), fc.record({ schema })),
      }),
      responses: fc.dictionary(
        fc.constantFrom('200', 'default', 'x'),
        fc.record({ content: fc.dictionary(fc.constantFrom('application/json', 'a/b'), fc.record({ schema })) }),
      ),
      security: part,
    })
    await fc.assert(
      fc.asyncProperty(operation, schema, async (own, shared) => {
        const made: NodeDefinition[] = []
        const outcome = codeOf(() =>
          made.push(
            ...read({
              openapi: '3.0.3',
              servers: [{ url: 'https://x.example' }],
              paths: { '/a/{b}': { get: own, post: own } },
              components: { schemas: { A: shared } },
            }).nodes,
          ),
        )
        // Their schemas can be checked against, whatever they say.
        for (const definition of made)
          expect((await testNode(definition, { params: { b: 'x' }, items: [{}], http: () => ({ json: {} }) })).error?.kind).not.toBe('bug')
        return outcome === 'taken' || outcome.startsWith('OPENAPI_')
      }),
      { numRuns: 300 },
    )
  })
})
