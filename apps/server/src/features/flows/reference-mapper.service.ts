import type { FlowDocument, FlowNode } from '@maillon/flow-document'
import { isJsonObject, isUuid, type Json, type JsonObject } from '@maillon/kernel'
import type { NodeCatalogue, NodeDescriptor } from '@maillon/node-contract'
import { CredentialStore, FileStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { CATALOGUE } from '../../platform/tokens.js'

/**
 * Ids of credentials and files mean something in one workspace only. An imported document's are looked up here by id, then by name;
 * what isn't found stays as it is, and the compiler says on which node something is to be chosen.
 */
@Injectable()
export class ReferenceMapper {
  constructor(
    @Inject(CATALOGUE) private readonly catalogue: NodeCatalogue,
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(FileStore) private readonly files: FileStore,
  ) {}

  async map(workspaceId: string, document: FlowDocument): Promise<FlowDocument> {
    const known = await this.credentials.list(workspaceId)
    const nodes: FlowNode[] = []
    for (const node of document.nodes) {
      const descriptor = this.catalogue.get(node.type, node.version)
      const credentials = Object.fromEntries(
        Object.entries(node.credentials ?? {}).map(([slot, ref]) => {
          const types = descriptor?.credentials.find((spec) => spec.slot === slot)?.types ?? []
          const same = known.find(({ id }) => id === ref.id) ?? known.find(({ name, type }) => name === ref.name && types.includes(type))
          return [slot, same === undefined ? ref : { id: same.id, name: same.name }]
        }),
      )
      const params = descriptor === null ? node.params : await this.#mapFiles(workspaceId, node.params, descriptor)
      nodes.push({ ...node, params, ...(node.credentials === undefined ? {} : { credentials }) })
    }
    return { ...document, nodes }
  }

  async #mapFiles(workspaceId: string, params: JsonObject, descriptor: NodeDescriptor): Promise<JsonObject> {
    const mapped: Record<string, Json> = { ...params }
    for (const param of fileParams(descriptor)) {
      const value = params[param]
      if (!isJsonObject(value) || typeof value['name'] !== 'string') continue
      const byId = typeof value['id'] === 'string' && isUuid(value['id']) ? await this.files.find(workspaceId, value['id']) : null
      const file = byId ?? (await this.files.findByName(workspaceId, value['name']))
      if (file !== null) mapped[param] = { id: file.id, name: file.name }
    }
    return mapped
  }
}


/** Names of the parameters with the widget `file`. */
export function fileParams(descriptor: NodeDescriptor): readonly string[] {
  const properties = descriptor.params['properties']
  if (!isJsonObject(properties)) return []
  return Object.entries(properties)
    .filter(([, schema]) => isJsonObject(schema) && isJsonObject(schema['x-maillon']) && schema['x-maillon']['widget'] === 'file')
    .map(([name]) => name)
}
