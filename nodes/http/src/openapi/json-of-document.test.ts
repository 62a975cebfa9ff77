import { isMaillonError } from '@maillon/node-sdk'
import { describe, expect, it } from 'vitest'
import { jsonOfDocument } from './json-of-document.js'
import { nodesFromOpenApi } from './nodes-from-openapi.js'

const refusalOf = (text: string) =>
  jsonOfDocument(text).then(
    (json) => json.slice(0, 100),
    (error: unknown) => (isMaillonError(error) ? error.info.code : String(error)),
  )

describe('an OpenAPI document in YAML', () => {
  it('says the same as in JSON, with anchors, merged parts and codes that are numbers', async () => {
    const yaml = `
# Boutique
openapi: 3.0.3
info: &info
  title: Boutique
  version: 1.0
servers: [{ url: https://shop.example/v1 }]
x-page: &page { name: page, in: query, schema: { type: integer } }
paths:
  /orders:
    get:
      operationId: listOrders
      summary: >-
        Lister
        les commandes
      parameters:
        - *page
        - { <<: *page, name: size }
      responses:
        200: { description: ok, content: { application/json: { schema: { type: array, items: { type: object, properties: { on: { type: string } } } } } } }
`
    const made = nodesFromOpenApi(await jsonOfDocument(yaml))
    expect(made).toMatchObject({ title: 'Boutique', address: 'https://shop.example/v1', notes: [] })
    const [list] = made.nodes
    expect(list?.descriptor).toMatchObject({ type: 'api.boutique.list-orders', title: { en: 'Lister les commandes' }, params: { properties: { page: { type: 'integer' }, size: { type: 'integer' } } } })
    expect(JSON.stringify(list?.descriptor.outputShapes)).toContain('"on"')
  })

  it('leaves JSON as it is, for its own reader', async () => {
    for (const text of ['{"openapi": "3.0.0"}', ' [1', '\ufeff{ "half', '']) expect(await jsonOfDocument(text)).toBe(text)
  })

  it.each([
    ['a web page', '<!doctype html>\n<html><title>API: docs</title></html>'],
    ['a sentence', 'Bonjour à tous'],
    ['half a document', 'openapi: 3.0.3\npaths: {"/a": '],
    ['names that occur twice', 'openapi: 3.0.3\nopenapi: 3.0.4'],
    ['a text that would grow without end', `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.split('').map((name, at) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghij'[at]}`).join()}]`).join('\n')}`],
    ['a circle', 'a: &a { b: *a }'],
    ['a value beyond all depth', `a: ${'['.repeat(20_000)}`],
  ])('that is %s is refused with a sentence', async (_what, text) => {
    expect(await refusalOf(text)).toBe('OPENAPI_DOCUMENT_INVALID')
  })

  it('brings no name that would change the program, and no type of YAML’s own', async () => {
    const json = await jsonOfDocument('a: !!js/function "x"\nb: 2026-01-15\nc: yes\n__proto__: { admin: true }')
    expect(JSON.parse(json)).toMatchObject({ b: '2026-01-15', c: 'yes' })
    expect(() => nodesFromOpenApi(json)).toThrow()
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
    expect(await refusalOf(`a: ${'x'.repeat(2_100_000)}`)).toBe('OPENAPI_DOCUMENT_TOO_LARGE')
  })
})
