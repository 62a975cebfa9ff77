import { expect, it } from 'vitest'
import { problemOfCheck } from './problem-of-check.js'

const check = (run: () => Promise<void>) => problemOfCheck({ promise: 'abort', title: '', timeoutMs: 20, run })

it('says what was broken, or that it took too long, or nothing', async () => {
  expect(await check(() => Promise.resolve())).toBeNull()
  expect(await check(() => Promise.reject(new Error('two rows are missing')))).toBe('two rows are missing')
  expect(await check(() => new Promise(() => undefined))).toBe('not done after 0.02 s')
})
