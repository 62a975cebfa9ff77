import { findJsonGateProblem } from '@maillon/kernel'
import { expect, it } from 'vitest'
import { storable } from './storable.js'

it('takes away what the gate of the server refuses, wherever it stands, and nothing else', () => {
  const pasted = { op: 'change-node', change: { params: { 'a\u0000': ['x\u0000y', { text: 'half \ud83d' }], whole: '😀 é \u202e' } } }
  expect(findJsonGateProblem(pasted)).not.toBeNull()
  expect(storable(pasted)).toEqual({ op: 'change-node', change: { params: { a: ['xy', { text: 'half ' }], whole: '😀 é \u202e' } } })
  expect(findJsonGateProblem(storable(pasted))).toBeNull()
})

it('gives the very same object where there is nothing to take away', () => {
  const whole = { a: [1, null, true, { b: 'text' }] }
  expect(storable(whole)).toBe(whole)
})
