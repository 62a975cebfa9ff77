import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryFlow } from '../../test-kit/arbitrary-flow.js'
import { canonicalText } from '../canonical-text.js'
import { emptyFlow } from '../empty-flow.js'
import { flowFileLimits, flowFileText, parseFlowFile } from './flow-file.js'

const documentsIn = (text: string) => {
  const read = parseFlowFile(text)
  return read.ok ? read.flows.map(({ parsed }) => (parsed.ok ? parsed.document : parsed.diagnostics.map(({ code }) => code))) : read.problem.code
}

describe('a file of flows', () => {
  it('gives the same bytes whatever the order in which flows were chosen, and gives back each of them (rule 1)', () => {
    fc.assert(
      fc.property(fc.uniqueArray(arbitraryFlow, { minLength: 1, maxLength: 4, selector: ({ id }) => id }), (flows) => {
        const text = flowFileText(flows)
        expect(flowFileText(flows.toReversed())).toBe(text)
        const back = documentsIn(text) as typeof flows
        expect(back.map(canonicalText).toSorted()).toEqual(flows.map(canonicalText).toSorted())
      }),
    )
  })

  it('of one flow is that flow’s own canonical text', () => {
    const flow = emptyFlow('a', 'A')
    expect(flowFileText([flow])).toBe(canonicalText(flow))
  })

  it('holds tests beside its flows, in one form too, also beside a single one', () => {
    const flow = emptyFlow('a', 'A')
    const text = flowFileText([flow], ['{"id":2}\n', '{"id":1}\n'])
    expect(flowFileText([flow], ['{"id":1}\n', '{"id":2}\n'])).toBe(text)
    const read = parseFlowFile(text)
    expect(read.ok && [read.flows.length, read.tests]).toEqual([1, [{ id: 1 }, { id: 2 }]])
    expect(documentsIn(JSON.stringify({ format: 'maillon.flows/1', flows: [flow], tests: 'many' }))).toBe('FLOW_FIELD_TYPE_WRONG')
  })

  it('tells of every flow, also of those beside a wrong one (rule 2)', () => {
    const text = JSON.stringify({ format: 'maillon.flows/1', flows: [emptyFlow('a', 'A'), { ...emptyFlow('b', 'B'), nodes: 3 }, emptyFlow('a', 'C'), 7] })
    const read = parseFlowFile(text)
    expect(read.ok && read.flows.map(({ name, parsed }) => [name, parsed.ok ? 'good' : parsed.diagnostics[0]?.code])).toEqual([
      ['A', 'good'], ['B', 'FLOW_FIELD_TYPE_WRONG'], ['C', 'FLOW_FILE_ID_DUPLICATE'], ['', 'FLOW_FORMAT_MISSING'],
    ])
  })

  it.each([
    ['something of a newer Maillon', JSON.stringify({ format: 'maillon.flows/2', flows: [] }), 'FLOW_FORMAT_NEWER'],
    ['what is no JSON', '{', 'JSON_NOT_JSON'],
    ['a list', '[]', 'FLOW_FORMAT_MISSING'],
    ['no flow', JSON.stringify({ format: 'maillon.flows/1', flows: [] }), 'FLOW_LIST_EMPTY'],
    ['too many flows', JSON.stringify({ format: 'maillon.flows/1', flows: Array.from({ length: flowFileLimits.flows + 1 }, () => 1) }), 'FLOW_LIST_TOO_LONG'],
    ['something beside the flows', JSON.stringify({ format: 'maillon.flows/1', flows: [1], more: 1 }), 'FLOW_FIELD_UNKNOWN'],
    ['a key that leads to prototypes', '{"format":"maillon.flows/1","flows":[],"__proto__":{"isAdmin":true}}', 'JSON_FORBIDDEN_KEY'],
    ['a text that is too long', ' '.repeat(flowFileLimits.length + 1), 'FLOW_TEXT_TOO_LARGE'],
  ])('refuses %s as a whole', (_, text, code) => {
    expect(documentsIn(text)).toBe(code)
    expect(({} as { readonly isAdmin?: boolean }).isAdmin).toBeUndefined()
  })
})
