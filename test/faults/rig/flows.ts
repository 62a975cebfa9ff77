import type { FlowDocument, FlowNode, FlowSettings } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import { nodeOf } from '../../bad-input/house.js'

const side = { overlap: 'parallel', concurrency: 1000 } as const

/** A flow that begins with a webhook and goes through these boxes one after the other. `edges`: more lines between them. */
export function lineOf(path: string, boxes: readonly FlowNode[], more: { readonly settings?: FlowSettings; readonly edges?: FlowDocument['edges'] } = {}): FlowDocument {
  const nodes = [nodeOf('hook', 'core.webhook', { method: 'POST', path: `faults/${path}`, respond: 'at-once' }), ...boxes]
  const line = documentOf(path, nodes, { ...side, ...more.settings })
  return { ...line, edges: [...line.edges, ...(more.edges ?? [])] }
}

/** A flow that fires every minute and goes through these boxes. */
export function everyMinute(name: string, boxes: readonly FlowNode[], catchUp: 'skip' | 'one' | 'all'): FlowDocument {
  const clock = nodeOf('clock', 'core.schedule', { schedule: { every: 'minutes', count: 1 }, catchUp })
  return documentOf(name, [clock, ...boxes], { ...side, timeZone: 'UTC' })
}

/** A flow that begins with a public form of one field and goes through these boxes. */
export function formOf(path: string, boxes: readonly FlowNode[]): FlowDocument {
  const form = nodeOf('form', 'core.form', { title: path, path, access: 'public', thanks: 'Thanks', fields: [{ name: 'what', label: 'What', type: 'text', required: true }] })
  return documentOf(path, [form, ...boxes], side)
}

function documentOf(name: string, nodes: readonly FlowNode[], settings: FlowSettings): FlowDocument {
  const edges = nodes.slice(1).map((node, index) => ({ from: `${nodes[index]?.id}.main`, to: `${node.id}.main` }))
  return { format: 'maillon.flow/1', id: 'x', name, settings, notes: [], requires: {}, nodes, edges }
}

/** Calls the oracle: an effect outside that is counted there. `retry`: quick, so that tests don't wait for people's defaults. */
export function effectBox(id: string, oracle: string, more: Partial<FlowNode> & { readonly ms?: number } = {}): FlowNode {
  const { ms = 0, ...node } = more
  return sendingBox(id, `${oracle}/effect/${id}?ms=${ms}`, { repeat: 'again' }, node)
}

/** The same for an API that doesn't recognise repeats: what was cut off is not sent again, a person is asked. */
export function onceBox(id: string, oracle: string): FlowNode {
  return sendingBox(id, `${oracle}/effect/${id}`, { repeat: 'once', ifUnknown: 'stop' }, {})
}

function sendingBox(id: string, url: string, repeating: JsonObject, more: Partial<FlowNode>): FlowNode {
  return nodeOf(id, 'http.request', { method: 'POST', url, bodyKind: 'json', ...repeating }, { retry: { attempts: 5, wait: { kind: 'fixed', ms: 500 } }, ...more })
}

/** Gives so many rows of a kilobyte: more than 64 of them are kept as a file. */
export function rowsBox(id: string, oracle: string, count: number): FlowNode {
  return nodeOf(id, 'http.request', { url: `${oracle}/rows?count=${count}` }, { retry: { attempts: 5, wait: { kind: 'fixed', ms: 500 } } })
}
