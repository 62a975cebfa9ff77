import { parseFlowDocument } from '@maillon/flow-document'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { convertForeign } from './convert-foreign.js'
import { n8nKinds } from './n8n/n8n-rules.js'
import { redTypes } from './node-red/red-rules.js'

// What comes from files: no -0, and none of the names that the gate refuses.
const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !/"(__proto__|prototype|constructor)":/.test(JSON.stringify(value)))
const words = fc.constantFrom('', 'main', 'A', 'B', '={{ $json.a.b }}', "={{ $('A').item.json.x }}", '={{ $json.x[', '{{payload}}', 'append', 'combine', 'payload', 'msg', 'set', 'eq', '5', '* * * * *', '\\', 'x'.repeat(300))
const names = ['conditions', 'options', 'values', 'assignments', 'rules', 'rule', 'mode', 'jsonBody', 'parameters', 'operation', 'jsCode', 'fieldToSplitOut', 'url', 'path', 'interval', 'wires', 'links', 'props', 'p', 't', 'to', 'tot', 'func', 'template', 'scope', 'outputs', 'sheetName', 'query', 'in', 'out']
const tree: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 5 }, words, fc.integer(), fc.boolean(), json, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 6, noNullPrototype: true })),
})).tree

const link = fc.record({ node: fc.constantFrom('A', 'B', 'C', 'Z'), type: fc.constantFrom('main', 'ai_tool'), index: fc.integer({ min: -1, max: 3 }) })
const workflow = fc.record({
  nodes: fc.array(fc.record({ id: fc.constantFrom('1', '2', ''), name: fc.constantFrom('A', 'B', 'C', ''), type: fc.constantFrom(...n8nKinds.map((kind) => `n8n-nodes-base.${kind}`), 'n8n-nodes-base.stickyNote', 'x.y'), typeVersion: fc.constantFrom(1, 2, 3, 3.4), position: tree, parameters: tree, notes: tree, onError: words, disabled: fc.boolean(), retryOnFail: fc.boolean() }), { maxLength: 6 }),
  connections: fc.dictionary(fc.constantFrom('A', 'B', 'C'), fc.dictionary(fc.constantFrom('main', 'ai_tool'), fc.array(fc.oneof(fc.array(link, { maxLength: 3 }), tree), { maxLength: 3 }), { noNullPrototype: true }), { noNullPrototype: true }),
  settings: tree, pinData: tree, name: fc.string(),
})

const element = fc
  .tuple(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), type: fc.constantFrom(...redTypes, 'tab', 'subflow', 'subflow:a', 'junction', 'group', 'comment', 'config-x'), z: fc.constantFrom('a', 'b', ''), x: fc.integer(), wires: fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'z'), { maxLength: 3 }), { maxLength: 3 }) }), fc.dictionary(fc.constantFrom(...names), tree, { maxKeys: 8, noNullPrototype: true }))
  .map(([own, more]) => ({ ...more, ...own }))

it('no JSON makes the converter throw', () => {
  fc.assert(fc.property(json, (value) => typeof convertForeign(value).ok === 'boolean' && typeof convertForeign(JSON.stringify(value)).ok === 'boolean'), { numRuns: 200 })
})

it('whatever its nodes say, a workflow of n8n becomes documents that hold, and each node is in the report once', () => {
  fc.assert(
    fc.property(workflow, (value) => {
      const conversion = convertForeign(JSON.stringify(value))
      if (!conversion.ok) return /^(FOREIGN_FORMAT_UNKNOWN|JSON_FORBIDDEN_TEXT)$/.test(conversion.diagnostics[0]?.code ?? '')
      expect(conversion.flows.every((flow) => parseFlowDocument(flow).ok)).toBe(true)
      expect(conversion.report).toHaveLength(value.nodes.length)
      const ours = conversion.report.flatMap(({ node }) => node ?? [])
      expect(new Set(ours).size).toBe(ours.length)
      return true
    }),
    { numRuns: 400 },
  )
})

it('whatever its elements say, a file of Node-RED becomes documents that hold, and each element is in the report once', () => {
  fc.assert(
    fc.property(fc.array(element, { minLength: 1, maxLength: 8 }), (value) => {
      const conversion = convertForeign(JSON.stringify(value))
      if (!conversion.ok) return /^(FOREIGN_FORMAT_UNKNOWN|JSON_FORBIDDEN_TEXT)$/.test(conversion.diagnostics[0]?.code ?? '')
      expect(conversion.flows.every((flow) => parseFlowDocument(flow).ok)).toBe(true)
      expect(conversion.report).toHaveLength(value.length)
      return true
    }),
    { numRuns: 400 },
  )
})

it('takes time in proportion: thousands of nodes that all lead on are converted in seconds', () => {
  const count = 2500
  const nodes = Array.from({ length: count }, (_, index) => ({ id: String(index), name: `N${index}`, type: 'n8n-nodes-base.if', typeVersion: 2, parameters: { conditions: { conditions: [{ leftValue: `={{ $('N${(index * 7) % count}').item.json.x }}`, rightValue: '', operator: { type: 'string', operation: 'equals' } }] } } }))
  const connections = Object.fromEntries(nodes.map(({ name }, index) => [name, { main: [[{ node: `N${(index + 1) % count}`, type: 'main', index: 0 }]] }]))
  const before = process.cpuUsage()
  expect(convertForeign({ nodes, connections }).ok).toBe(true)
  const { user } = process.cpuUsage(before)
  expect(user / 1e6).toBeLessThan(8)
})
