import { expect, it } from 'vitest'
import { readOperations, typeOf } from './read-operations.js'

it('reads each call with its role, its fields and where they stand', () => {
  const document = { paths: { '/api/flows/{id}/runs': { post: {
    operationId: 'startRun', tags: ['flows'], 'x-role': 'operator', security: [{ session: [], csrf: [] }, { token: [] }],
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
    requestBody: { content: { 'application/json': { schema: { type: 'object', required: ['what'], properties: { what: { anyOf: [{ const: 'draft' }, { const: 'published' }] }, rows: { type: 'array', items: { type: 'object' } } } } } } },
  } } } }
  expect(readOperations(document)).toMatchObject([{
    name: 'startRun', group: 'flows', method: 'POST', path: '/api/flows/{id}/runs', role: 'operator', takesToken: true,
    fields: [
      { name: 'id', place: 'path', type: 'string (uuid)', isRequired: true },
      { name: 'what', place: 'body', type: '"draft" | "published"', isRequired: true },
      { name: 'rows', place: 'body', type: 'object[]', isRequired: false },
    ],
  }])
})

it('says types in one line, with their bounds', () => {
  expect(typeOf({ type: 'integer', minimum: 1, maximum: 500 })).toBe('integer, ≥ 1, ≤ 500')
  expect(typeOf({ type: 'string', maxLength: 64 })).toBe('string, maxLength 64')
  expect(typeOf({ enum: ['a', 1] })).toBe('"a" | 1')
  expect(typeOf({})).toBe('any')
})

it('takes no harm from a document of another form', () => {
  expect(readOperations({ paths: { '/x': { get: null } } })).toMatchObject([{ name: '', role: null, takesToken: false, fields: [], body: null }])
  expect(readOperations({ paths: [] })).toEqual([])
})
