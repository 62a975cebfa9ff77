import { expect, it } from 'vitest'
import { commandOfKey } from './canvas-keys.js'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  commandOfKey({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held })

it('undoes and redoes by the keys of both worlds', () => {
  expect(press('z', { ctrlKey: true })).toBe('undo')
  expect(press('z', { metaKey: true })).toBe('undo')
  expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('redo')
  expect(press('y', { ctrlKey: true })).toBe('redo')
})

it('leaves keys alone that mean something to the browser', () => {
  expect(press('r', { ctrlKey: true })).toBeNull()
  expect(press('ArrowLeft', { altKey: true })).toBeNull()
  expect(press('c', { ctrlKey: true })).toBeNull()
})

it('adds by one key and shows the sheet by a question mark, shifted or not', () => {
  expect(press('a')).toBe('add')
  expect(press('?', { shiftKey: true })).toBe('help')
})
