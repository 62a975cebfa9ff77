import { expect, it } from 'vitest'
import { publishStateOf, type PublishFacts } from './publish-state.js'

const stateOf = (facts: Partial<PublishFacts>) => publishStateOf({ nodes: 3, errors: 0, changes: 2, progress: 'none', ...facts })

it('says that nothing is drawn yet, and of a flow that was emptied since too', () => {
  expect(stateOf({ nodes: 0, changes: null })).toBe('empty')
  expect(stateOf({ nodes: 0, errors: 1 })).toBe('empty')
})

it('tells a first publication from changes, and both from what errors hold back', () => {
  expect(stateOf({ changes: null })).toBe('first')
  expect(stateOf({})).toBe('changed')
  expect(stateOf({ errors: 1 })).toBe('errors')
  expect(stateOf({ errors: 1, changes: null })).toBe('errors')
})

it('is up to date where nothing differs from what runs, whatever is wrong with it', () => {
  expect(stateOf({ changes: 0 })).toBe('same')
  expect(stateOf({ changes: 0, errors: 1 })).toBe('same')
})

it('says that it publishes, and that it just did until something is changed', () => {
  expect(stateOf({ progress: 'publishing' })).toBe('publishing')
  expect(stateOf({ changes: 0, progress: 'just-done' })).toBe('published')
  expect(stateOf({ changes: 1, progress: 'just-done' })).toBe('changed')
})
