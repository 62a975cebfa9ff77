import { expect, it } from 'vitest'
import { withSetting } from './with-setting.js'

it('names a setting that was chosen, and none that is as usual', () => {
  expect(withSetting({ priority: 1 }, 'lane', 'bulk')).toEqual({ priority: 1, lane: 'bulk' })
  expect(withSetting({ priority: 1, lane: 'bulk' }, 'lane', null)).toEqual({ priority: 1 })
})

it('forgets how many runs may go at once where they no longer may', () => {
  const many = withSetting(withSetting({}, 'overlap', 'parallel'), 'concurrency', 5)
  expect(many).toEqual({ overlap: 'parallel', concurrency: 5 })
  expect(withSetting(many, 'overlap', 'skip')).toEqual({ overlap: 'skip' })
  expect(withSetting(many, 'overlap', null)).toEqual({})
  expect(withSetting(many, 'lane', 'bulk')).toEqual({ ...many, lane: 'bulk' })
})
