import type { Diagnostic, FlowDocument, FlowNode, WaitPolicy } from '@maillon/flow-document'
import { findZone } from '@maillon/schedule'
import type { CompileContext } from './compile-context.js'
import type { Compiling } from './compiling.js'
import type { FlowGraph, GraphNode } from './flow-graph.js'

/** What a run accepts; wider values may stand in a draft. */
export const settingBounds = {
  attempts: { least: 1, most: 20 },
  /** Of looking until something is found. */
  looks: { least: 2, most: 100 },
  waits: 20,
  waitMs: 7 * 86_400_000,
  nodeTimeoutMs: { least: 100, most: 24 * 3_600_000 },
  flowTimeoutMs: { least: 1000, most: 31 * 86_400_000 },
} as const

/** Time zone, lane and limits of the flow; retry, time limit and error choice of each node. */
export function checkSettings({ document, context, findings }: Compiling, graph: FlowGraph): void {
  const { settings } = document
  if (settings.timeZone !== undefined && findZone(settings.timeZone) === null) {
    const { timeZone: zone, ...others } = settings
    findings.push({
      code: 'FLOW_TIME_ZONE_UNKNOWN', severity: 'error', path: '/settings/timeZone', params: { zone },
      fix: { title: { fr: `Prendre « ${context.timeZone} »`, en: `Use “${context.timeZone}”` }, operations: [{ op: 'change-flow', change: { settings: others } }] },
    })
  }
  if (settings.lane !== undefined && context.lanes !== undefined && !context.lanes.includes(settings.lane)) {
    findings.push({ code: 'FLOW_LANE_UNKNOWN', severity: 'error', path: '/settings/lane', params: { lane: settings.lane, known: context.lanes.join(', ') } })
  }
  const { least, most } = settingBounds.flowTimeoutMs
  if (settings.timeoutMs !== undefined && (settings.timeoutMs < least || settings.timeoutMs > most)) {
    findings.push({ code: 'FLOW_TIMEOUT_OUT_OF_RANGE', severity: 'error', path: '/settings/timeoutMs', params: { least, most } })
  }
  findings.push(...errorFlowFindings(document, context))
  for (const graphNode of graph.nodes) {
    const { node, isDisabled } = graphNode
    if (!isDisabled) findings.push(...retryFindings(node, 'retry'), ...untilFoundFindings(graphNode), ...timeoutFindings(node), ...errorFindings(node))
  }
}

/** The flow that is told of failures: another one, that is there and begins with a failure. */
function errorFlowFindings({ id, settings }: FlowDocument, { flows }: CompileContext): readonly Diagnostic[] {
  const chosen = settings.errorFlow
  if (chosen === undefined) return []
  const { errorFlow: _gone, ...others } = settings
  const known = flows?.find((flow) => flow.id === chosen.id)
  const code = chosen.id === id ? 'FLOW_ERROR_FLOW_ITSELF' : flows === undefined ? null : known === undefined ? 'FLOW_ERROR_FLOW_UNKNOWN' : known.hasErrorTrigger ? null : 'FLOW_ERROR_FLOW_UNFIT'
  if (code === null) return []
  return [{
    code, severity: 'error', path: '/settings/errorFlow', params: { flow: known?.name ?? chosen.name },
    fix: { title: { fr: 'Ne lancer aucun flux en cas d’échec', en: 'Start no flow on failure' }, operations: [{ op: 'change-flow', change: { settings: others } }] },
  }]
}

/** Looking again is for nodes that look for something: what starts a flow, or what the engine does itself, can't. */
function untilFoundFindings({ node, descriptor, isTrigger }: GraphNode): readonly Diagnostic[] {
  if (node.untilFound === undefined) return []
  if (!isTrigger && descriptor?.construct === undefined) return retryFindings(node, 'untilFound')
  return [{
    code: 'NODE_LOOK_AGAIN_UNFIT', severity: 'error', node: node.id, params: { name: node.name },
    fix: { title: { fr: 'Ne chercher qu’une fois', en: 'Look only once' }, operations: [{ op: 'change-node', id: node.id, change: { untilFound: null } }] },
  }]
}

function retryFindings(node: FlowNode, which: 'retry' | 'untilFound'): readonly Diagnostic[] {
  const retry = node[which]
  if (retry === undefined) return []
  const found: Diagnostic[] = []
  const { least, most } = which === 'retry' ? settingBounds.attempts : settingBounds.looks
  if (retry.attempts < least || retry.attempts > most) {
    const attempts = retry.attempts < least ? least : most
    found.push({
      code: 'NODE_ATTEMPTS_OUT_OF_RANGE', severity: 'error', node: node.id, params: { name: node.name, least, most },
      fix: { title: { fr: `Mettre ${attempts}`, en: `Set it to ${attempts}` }, operations: [{ op: 'change-node', id: node.id, change: { [which]: { ...retry, attempts } } }] },
    })
  }
  if (waitsOf(retry.wait).some((ms) => ms < 0 || ms > settingBounds.waitMs)) {
    found.push({ code: 'NODE_WAIT_OUT_OF_RANGE', severity: 'error', node: node.id, params: { name: node.name, most: settingBounds.waitMs } })
  }
  if (retry.wait.kind === 'list' && (retry.wait.ms.length === 0 || retry.wait.ms.length > settingBounds.waits)) {
    found.push({ code: 'NODE_WAITS_OUT_OF_RANGE', severity: 'error', node: node.id, params: { name: node.name, most: settingBounds.waits } })
  }
  if (retry.wait.kind === 'exponential' && retry.wait.firstMs > retry.wait.maxMs) {
    found.push({ code: 'NODE_WAIT_ORDER', severity: 'error', node: node.id, params: { name: node.name, first: retry.wait.firstMs, longest: retry.wait.maxMs } })
  }
  return found
}

function waitsOf(wait: WaitPolicy): readonly number[] {
  return wait.kind === 'fixed' ? [wait.ms] : wait.kind === 'list' ? wait.ms : [wait.firstMs, wait.maxMs]
}

function timeoutFindings(node: FlowNode): readonly Diagnostic[] {
  const { least, most } = settingBounds.nodeTimeoutMs
  if (node.timeoutMs === undefined || (node.timeoutMs >= least && node.timeoutMs <= most)) return []
  return [{
    code: 'NODE_TIMEOUT_OUT_OF_RANGE', severity: 'error', node: node.id, params: { name: node.name, least, most },
    fix: { title: { fr: 'Prendre la limite habituelle', en: 'Use the usual limit' }, operations: [{ op: 'change-node', id: node.id, change: { timeoutMs: null } }] },
  }]
}

function errorFindings(node: FlowNode): readonly Diagnostic[] {
  if (node.onError?.choice !== 'replace' || node.onError.value !== undefined) return []
  return [{ code: 'NODE_REPLACEMENT_MISSING', severity: 'error', node: node.id, params: { name: node.name } }]
}
