import { expect, it } from 'vitest'
import { findJsonGateProblem, parseOutsideJson } from './json-gate.js'

it('lets ordinary JSON in', () => {
  expect(findJsonGateProblem({ a: [1, 'x', null, { b: true }] })).toBeNull()
})

it('refuses the keys by which prototypes are polluted, and says where', () => {
  expect(parseOutsideJson('{"a":{"__proto__":{"isAdmin":true}}}')).toEqual({ ok: false, problem: { code: 'JSON_FORBIDDEN_KEY', path: '/a/__proto__' } })
  expect(parseOutsideJson('{"constructor":1}')).toMatchObject({ ok: false, problem: { path: '/constructor' } })
})

it('answers a value a million levels deep instead of overflowing the stack', () => {
  let deep: unknown = 1
  for (let level = 0; level < 1_000_000; level += 1) deep = [deep]
  expect(findJsonGateProblem(deep)).toMatchObject({ code: 'JSON_TOO_DEEP' })
})

it('refuses NUL characters, in values and in keys', () => {
  expect(findJsonGateProblem({ a: 'x\u0000' })).toMatchObject({ code: 'JSON_FORBIDDEN_TEXT', path: '/a' })
  expect(findJsonGateProblem({ 'a\u0000': 1 })).toMatchObject({ code: 'JSON_FORBIDDEN_TEXT' })
})

it('refuses half a character, and lets whole ones beyond the basic plane in', () => {
  expect(findJsonGateProblem({ a: 'x\ud83d' })).toMatchObject({ code: 'JSON_FORBIDDEN_TEXT', path: '/a' })
  expect(findJsonGateProblem({ '😀': 'x😀👩\u200d💻' })).toBeNull()
})

it('refuses what JSON cannot express', () => {
  for (const value of [Number.NaN, undefined, () => 1, 1n, new Date(), { a: Infinity }]) expect(findJsonGateProblem(value)).toMatchObject({ code: 'JSON_NOT_JSON' })
})

it('counts keys and elements over the whole value', () => {
  expect(findJsonGateProblem([[1, 2], [3, 4]], { maxDepth: 10, maxNodes: 5 })).toMatchObject({ code: 'JSON_TOO_LARGE' })
  expect(findJsonGateProblem([[1, 2], [3, 4]], { maxDepth: 10, maxNodes: 6 })).toBeNull()
})
