import { expect, it } from 'vitest'
import { changedFields } from './changed-fields.js'

it('names what differs, and of something new or gone everything', () => {
  expect(changedFields({ role: 'viewer', name: 'Bo', list: [] }, { role: 'editor', name: 'Bo', list: ['x'] })).toEqual([
    { field: 'role', before: 'viewer', after: 'editor' },
    { field: 'list', before: '—', after: '["x"]' },
  ])
  expect(changedFields(null, { name: 'Bo' })).toEqual([{ field: 'name', before: null, after: 'Bo' }])
  expect(changedFields({ name: 'Bo' }, null)).toEqual([{ field: 'name', before: 'Bo', after: null }])
  expect(changedFields(null, null)).toEqual([])
})
