import { describe, expect, it } from 'vitest'
import type { JsonObject } from '@maillon/kernel'
import type { FormField } from './form-field.js'
import { layOutForm } from './lay-out-form.js'

const options = { secrets: [], allowsExpressions: true }
const hinted = (hints: JsonObject): JsonObject => ({ 'x-maillon': { label: { fr: 'L', en: 'L' }, ...hints } })
const object = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({ type: 'object', properties, required: [...required] })
const only = (schema: JsonObject, value?: JsonObject[string]): FormField => {
  const [field] = layOutForm(object({ p: schema }), value === undefined ? {} : { p: value }, options)
  if (field === undefined) throw new Error('no field')
  return field
}

describe('layOutForm', () => {
  it('chooses the input by type, and by widget where there is one', () => {
    expect(only({ type: 'string' }).kind).toBe('text')
    expect(only({ type: 'integer', minimum: 1 })).toMatchObject({ kind: 'number', range: { min: 1, max: null, isInteger: true } })
    expect(only({ type: 'boolean' }).kind).toBe('boolean')
    expect(only({}).kind).toBe('any')
    expect(only({ type: 'array', items: { type: 'string' } }).kind).toBe('scalars')
    expect(only({ type: 'array', items: object({ a: { type: 'string' } }) }).kind).toBe('rows')
    expect(only({ type: 'array', items: {} }).kind).toBe('json')
    expect(only(object({ a: { type: 'string' } })).kind).toBe('group')
    expect(only({ type: 'object' }).kind).toBe('json')
    expect(only({ type: 'string', ...hinted({ widget: 'html' }) }).kind).toBe('html')
    expect(only({ type: 'string', ...hinted({ widget: 'json' }) }).kind).toBe('json-text')
    expect(only({ ...hinted({ widget: 'json' }) }).kind).toBe('json')
  })

  it('draws enums and unions of constants as choices with their labels, in their order', () => {
    const field = only({ anyOf: [{ const: 'b' }, { const: 'a' }], ...hinted({ choices: { a: { fr: 'Un', en: 'One' } } }) })
    expect(field).toMatchObject({ kind: 'choice', choices: [{ value: 'b', label: { fr: 'b', en: 'b' } }, { value: 'a', label: { fr: 'Un', en: 'One' } }] })
    expect(field.mayHoldExpression).toBe(false)
    expect(only({ enum: [1, 2] }).choices.map(({ value }) => value)).toEqual([1, 2])
  })

  it('leaves null out: an optional text is a text', () => {
    expect(only({ anyOf: [{ type: 'string' }, { type: 'null' }] }).kind).toBe('text')
  })

  it('edits an expression as text wherever it stands, and never loses a value of another shape', () => {
    expect(only({ type: 'integer' }, '{{item.n}}').kind).toBe('any')
    expect(only({ type: 'array', items: { type: 'string' } }, '{{item.list}}').kind).toBe('any')
    expect(only({ type: 'array', items: object({ a: {} }) }, { a: 1 }).kind).toBe('json')
    expect(only({ type: 'string' }, { a: 1 }).kind).toBe('json')
    expect(only({ type: 'string', ...hinted({ expression: false }) }, '{{x}}')).toMatchObject({ kind: 'text', mayHoldExpression: false })
  })

  it('hides what its sibling makes needless, by the default too, and what hangs on something hidden', () => {
    const schema = object({
      kind: { enum: ['none', 'page'], default: 'none' },
      paging: { enum: ['off', 'on'], default: 'on', ...hinted({ showWhen: { param: 'kind', is: ['page'] } }) },
      size: { type: 'integer', ...hinted({ showWhen: { param: 'paging', is: ['on'] } }) },
    })
    const keys = (value: JsonObject) => layOutForm(schema, value, options).map(({ key }) => key)
    expect(keys({})).toEqual(['kind'])
    expect(keys({ kind: 'page' })).toEqual(['kind', 'paging', 'size'])
    expect(keys({ kind: 'page', paging: 'off' })).toEqual(['kind', 'paging'])
    expect(keys({ kind: '{{variables.k}}' })).toEqual(['kind', 'paging', 'size'])
  })

  it('gives every field inside rows its pointer, and inherits a ban of expressions', () => {
    const rows = only({ type: 'array', items: object({ 'a/b': { type: 'string' }, c: { type: 'string', ...hinted({ expression: false }) } }) }, [{}, { 'a/b': 'x' }])
    expect(rows.rows[1]?.fields.map(({ pointer, value, mayHoldExpression }) => [pointer, value, mayHoldExpression])).toEqual([
      ['/p/1/a~1b', 'x', true],
      ['/p/1/c', undefined, false],
    ])
    const banned = only({ type: 'array', items: object({ a: { type: 'string' } }), ...hinted({ expression: false }) }, [{}])
    expect(banned.rows[0]?.fields[0]?.mayHoldExpression).toBe(false)
  })

  it('begins a new row with the first of the choices that must be made', () => {
    const item = object({ op: { enum: ['equals', 'less'] }, type: { enum: ['auto', 'x'], default: 'auto' }, name: { type: 'string' } }, ['op', 'type', 'name'])
    expect(only({ type: 'array', items: item }).newRow).toEqual({ op: 'equals' })
  })

  it('draws rows and groups of a default that is not stored', () => {
    expect(only({ type: 'array', items: object({ a: { type: 'string' } }), default: [{ a: 'x' }] }).rows).toHaveLength(1)
    expect(only({ ...object({ kind: { enum: ['none', 'bar'] } }), default: { kind: 'bar' } }).fields[0]?.value).toBe('bar')
  })

  it('follows references, and ends where a schema holds itself', () => {
    const schema: JsonObject = { $ref: '#/$defs/tree', $defs: { tree: object({ name: { type: 'string' }, child: { $ref: '#/$defs/tree' } }) } }
    const depth = (fields: readonly FormField[]): number => fields.length === 0 ? 0 : 1 + Math.max(...fields.map((field) => depth(field.fields)))
    expect(depth(layOutForm(schema, {}, options))).toBeLessThan(12)
  })

  it('makes named secrets secrets, only at the top', () => {
    const schema = object({ key: { type: 'string' }, inner: object({ key: { type: 'string' } }) })
    const [key, inner] = layOutForm(schema, {}, { secrets: ['key'], allowsExpressions: true })
    expect(key).toMatchObject({ kind: 'secret', mayHoldExpression: false })
    expect(inner?.fields[0]?.kind).toBe('text')
  })

  it('gives a secret of several lines room for them: a key pasted into one line would lose its line breaks', () => {
    const schema = object({ key: { type: 'string', 'x-maillon': { label: { fr: 'Clé', en: 'Key' }, widget: 'text' } } })
    expect(layOutForm(schema, {}, { secrets: ['key'], allowsExpressions: false })[0]).toMatchObject({ kind: 'secret-text', mayHoldExpression: false })
  })
})
