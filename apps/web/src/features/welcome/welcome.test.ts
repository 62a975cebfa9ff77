import { describe, expect, it } from 'vitest'
import { passwordStrength } from './password-strength.js'
import { safeNext } from './safe-next.js'

describe('where the login leads', () => {
  it('is a path of this site', () => {
    expect(safeNext('/run/?id=1')).toBe('/run/?id=1')
  })

  it('is never another site, whatever a link says', () => {
    for (const next of [null, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\tevil', '\n/x']) expect(safeNext(next)).toBe('/')
  })
})

describe('the strength of a password', () => {
  it.each([
    ['short1!', 0],
    ['aaaaaaaaaaaaaaaaaaaa', 1],
    ['abcdefghij', 1],
    ['abcdefgh12', 2],
    ['trois petits chats', 3],
    ['Abcdefgh12!x', 3],
  ] as const)('%s is %i', (password, strength) => {
    expect(passwordStrength(password)).toBe(strength)
  })
})
