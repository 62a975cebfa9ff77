import { silentLogger } from '@maillon/kernel'
import { expect, it } from 'vitest'
import { FollowedCopy } from './followed-copy.js'

function world() {
  const state = { revision: '1', reads: 0, fails: false }
  const copy = new FollowedCopy({
    revision: () => Promise.resolve(state.revision),
    read: () => {
      state.reads += 1
      return state.fails ? Promise.reject(new Error('away')) : Promise.resolve()
    },
  }, { name: 'things', logger: silentLogger })
  return { state, copy }
}

it('reads once for each change', async () => {
  const { state, copy } = world()
  await copy.look()
  await copy.look()
  expect(state.reads).toBe(1)
  state.revision = '2'
  await copy.look()
  expect(state.reads).toBe(2)
})

it('tries again what could not be read, although nothing has changed since', async () => {
  const { state, copy } = world()
  await copy.reload()
  Object.assign(state, { revision: '2', fails: true })
  await copy.look()
  await expect(copy.reload()).rejects.toThrow('away')
  state.fails = false
  await copy.look()
  expect(state.reads).toBe(4)
  await copy.look()
  expect(state.reads).toBe(4)
})
