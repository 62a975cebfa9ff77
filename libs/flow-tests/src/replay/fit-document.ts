import type { FlowDocument, FlowNode } from '@maillon/flow-document'
import { isJsonObject, type JsonObject } from '@maillon/kernel'
import { slotsInUse, type NodeCatalogue, type NodeDescriptor } from '@maillon/node-contract'
import type { FlowTest } from '../flow-test.js'

/**
 * A document made fit for a replay: accounts need not be chosen, as none is opened, and files are those that the test kept, found by
 * their names where an import gave them other ids.
 */
export function fitDocument(document: FlowDocument, catalogue: NodeCatalogue, { files }: Pick<FlowTest, 'files'>): FlowDocument {
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      const descriptor = catalogue.get(node.type, node.version)
      return descriptor === null ? node : { ...node, params: withFiles(node.params, descriptor, files), credentials: accountsOf(node, descriptor) }
    }),
  }
}

function accountsOf(node: FlowNode, descriptor: NodeDescriptor): NonNullable<FlowNode['credentials']> {
  const chosen = Object.entries(node.credentials ?? {}).map(([slot, { id, name }]) => [slot, { id: id === '' ? 'test' : id, name }] as const)
  const needed = slotsInUse(descriptor, node.params).flatMap(({ slot, required }) => (required && node.credentials?.[slot] === undefined ? [[slot, { id: 'test', name: 'test' }] as const] : []))
  return Object.fromEntries([...chosen, ...needed])
}

function withFiles(params: JsonObject, descriptor: NodeDescriptor, files: FlowTest['files']): JsonObject {
  const properties = descriptor.params['properties']
  if (!isJsonObject(properties)) return params
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const schema = properties[name]
      const hints = isJsonObject(schema) ? schema['x-maillon'] : undefined
      if (!isJsonObject(hints) || hints['widget'] !== 'file' || !isJsonObject(value)) return [name, value]
      if (files.some(({ id }) => id === value['id'])) return [name, value]
      const same = files.find((file) => file.name === value['name'])
      return [name, same === undefined ? value : { ...value, id: same.id }]
    }),
  )
}
