import type { Json } from '@maillon/kernel'
import fc from 'fast-check'
import type { FlowDocument, FlowEdge, FlowNode } from '../src/flow-document.js'
import { emptyFlow } from '../src/empty-flow.js'

// -0 doesn't survive JSON, and the gate refuses the names that lead to prototypes.
const json = fc
  .jsonValue({ maxDepth: 2 })
  .filter((value) => !/"(__proto__|prototype|constructor)":/.test(JSON.stringify(value)))
  .map((value) => JSON.parse(JSON.stringify(value)) as Json)
const params = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), json, { maxKeys: 4, noNullPrototype: true })
const coordinate = fc.integer({ min: -5000, max: 5000 })

const rest = fc.record(
  {
    mode: fc.constantFrom('each' as const, 'all' as const),
    retry: fc.record({ attempts: fc.integer({ min: 1, max: 20 }), wait: fc.constant({ kind: 'fixed' as const, ms: 1000 }) }),
    untilFound: fc.constant({ attempts: 10, wait: { kind: 'list' as const, ms: [60_000, 120_000] } }),
    runOnEmpty: fc.boolean(),
    timeoutMs: fc.integer({ min: 1, max: 100_000 }),
    onError: fc.record({ choice: fc.constantFrom('stop' as const, 'branch' as const) }),
    disabled: fc.boolean(),
    credentials: fc.constant({ account: { id: 'c1', name: 'Compte' } }),
  },
  { requiredKeys: [], noNullPrototype: true },
)

/** A valid document of up to six nodes, edges among them, and parents. */
export const arbitraryFlow: fc.Arbitrary<FlowDocument> = fc
  .uniqueArray(fc.stringMatching(/^[a-d]-[0-9]$/), { maxLength: 6 })
  .chain((ids) =>
    fc.record({
      nodes: fc.tuple(...ids.map((id) => arbitraryNode(id))),
      edges: ids.length === 0 ? fc.constant([]) : fc.uniqueArray(arbitraryEdge(ids), { maxLength: 8, selector: (edge) => `${edge.from} ${edge.to}` }),
      parentOf: fc.array(fc.nat(), { minLength: ids.length, maxLength: ids.length }),
      groupOf: fc.array(fc.nat(2), { minLength: ids.length, maxLength: ids.length }),
      folded: fc.boolean(),
      settings: fc.record({ priority: fc.integer({ min: 1, max: 10 }), errorFlow: fc.record({ id: fc.constantFrom('e1', 'e2'), name: fc.constantFrom('Alerte', 'Autre') }, { noNullPrototype: true }) }, { requiredKeys: [], noNullPrototype: true }),
      notes: fc.uniqueArray(
        fc.record({ id: fc.stringMatching(/^n[0-9]$/), text: fc.string(), position: fc.record({ x: coordinate, y: coordinate }, { noNullPrototype: true }), size: fc.constant({ width: 100, height: 80 }) }, { noNullPrototype: true }),
        { maxLength: 3, selector: (note) => note.id },
      ),
    }),
  )
  .map(({ nodes, edges, parentOf, groupOf, folded, settings, notes }) => ({
    ...emptyFlow('f1', 'Flow'),
    settings,
    edges,
    notes,
    ...groupsOf(nodes.map(({ id }) => id), groupOf, folded),
    // A parent always stands further on in the list, so that there is no circle.
    nodes: nodes.map((node, index) => {
      const later = nodes.slice(index + 1)
      const parent = later.length === 0 ? undefined : later[(parentOf[index] ?? 0) % (later.length * 2)]?.id
      return parent === undefined ? node : { ...node, parent }
    }),
  }))

/** Each node in group 0, in group 1, or (2) in none. */
function groupsOf(ids: readonly string[], groupOf: readonly number[], folded: boolean): Pick<FlowDocument, 'groups'> {
  const groups = [0, 1]
    .map((number) => ({ id: `g${number}`, name: `Group ${number}`, nodes: ids.filter((_, index) => groupOf[index] === number), ...(folded ? { folded } : {}) }))
    .filter(({ nodes }) => nodes.length > 0)
  return groups.length === 0 ? {} : { groups }
}

function arbitraryNode(id: string): fc.Arbitrary<FlowNode> {
  return fc
    .record({ name: fc.string({ minLength: 1, maxLength: 20 }), position: fc.record({ x: coordinate, y: coordinate }, { noNullPrototype: true }), params, rest })
    .map(({ rest: optional, ...own }) => ({ id, type: 'core.set', version: 1, ...own, ...optional }) as FlowNode)
}

function arbitraryEdge(ids: readonly string[]): fc.Arbitrary<FlowEdge> {
  const end = fc.constantFrom(...ids)
  return fc.tuple(end, end).map(([from, to]) => ({ from: `${from}.main`, to: `${to}.main` }))
}
