import type { Plan } from '@maillon/plan'
import { expect, it } from 'vitest'
import { logLine } from './run-view.js'

const plan = { nodes: [{ id: 'note' }] } as unknown as Plan
const row = { at: '2026-11-22T08:00:00.000Z', node: 0, attempt: 1, level: 'info' as const, message: '43 rows synchronised' }

it('shows the figures of a line that is the run’s result, not how they are kept', () => {
  expect(logLine({ ...row, data: { runResult: { rows: 43 } } }, plan)).toMatchObject({ node: 'note', data: { rows: 43 } })
  expect(logLine({ ...row, data: { runResult: {} } }, plan).data).toBeNull()
})

it('shows the data of any other line as they are', () => {
  expect(logLine({ ...row, data: { folder: 'in' } }, plan).data).toEqual({ folder: 'in' })
  expect(logLine({ ...row, data: null }, plan).data).toBeNull()
})
