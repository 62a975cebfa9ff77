import { expect, it } from 'vitest'
import { waysOut } from './error-way-out.js'

const error = { code: 'X_Y_Z', kind: 'operational', retryable: false } as const
const kinds = (of: Parameters<typeof waysOut>[0], isFinal = true) => waysOut(of, { node: 'send', isFinal }).map(({ kind }) => kind)

it('leads to the accounts first where one was refused, then lets the run go on', () => {
  expect(kinds({ ...error, code: 'MAIL_LOGIN_REFUSED' })).toEqual(['accounts', 'retry'])
})

it('leads to the setting that is wrong, and offers no try that would fail the same way', () => {
  expect(kinds({ ...error, kind: 'user', field: '/sheet' })).toEqual(['open-step'])
})

it('lets the run go on where what failed may have passed', () => {
  expect(kinds({ ...error, retryable: true })).toEqual(['retry'])
  expect(kinds({ ...error, retryable: true }, false)).toEqual([])
})

it('names no step where none is known', () => {
  expect(waysOut({ ...error, kind: 'user' }, { node: null, isFinal: false })).toEqual([])
})
