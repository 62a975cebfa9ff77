import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'
import { findZone, readExceptions, validateSchedule } from '@maillon/schedule'
import type { TakenWebhookPath } from './compile-context.js'
import type { Compiling } from './compiling.js'
import type { FlowGraph, GraphNode } from './flow-graph.js'
import { labelParams } from './node-label.js'
import { pointerTo } from './pointer.js'
import { readParams, type ParamWidget } from './read-params.js'

/** First parts of a webhook path that the server keeps for itself. */
export const reservedWebhookWords: readonly string[] = ['api', 'health', 'metrics', 'events', 'docs', 'admin', 'test', '_next']

/** Values that mean something outside of the flow: when it runs, the address at which it is called, files, time zones. */
export function checkWidgets(compiling: Compiling, graph: FlowGraph): void {
  const paths: TakenWebhookPath[] = [...(compiling.context.takenWebhookPaths ?? [])]
  for (const graphNode of graph.nodes) {
    const { descriptor, isDisabled, node } = graphNode
    if (descriptor === null || isDisabled) continue
    for (const widget of readParams(descriptor, node.params).widgets) {
      if (widget.widget === 'schedule') checkSchedule(compiling, graphNode, widget)
      else if (widget.widget === 'time-zone') checkZone(compiling, graphNode, widget)
      else if (widget.widget === 'dates') checkDates(compiling, graphNode, widget)
      else if (widget.widget === 'file') checkFile(compiling, graphNode, widget)
      else if (widget.widget === 'webhook-path') checkWebhookPath(compiling, graphNode, { widget, paths })
    }
  }
}

function checkSchedule({ context, document, findings }: Compiling, { node, descriptor }: GraphNode, { pointer, value }: ParamWidget): void {
  const beside = descriptor === null ? [] : readParams(descriptor, node.params).widgets
  const own = beside.find((other) => other.widget === 'time-zone')?.value
  const except = datesOf(beside.find((other) => other.widget === 'dates')?.value)
  const wanted = typeof own === 'string' && own !== '' ? own : (document.settings.timeZone ?? context.timeZone)
  // An unknown zone or date has its own finding where it stands.
  const timeZone = findZone(wanted) === null ? 'UTC' : wanted
  for (const problem of validateSchedule(value, { timeZone, afterMs: context.now, except: readExceptions(except).ok ? except : [] })) {
    // What ran once stays in the flow, which must not keep it from being published again.
    const severity = problem.code === 'SCHEDULE_DATE_PAST' ? 'warning' : 'error'
    findings.push({ code: problem.code, severity, node: node.id, path: problem.field === null ? pointer : pointerTo(pointer, problem.field), params: problem.params })
  }
}

function checkZone({ findings }: Compiling, { node }: GraphNode, { pointer, value }: ParamWidget): void {
  if (typeof value !== 'string' || value === '' || value.includes('{{') || findZone(value) !== null) return
  findings.push({ code: 'SCHEDULE_ZONE_UNKNOWN', severity: 'error', node: node.id, path: pointer, params: { zone: value.slice(0, 64) } })
}

function checkDates({ findings }: Compiling, { node }: GraphNode, { pointer, value }: ParamWidget): void {
  const read = readExceptions(datesOf(value))
  if (!read.ok) findings.push({ code: read.problem.code, severity: 'error', node: node.id, path: pointer, params: read.problem.params })
}

function datesOf(value: unknown): readonly string[] {
  return isJsonArray(value as Json) ? (value as readonly string[]) : []
}

function checkFile({ context, findings }: Compiling, { node, descriptor }: GraphNode, { pointer, value }: ParamWidget): void {
  if (!isJsonObject(value) || typeof value['id'] !== 'string' || descriptor === null) return
  const file = typeof value['name'] === 'string' ? value['name'] : ''
  const params = { ...labelParams(descriptor.params, pointer), file }
  if (value['id'] === '') findings.push({ code: 'NODE_FILE_UNCHOSEN', severity: 'error', node: node.id, path: pointer, params })
  else if (context.fileIds !== undefined && !context.fileIds.includes(value['id'])) findings.push({ code: 'NODE_FILE_UNKNOWN', severity: 'error', node: node.id, path: pointer, params })
}

function checkWebhookPath({ context, findings }: Compiling, { node, descriptor }: GraphNode, { widget, paths }: { readonly widget: ParamWidget; readonly paths: TakenWebhookPath[] }): void {
  const { pointer, value } = widget
  if (typeof value !== 'string' || value === '') return
  const path = value.replace(/^\/+|\/+$/g, '').toLowerCase()
  const method = methodOf(node.params, descriptor)
  const first = path.split('/')[0] ?? ''
  const reserved = context.reservedWebhookWords ?? reservedWebhookWords
  if (reserved.includes(first)) findings.push({ code: 'WEBHOOK_PATH_RESERVED', severity: 'error', node: node.id, path: pointer, params: { word: first } })
  const taken = paths.find((other) => other.method.toUpperCase() === method && other.path.replace(/^\/+|\/+$/g, '').toLowerCase() === path)
  if (taken !== undefined) findings.push({ code: 'WEBHOOK_PATH_TAKEN', severity: 'error', node: node.id, path: pointer, params: { method, path: value, flow: taken.flowName } })
  paths.push({ method, path, flowName: node.name })
}

/** The method stands beside the path; where it is left out, its default counts. */
function methodOf(params: JsonObject, descriptor: NodeDescriptor | null): string {
  const properties = descriptor?.params['properties']
  const schema = isJsonObject(properties) && Object.hasOwn(properties, 'method') ? properties['method'] : undefined
  const method = Object.hasOwn(params, 'method') ? params['method'] : isJsonObject(schema) ? schema['default'] : undefined
  return typeof method === 'string' ? method.toUpperCase() : 'POST'
}
