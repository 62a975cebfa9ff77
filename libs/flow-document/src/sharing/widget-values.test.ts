import { expect, it } from 'vitest'
import { mapWidgetValues, widgetValues } from './widget-values.js'

const recipients = { type: 'array', 'x-maillon': { widget: 'recipients' } } as const
const descriptor = { params: { type: 'object', properties: { recipients, channels: { type: 'array', items: { anyOf: [{ type: 'object', properties: { to: recipients } }, { type: 'string' }] } }, odd: { type: 'string', 'x-maillon': { widget: 'constructor' } } } } }

it('what a widget draws is found and replaced in lists and groups, and what stays is the same object', () => {
  const params = { recipients: [{ id: 'a' }], channels: [{ to: [{ id: 'b' }] }, 'x', { other: 1 }], odd: 'o', unknown: { to: [{ id: 'c' }] } }
  expect(widgetValues(params, descriptor, 'recipients')).toEqual([[{ id: 'a' }], [{ id: 'b' }]])
  expect(mapWidgetValues(params, descriptor, { recipients: () => [] })).toEqual({ ...params, recipients: [], channels: [{ to: [] }, 'x', { other: 1 }] })
  expect(mapWidgetValues(params, descriptor, { recipients: (value) => value })).toBe(params)
})
