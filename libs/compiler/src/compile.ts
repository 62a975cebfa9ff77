/**
 * The document as a plan, or all that is wrong with it.
 * 1. Pure: no I/O, no clock, no randomness; the same code in server, browser and command line.
 * 2. Every finding is returned, in document order; one mistake is told once, where it was made.
 * 3. A plan exists exactly where there is no error. Disabled nodes are passed through and not checked; a disabled loop is passed by with its body.
 * 4. Plan nodes are in running order, stable by document order: the same document gives the same plan.
 * What it doesn't do: decide layout, look at data, or ask whether outside services answer.
 */
import type { Diagnostic, FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { buildGraph } from './build-graph.pass.js'
import { checkCalls } from './check-calls.pass.js'
import { checkConnections } from './check-connections.pass.js'
import { checkContainers } from './check-containers.pass.js'
import { checkCredentials } from './check-credentials.pass.js'
import { checkExpressions } from './check-expressions.pass.js'
import { checkFields } from './check-fields.pass.js'
import { checkPlaceholders } from './check-placeholders.pass.js'
import { checkParams } from './check-params.pass.js'
import { checkSettings } from './check-settings.pass.js'
import { checkTriggers } from './check-triggers.pass.js'
import { checkWidgets } from './check-widgets.pass.js'
import type { Compilation, CompileContext } from './compile-context.js'
import type { Compiling } from './compiling.js'
import { lowerPlan } from './lower-plan.pass.js'
import { orderNodes } from './order-nodes.pass.js'
import { inferShapes } from './shapes/infer-shapes.pass.js'
import { upstreamOf } from './upstream.js'

/** Compile a document against the node types that exist and the place where it will run. */
export function compile(document: FlowDocument, catalogue: NodeCatalogue, context: CompileContext): Compilation {
  const compiling: Compiling = { document, catalogue, context, findings: [] }
  const graph = buildGraph(compiling)
  const isOrderSure = checkContainers(compiling, graph)
  const { order, isComplete } = orderNodes(compiling, graph)
  // On a circle nothing is upstream of anything, and every node behind it would say so: the circle is told alone.
  if (isComplete) checkConnections(compiling, graph)
  checkPlaceholders(compiling, graph)
  checkParams(compiling, graph)
  checkWidgets(compiling, graph)
  checkTriggers(compiling, graph)
  checkCredentials(compiling, graph)
  checkSettings(compiling, graph)
  const upstream = upstreamOf(graph, order)
  const shapes = inferShapes(compiling, graph, order)
  if (isComplete) checkExpressions(compiling, { graph, shapes, upstream, isOrderSure })
  checkFields(compiling, graph, shapes)
  checkCalls(compiling, graph, shapes)
  const diagnostics = inDocumentOrder(compiling.findings, graph.indexOf)
  if (diagnostics.some((finding) => finding.severity === 'error')) return { ok: false, plan: null, diagnostics }
  return { ok: true, plan: lowerPlan(compiling, graph, { order, upstream, shapes }), diagnostics }
}

/** What concerns the whole flow first, then node by node. */
function inDocumentOrder(findings: readonly Diagnostic[], indexOf: ReadonlyMap<string, number>): readonly Diagnostic[] {
  const place = (finding: Diagnostic) => (finding.node === undefined ? -1 : (indexOf.get(finding.node) ?? -1))
  return [...findings].sort((a, b) => place(a) - place(b))
}
