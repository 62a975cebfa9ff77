/**
 * How long a compilation takes: 1,000 nodes, 2,000 edges, 5,000 expressions.
 * `edited`: one node changed since the last time, as while drawing (its parameters are new, the others the same objects).
 * `reread`: the whole document is new (as after loading it), the texts of its expressions were seen before.
 * `cold`: nothing was seen before (one measurement in a new process).
 * Run: `node --conditions=source --import tsx libs/compiler/bench/compile.ts`
 */
import { compile } from '../src/index.js'
import { emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { smallCatalogue } from '../test-kit/small-catalogue.js'

const nodeCount = 1000
const width = 10

function largeFlow(): FlowDocument {
  const start: FlowNode = { id: 'start', type: 't.start', version: 1, name: 'Start', position: { x: 0, y: 0 }, params: { schedule: { every: 'day', at: '08:00' } } }
  const sets = Array.from({ length: nodeCount - 1 }, (_, index): FlowNode => {
    const before = index < width ? 'start' : `set-${index - width}`
    const field = before === 'start' ? 'instant' : 'value-1'
    const texts = [`{{nodes.${before}.first.${field}}}`, `{{item.${field}}}`, `n° ${index} du {{today}} : {{run.id}}`, `{{upper (trim "x${index}")}}`, `{{#if item.${field}}}oui{{else}}non{{/if}}`]
    return {
      id: `set-${index}`, type: 't.set', version: 1, name: `Set ${index}`, position: { x: (index % width) * 200, y: Math.floor(index / width) * 100 },
      params: { keepOthers: true, fields: texts.map((value, at) => ({ name: `value-${at + 1}`, value })) },
    }
  })
  const edges = sets.flatMap((_, index) => {
    if (index < width) return [{ from: 'start.main', to: `set-${index}.main` }]
    const neighbour = index - width + (index % width === width - 1 ? -1 : 1)
    return [{ from: `set-${index - width}.main`, to: `set-${index}.main` }, { from: `set-${neighbour}.main`, to: `set-${index}.main` }]
  })
  return { ...emptyFlow('large', 'Large'), nodes: [start, ...sets], edges: [...edges, { from: 'start.main', to: 'set-500.main' }].slice(0, 2000) }
}

const context = { now: Date.UTC(2026, 0, 15), timeZone: 'Europe/Paris', locale: 'fr' } as const

function timed(document: FlowDocument): number {
  const started = performance.now()
  const { diagnostics } = compile(document, smallCatalogue, context)
  const took = performance.now() - started
  const errors = diagnostics.filter((finding) => finding.severity === 'error')
  if (errors.length > 0) throw new Error(`The bench document doesn't compile: ${JSON.stringify(errors[0])}`)
  return took
}

function spread(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100
  return { median: at(0.5), p95: at(0.95), min: at(0) }
}

const document = largeFlow()
const cold = Math.round(timed(document) * 10) / 10
const reread: number[] = []
const edited: number[] = []
const copies = Array.from({ length: 60 }, () => structuredClone(document))
for (const [round, copy] of copies.entries()) {
  reread.push(timed(copy))
  const nodes = copy.nodes.map((node, index) => (index === 1 + (round % 900) ? { ...node, params: structuredClone(node.params) } : node))
  edited.push(timed({ ...copy, nodes }))
}
// The first rounds still warm the machine up.
const result = { nodes: document.nodes.length, edges: document.edges.length, expressions: (nodeCount - 1) * 5, coldMs: cold, rereadMs: spread(reread.slice(10)), editedMs: spread(edited.slice(10)) }
console.table({ reread: result.rereadMs, edited: result.editedMs })
console.log(JSON.stringify(result))
// What a person waits for is the compilation after an edit.
if (result.editedMs.median > 20) process.exitCode = 1
