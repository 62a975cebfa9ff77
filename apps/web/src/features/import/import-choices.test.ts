import type { ArrivingFlow, ImportCheck } from '@maillon/api-contract'
import { describe, expect, it } from 'vitest'
import { countChosen, firstChoices, requestOf } from './import-choices.js'

const flow = (index: number, by: 'origin' | 'name' | null): ArrivingFlow => ({
  index, name: `F${index}`, words: '', nodes: 1, tests: 0, isRefused: false, problems: [], unknownTypes: [], calls: [],
  existing: by === null ? null : { id: `id-${index}`, name: `F${index}`, by, revision: 4, isActive: false, hasUnpublishedChanges: false, changes: [] },
})
const check: ImportCheck = {
  flows: [flow(0, null), flow(1, 'origin'), flow(2, 'name')], packages: [], hosts: [], recipients: [], files: [], variables: [],
  accounts: [{ key: 'a', types: ['smtp'], name: 'A', steps: [], proposal: { credentialId: 'c', because: 'name' } }, { key: 'b', types: ['smtp'], name: 'B', steps: [], proposal: null }],
}

describe('the choices of an import', () => {
  it('begin so that the same flow takes the place of its draft and a stranger of the same name comes beside', () => {
    expect(Object.values(firstChoices(check).flows).map(({ as }) => as)).toEqual(['new', 'replace', 'new'])
    expect(firstChoices(check).accounts).toEqual({ a: 'c', b: null })
  })

  it('are sent with what the person was shown', () => {
    const chosen = firstChoices(check)
    const request = requestOf('{}', check, { ...chosen, flows: { ...chosen.flows, 0: { as: 'new', name: ' Other ' }, 2: { as: 'leave-out', name: 'F2' } } })
    expect(request.flows).toEqual([
      { index: 0, as: 'new', name: 'Other', existing: null }, { index: 1, as: 'replace', existing: { id: 'id-1', revision: 4 } }, { index: 2, as: 'leave-out', existing: { id: 'id-2', revision: 4 } },
    ])
    expect(countChosen({ ...chosen, flows: { 0: { as: 'leave-out', name: '' } } })).toBe(0)
  })
})
