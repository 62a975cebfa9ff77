import { stat } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GalleryEntry } from '@maillon/api-contract'
import type { BlobStore, FileRef } from '@maillon/datasets'
import type { FlowDocument, FlowNode } from '@maillon/flow-document'
import { isJsonObject, type Json, type JsonObject, type Locale, type Random } from '@maillon/kernel'
import type { NodeCatalogue } from '@maillon/node-contract'
import { FileStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { BLOBS, CATALOGUE, RANDOM } from '../../platform/tokens.js'
import { sampleAccounts } from '../samples/sample-accounts.js'
import { readGallery, type GalleryFlow } from './read-gallery.js'
import { fileParams } from './reference-mapper.service.js'

const galleryRoot = fileURLToPath(new URL('../../../gallery/', import.meta.url))
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const mediaTypes: { readonly [extension: string]: string } = { xlsx: sheet, csv: 'text/csv', json: 'application/json', txt: 'text/plain', html: 'text/html' }

/** Ready flows that come with the product, in the language of who opens them. */
@Injectable()
export class GalleryService {
  #flows: Promise<readonly GalleryFlow[]> | null = null

  constructor(
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(CATALOGUE) private readonly catalogue: NodeCatalogue,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async entries(locale: Locale): Promise<readonly GalleryEntry[]> {
    return (await this.#all()).map(({ id, about, documents }) => ({ id, isSample: about.isSample === true, title: about.title, description: about.description, document: documents[locale] }))
  }

  /** The document of an entry, its sample files copied into the workspace (once: a file of that name and content is used again). */
  async open(caller: CallerIdentity, id: string): Promise<FlowDocument> {
    const flow = (await this.#all()).find((known) => known.id === id)
    if (flow === undefined) throw missing()
    const document = flow.documents[caller.locale]
    const copies = new Map<string, FileRef>()
    for (const name of flow.about.files) copies.set(name, await this.#copy(caller.workspace.id, id, name))
    const nodes = document.nodes.map((node) => {
      const descriptor = this.catalogue.get(node.type, node.version)
      return descriptor === null ? node : { ...node, ...(flow.about.isSample === true ? withSamples(node, flow, caller.locale) : {}), params: withFiles(node.params, fileParams(descriptor), copies) }
    })
    return { ...document, nodes }
  }

  #all() {
    return (this.#flows ??= readGallery(galleryRoot))
  }

  async #copy(workspaceId: string, entryId: string, name: string): Promise<FileRef> {
    const path = join(galleryRoot, entryId, name)
    const there = await this.files.findByName(workspaceId, name)
    if (there !== null && there.size === (await stat(path)).size) return there
    const id = this.random.id()
    const { size, sha256 } = await this.blobs.write(`files/${id}`, createReadStream(path))
    const file: FileRef = { id, name, mediaType: mediaTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream', size, sha256 }
    await this.files.add(file, { workspaceId, runId: null })
    return file
  }
}

/** The sample account of the right kind in each slot. */
function withSamples(node: FlowNode, { about }: GalleryFlow, locale: Locale): Pick<FlowNode, 'credentials'> {
  const slots = about.credentials.flatMap(({ node: id, slot, type }) => {
    const account = sampleAccounts.find((one) => one.type === type)
    return id === node.id && account !== undefined ? [[slot, { id: account.id, name: account.name[locale] }] as const] : []
  })
  return slots.length === 0 ? {} : { credentials: Object.fromEntries(slots) }
}

function withFiles(params: JsonObject, names: readonly string[], copies: ReadonlyMap<string, FileRef>): JsonObject {
  const changed: Record<string, Json> = { ...params }
  for (const name of names) {
    const value = params[name]
    const copy = isJsonObject(value) && typeof value['name'] === 'string' ? copies.get(value['name']) : undefined
    if (copy !== undefined) changed[name] = { id: copy.id, name: copy.name }
  }
  return changed
}
