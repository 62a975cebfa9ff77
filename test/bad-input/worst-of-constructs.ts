import { compile, type KnownFlow } from '@maillon/compiler'
import type { FlowEdge, FlowNode } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import { catalogueOf } from '@maillon/node-contract'
import { nodeOf } from './house.js'
import { definitions, type EarlyCase } from './worst-of-nodes.js'

const catalogue = catalogueOf(definitions.map(({ descriptor }) => descriptor))

/** What the compiler says of a flow that starts by hand. `edges`: `from.port to`, each to the main port. */
const drawn = (nodes: readonly FlowNode[], edges: readonly string[], flows: readonly KnownFlow[] = []) => () => {
  const lines: readonly FlowEdge[] = edges.map((edge) => edge.split(' ')).map(([from = '', to = '']) => ({ from, to: `${to}.main` }))
  const document = { format: 'maillon.flow/1', id: 'x', name: 'x', settings: {}, notes: [], requires: {}, nodes: [nodeOf('start', 'core.manual'), ...nodes], edges: [{ from: 'start.main', to: `${nodes[0]?.id ?? ''}.main` }, ...lines] } as const
  return compile(document, catalogue, { now: Date.UTC(2026, 0, 15), timeZone: 'Europe/Paris', locale: 'fr', flows }).diagnostics.filter(({ severity }) => severity === 'error')
}

const other: KnownFlow = { id: 'y', name: 'Commandes', hasFlowTrigger: true, hasErrorTrigger: false, calls: [] }
const call = (params: JsonObject, flows: readonly KnownFlow[] = [other]) => drawn([nodeOf('call', 'core.call-flow', params)], [], flows)
const named = { flow: { id: 'y', name: 'Commandes' } }

const loop = (params: JsonObject = {}) => nodeOf('loop', 'core.for-each', params)
const inside = (id: string, type = 'core.no-op', parent = 'loop') => nodeOf(id, type, {}, { parent })
const deep = Array.from({ length: 12 }, (_, at) => nodeOf(at === 0 ? 'loop' : `loop${at}`, 'core.for-each', {}, at === 0 ? {} : { parent: at === 1 ? 'loop' : `loop${at - 1}` }))
const deepEdges = deep.slice(1).map((node, at) => `${deep[at]?.id ?? ''}.each ${node.id}`)

/** The worst that can be done to the steps that the engine itself runs: those that begin other runs. Each is met as it is drawn. */
export const earlyConstructCases: readonly EarlyCase[] = [
  { node: 'core.call-flow', what: 'no flow', code: 'NODE_PARAM_MISSING', found: call({}) },
  { node: 'core.call-flow', what: 'a flow that nobody has chosen', code: 'CALL_FLOW_UNCHOSEN', found: call({ flow: { id: '', name: '' } }) },
  { node: 'core.call-flow', what: 'itself', code: 'CALL_FLOW_ITSELF', found: call({ flow: { id: 'x', name: 'x' } }) },
  { node: 'core.call-flow', what: 'a flow that was deleted', code: 'CALL_FLOW_UNKNOWN', found: call(named, []) },
  { node: 'core.call-flow', what: 'a flow that can’t be called', code: 'CALL_FLOW_NOT_CALLABLE', found: call(named, [{ ...other, hasFlowTrigger: false }]) },
  { node: 'core.call-flow', what: 'a flow that calls this one', code: 'CALL_FLOW_CIRCLE', found: call(named, [{ ...other, calls: ['x'] }]) },
  { node: 'core.call-flow', what: 'no rows for each call', code: 'NODE_PARAM_TOO_SMALL', found: call({ ...named, batchSize: 0 }) },
  { node: 'core.call-flow', what: 'a thousand calls at once', code: 'NODE_PARAM_TOO_LARGE', found: call({ ...named, concurrency: 1000 }) },
  { node: 'core.for-each', what: 'nothing to repeat', code: 'LOOP_BODY_EMPTY', found: drawn([loop()], []) },
  { node: 'core.for-each', what: 'turns without rows', code: 'NODE_PARAM_TOO_SMALL', found: drawn([loop({ batchSize: 0 }), inside('a')], ['loop.each a']) },
  { node: 'core.for-each', what: 'a thousand turns at once', code: 'NODE_PARAM_TOO_LARGE', found: drawn([loop({ concurrency: 1000 }), inside('a')], ['loop.each a']) },
  { node: 'core.for-each', what: 'a start of flows inside', code: 'LOOP_TRIGGER_INSIDE', found: drawn([loop(), inside('a'), inside('b', 'core.manual')], ['loop.each a']) },
  { node: 'core.for-each', what: 'a line that leads back to it', code: 'LOOP_BODY_LED_BACK', found: drawn([loop(), inside('a')], ['loop.each a', 'a.main loop']) },
  { node: 'core.for-each', what: 'a line out of it in the middle of a turn', code: 'LOOP_BODY_LEFT', found: drawn([loop(), inside('a'), nodeOf('b', 'core.no-op')], ['loop.each a', 'a.main b']) },
  { node: 'core.for-each', what: 'loops in loops without end', code: 'LOOP_TOO_DEEP', found: drawn([...deep, inside('a', 'core.no-op', 'loop11')], [...deepEdges, 'loop11.each a']) },
]
