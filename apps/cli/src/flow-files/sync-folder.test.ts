import { describe, expect, it } from 'vitest'
import { flowFileName } from './flow-file-name.js'
import { syncFolder } from './sync-folder.js'

describe('a folder of flows', () => {
  const a = { file: 'a-1.flow.json', id: '1', text: 'A' }
  it('that holds them already isn’t touched', () => {
    expect(syncFolder([a], [a])).toEqual({ write: [], remove: [], gone: [], unchanged: 1 })
  })
  it('moves a flow that was renamed, and names what the server no longer has', () => {
    const moved = { ...a, file: 'b-1.flow.json' }
    expect(syncFolder([a, { file: 'old-2.flow.json', id: '2', text: 'O' }, { file: 'x.flow.json', id: null, text: '?' }], [moved])).toEqual({
      write: [{ file: 'b-1.flow.json', text: 'A' }], remove: ['a-1.flow.json'], gone: ['old-2.flow.json'], unchanged: 0,
    })
  })
})

it('a file is named by what people know the flow by, and by the end of its id', () => {
  expect(flowFileName({ id: '019f0000-aaaa-7000-8000-00000012AbCd', name: 'Rapport de l’été / ventes' })).toBe('rapport-de-l-ete-ventes-12abcd.flow.json')
})
