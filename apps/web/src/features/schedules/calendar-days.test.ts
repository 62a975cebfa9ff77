import { expect, it } from 'vitest'
import type { CalendarView } from '@maillon/api-contract'
import { calendarDays } from './calendar-days.js'

const schedule = (flowName: string, ...instants: readonly string[]) => ({ flowId: flowName, flowName, nodeId: 'when', sentence: `${flowName}…`, timeZone: 'Europe/Paris', instants: instants.map((at) => `${at}:00.000Z`), isFrequent: false })
const view = (more: Partial<CalendarView>): CalendarView => ({ from: '2026-11-21T12:00:00.000Z', to: '2026-11-23T12:00:00.000Z', schedules: [], asked: [], collisions: [], ...more })

it('puts each time on the reader’s day, with every day there, lines by their first time, and marks who meets', () => {
  const days = calendarDays(
    view({
      schedules: [schedule('night', '2026-11-21T23:30', '2026-11-22T23:30'), schedule('noon', '2026-11-22T11:00'), schedule('early', '2026-11-22T11:00', '2026-11-22T05:00')],
      asked: [{ flowId: 'asked', flowName: 'asked', at: '2026-11-22T08:15:00.000Z', by: 'Ana' }],
    }),
    'Europe/Paris',
  )
  expect(days.map(({ date }) => date)).toEqual(['2026-11-21', '2026-11-22', '2026-11-23'])
  expect(days.map(({ entries }) => entries.map(({ flowName, meets, instants }) => `${flowName}${meets ? ' meets' : ''} ${instants.length}`))).toEqual([
    [],
    ['night 1', 'asked 1', 'noon meets 1', 'early meets 2'],
    ['night 1'],
  ])
  expect(days[1]?.entries.find(({ flowName }) => flowName === 'asked')?.sentence).toBeNull()
})

it('keeps both halves of a day on which the clock goes back, once', () => {
  const days = calendarDays(view({ from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z', schedules: [schedule('a', '2026-10-25T00:30', '2026-10-25T01:30')] }), 'Europe/Paris')
  expect(days.map(({ date, entries }) => [date, entries[0]?.instants.length])).toEqual([['2026-10-25', 2]])
})
