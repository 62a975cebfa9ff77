import type { ArrivingFlow, ArrivingThing, ImportCheck } from '@maillon/api-contract'
import { describe, expect, it } from 'vitest'
import { choicesToCheck, countChosen, flowChoice, nothingChosen, requestOf, type ImportChoices } from './import-choices.js'
import { leftToDo } from './left-to-do.js'

const flow = (index: number, by: 'origin' | 'name' | null): ArrivingFlow => ({
  index, name: `F${index}`, words: '', nodes: 1, tests: 0, isRefused: false, problems: [], unknownTypes: [],
  existing: by === null ? null : { id: `id-${index}`, name: `F${index}`, by, revision: 4, isActive: false, hasUnpublishedChanges: false, changes: [] },
})
const thing = (kind: ArrivingThing['kind'], name: string, more: Partial<ArrivingThing> = {}): ArrivingThing => ({ key: `${kind}|${name}`, kind, name, flows: ['F0'], inFile: null, proposal: null, ...more })
const check: ImportCheck = {
  flows: [flow(0, null), flow(1, 'origin'), flow(2, 'name')], packages: [], hosts: [], files: [],
  accounts: [{ key: 'a', types: ['smtp'], name: 'A', steps: [], proposal: { credentialId: 'c', because: 'name' } }, { key: 'b', types: ['smtp'], name: 'B', steps: ['Mail'], proposal: null }],
  things: [thing('recipient', 'Ops'), thing('variable', 'limit', { proposal: { id: 'limit', because: 'name' } }), thing('flow', 'F2', { inFile: 2 })],
}
const recipient = { type: 'email', name: 'Ops', address: 'ops@example.org', isActive: true, groups: [] } as const

describe('the choices of an import', () => {
  it('begin so that the same flow takes the place of its draft and a stranger of the same name comes beside', () => {
    expect(check.flows.map((one) => flowChoice(nothingChosen, one).as)).toEqual(['new', 'replace', 'new'])
    expect(choicesToCheck(check, nothingChosen)).toEqual({ accounts: [{ key: 'a', credentialId: 'c' }, { key: 'b', credentialId: null }], things: [{ key: 'recipient|Ops', use: null }, { key: 'variable|limit', use: 'limit' }, { key: 'flow|F2', use: null }] })
  })

  it('are sent with what the person was shown, in the order of the check', () => {
    const choices: ImportChoices = { flows: { 0: { as: 'new', name: ' Other ', over: null }, 2: { as: 'leave-out', name: 'F2', over: 'id-2' } }, accounts: { a: null, b: 'd' }, things: { 'recipient|Ops': { kind: 'recipient', recipient: { ...recipient, groups: [] } }, 'variable|limit': { kind: 'variable', variable: { type: 'number', value: 7 } } } }
    const request = requestOf('{}', check, choices)
    expect(request.flows).toEqual([{ index: 0, as: 'new', name: 'Other', existing: null }, { index: 1, as: 'replace', existing: { id: 'id-1', revision: 4 } }, { index: 2, as: 'leave-out', existing: { id: 'id-2', revision: 4 } }])
    expect(request.accounts).toEqual([{ key: 'a', credentialId: null }, { key: 'b', credentialId: 'd' }])
    expect(request.things).toEqual([{ key: 'recipient|Ops', use: null, recipient }, { key: 'variable|limit', use: null, variable: { type: 'number', value: 7 } }, { key: 'flow|F2', use: null }])
    expect(countChosen(check, choices)).toBe(2)
  })

  it('say nothing about another flow than the one they were made over', () => {
    expect(flowChoice({ ...nothingChosen, flows: { 1: { as: 'new', name: 'Beside', over: null } } }, flow(1, 'origin')).as).toBe('replace')
  })
})

describe('what an import can’t do', () => {
  const kinds = (choices: ImportChoices) => leftToDo(check, choices).map(({ kind, name }) => `${kind} ${name}`)

  it('is everything for which nothing stands here, and goes with each choice', () => {
    expect(kinds(nothingChosen)).toEqual(['account B', 'recipient Ops'])
    expect(kinds({ ...nothingChosen, accounts: { b: 'd' }, things: { 'recipient|Ops': { kind: 'recipient', recipient: { ...recipient, groups: [], address: '' } } } })).toEqual(['unfilled Ops'])
    expect(kinds({ ...nothingChosen, accounts: { b: 'd' }, things: { 'recipient|Ops': { kind: 'use', id: 'someone' }, 'variable|limit': { kind: 'use', id: null } } })).toEqual(['variable limit'])
  })

  it('has nothing of flows that are left out, and a flow that is called where it is left out itself', () => {
    const leaveOut = (index: number, over: string | null) => ({ [index]: { as: 'leave-out', name: '', over } as const })
    expect(kinds({ ...nothingChosen, flows: leaveOut(0, null) })).toEqual(['account B'])
    const strange: ImportCheck = { ...check, flows: [flow(0, null), flow(1, 'origin'), flow(2, null)] }
    expect(leftToDo(strange, { ...nothingChosen, flows: leaveOut(2, null) }).map(({ kind }) => kind)).toContain('flow')
    expect(leftToDo(strange, nothingChosen).map(({ kind }) => kind)).not.toContain('flow')
  })
})
