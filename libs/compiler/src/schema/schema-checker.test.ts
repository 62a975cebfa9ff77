import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '@maillon/kernel'
import { checkAgainstSchema } from './schema-checker.js'
import type { SchemaProblem } from './schema-walk.js'

function check(schema: JsonObject, value: Json, isWhole = (text: string) => text.startsWith('{{') && text.endsWith('}}')): readonly SchemaProblem[] {
  return checkAgainstSchema(schema, value, { isWholeExpression: isWhole, isSkipped: () => false })
}

const leaf: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.constantFrom<JsonObject>(
    {}, { type: 'string' }, { type: 'integer' }, { type: ['number', 'null'] }, { type: 'boolean' }, { const: 'a' }, { enum: ['a', 1, null] },
    { type: 'string', minLength: 2, maxLength: 3 }, { type: 'string', pattern: '^[a-b]+$' }, { minimum: 1, maximum: 3 }, { exclusiveMinimum: 0, exclusiveMaximum: 2 }, { multipleOf: 2 },
    { type: 'string', format: 'date' }, { not: { type: 'string' } },
  ),
)

/** Schemas with everything that node definitions use, and values that come near to them. */
const schemas = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'schema' },
    leaf,
    fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(2), uniqueItems: fc.boolean() }) as fc.Arbitrary<JsonObject>,
    fc.record({ type: fc.constant('object'), properties: fc.record({ a: tie('schema'), b: tie('schema') }, { noNullPrototype: true }), required: fc.subarray(['a', 'b']), additionalProperties: fc.oneof(fc.boolean(), tie('schema')) }, { noNullPrototype: true, requiredKeys: ['type'] }) as fc.Arbitrary<JsonObject>,
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }, { noNullPrototype: true }) as fc.Arbitrary<JsonObject>,
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }, { noNullPrototype: true }) as fc.Arbitrary<JsonObject>,
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }, { noNullPrototype: true }) as fc.Arbitrary<JsonObject>,
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    fc.record({ if: tie('schema'), then: tie('schema'), else: tie('schema') }, { noNullPrototype: true }) as fc.Arbitrary<JsonObject>,
  ),
})).schema

const values: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    fc.constantFrom<Json>('a', 'ab', 'abc', 'xyz', '', '2026-01-31', '2026-02-31', 0, 1, 2, 1.5, 4, true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value

it('agrees with ajv about what is valid, for any schema and value without expressions', async () => {
  const addFormats = (await import('ajv-formats')).default as unknown as (ajv: Ajv2020) => void
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true, logger: false })
  addFormats(ajv)
  fc.assert(
    fc.property(schemas, fc.array(values, { minLength: 5, maxLength: 10 }), (schema, tried) => {
      const validate = ajv.compile(structuredClone(schema))
      for (const value of tried) expect(check(schema, value).length === 0).toBe(validate(value))
    }),
    { numRuns: 300 },
  )
})

describe('a text with an expression', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: {
      count: { type: 'integer', minimum: 1 },
      text: { type: 'string', minLength: 50 },
      either: { anyOf: [{ type: 'number' }, { type: 'object' }] },
      choice: { enum: ['a', 'b'] },
      literal: { type: 'string', pattern: '^[0-9]+$', 'x-maillon': { expression: false } },
      group: { 'x-maillon': { expression: false }, type: 'object', properties: { at: { type: 'integer' } } },
    },
  }

  it('passes where it is one expression, whatever the type', () => {
    expect(check(schema, { count: '{{x}}', text: '{{x}}', either: '{{x}}' })).toEqual([])
  })

  it('is a text where there is more around it', () => {
    expect(check(schema, { count: 'n {{x}}', text: 'n {{x}}' })).toEqual([{ keyword: 'type', path: '/count', types: ['integer'] }])
  })

  it('is nothing special where it is taken as it is', () => {
    expect(check(schema, { choice: '{{x}}', literal: '{{x}}', group: { at: '{{x}}' } }).map((problem) => `${problem.keyword} ${problem.path}`)).toEqual(['enum /choice', 'pattern /literal', 'type /group/at'])
  })
})

describe('alternatives that all fail', () => {
  const shape: JsonObject = {
    oneOf: [
      { type: 'object', required: ['kind', 'count'], properties: { kind: { const: 'minutes' }, count: { type: 'integer', maximum: 60 } } },
      { type: 'object', required: ['kind', 'at'], properties: { kind: { const: 'day' }, at: { type: 'string' } } },
    ],
  }

  it('are told by the one that was meant', () => {
    expect(check(shape, { kind: 'minutes', count: 99 })).toEqual([{ keyword: 'maximum', path: '/count', limit: 60 }])
    expect(check(shape, { kind: 'day' })).toEqual([{ keyword: 'required', path: '/at' }])
  })

  it('are told by what is allowed where none was meant', () => {
    expect(check(shape, { kind: 'year' })).toEqual([{ keyword: 'enum', path: '/kind', allowed: ['minutes', 'day'] }])
    expect(check({ anyOf: [{ const: 'a' }, { const: 'b' }] }, 'c')).toEqual([{ keyword: 'enum', path: '', allowed: ['a', 'b'] }])
    expect(check({ anyOf: [{ type: 'string' }, { type: 'number' }] }, true)).toEqual([{ keyword: 'type', path: '', types: ['string', 'number'] }])
  })
})

it('follows references, and is not caught by one that leads back to itself', () => {
  expect(check({ $defs: { n: { type: 'integer' } }, properties: { a: { $ref: '#/$defs/n' } } }, { a: 'x' })).toEqual([{ keyword: 'type', path: '/a', types: ['integer'] }])
  expect(check({ $ref: '#' }, { a: 1 })).toEqual([])
})
