import { expect, it } from 'vitest'
import { expressionRule } from './param-schemas.js'

const label = { fr: 'x', en: 'x' }
const rule = expressionRule({
  type: 'object',
  $defs: { literal: { type: 'string', 'x-maillon': { label, expression: false } } },
  properties: {
    text: { type: 'string' },
    method: { enum: ['GET', 'POST'] },
    count: { type: 'integer' },
    fixed: { type: 'string', 'x-maillon': { label, expression: false } },
    referred: { $ref: '#/$defs/literal' },
    either: { anyOf: [{ const: 'auto' }, { type: 'string' }] },
    choice: { anyOf: [{ const: 'a' }, { const: 'b' }] },
    schedule: { 'x-maillon': { label, expression: false }, oneOf: [{ type: 'object', properties: { at: { type: 'string' } } }] },
    list: { type: 'array', items: { type: 'object', properties: { name: { type: 'string', 'x-maillon': { label, expression: false } }, value: {} } } },
  },
})

it.each(['/text', '/count', '/either', '/list/0/value', '/list/12/value/deep/0', '/unknown', '/a~1b'])('allows an expression at %s', (pointer) => {
  expect(rule(pointer)).toBe(true)
})

it.each(['/method', '/fixed', '/referred', '/choice', '/schedule/at', '/list/0/name'])('takes text at %s as it is', (pointer) => {
  expect(rule(pointer)).toBe(false)
})
