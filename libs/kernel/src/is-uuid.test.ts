import { expect, it } from 'vitest'
import { isUuid } from './is-uuid.js'

it('takes an id for one as it is written here, and nothing around it', () => {
  expect(isUuid('0190d5a4-0000-7000-8000-000000000001')).toBe(true)
  for (const text of ['', 'me', '0190D5A4-0000-7000-8000-000000000001', '0190d5a4-0000-7000-8000-000000000001\n', ' 0190d5a4-0000-7000-8000-000000000001', '0190d5a400007000800000000000000001']) expect(isUuid(text)).toBe(false)
})
