import { readdir, readFile, stat } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GalleryEntry } from '@maillon/api-contract'
import type { BlobStore, FileRef } from '@maillon/datasets'
import { parseFlowDocument, type FlowDocument } from '@maillon/flow-document'
import { isJsonObject, type Json, type JsonObject, type Random } from '@maillon/kernel'
import type { NodeCatalogue } from '@maillon/node-contract'
import { FileStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { BLOBS, CATALOGUE, RANDOM } from '../../platform/tokens.js'
import { fileParams } from './reference-mapper.service.js'

const galleryRoot = fileURLToPath(new URL('../../../gallery/', import.meta.url))
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const mediaTypes: { readonly [extension: string]: string } = { xlsx: sheet, csv: 'text/csv', json: 'application/json', txt: 'text/plain', html: 'text/html' }

/** What `about.json` of a gallery folder says. `files` are sample files beside it, which flows name in their file parameters. */
interface About {
  readonly title: { readonly fr: string; readonly en: string }
  readonly description: { readonly fr: string; readonly en: string }
  readonly files?: readonly string[]
}

/** Ready flows that come with the product: folders with `flow.json`, `about.json` and sample files. */
@Injectable()
export class GalleryService {
  #entries: Promise<readonly (GalleryEntry & { readonly files: readonly string[] })[]> | null = null

  constructor(
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(CATALOGUE) private readonly catalogue: NodeCatalogue,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async entries(): Promise<readonly GalleryEntry[]> {
    return (await this.#all()).map(({ id, title, description, document }) => ({ id, title, description, document }))
  }

  /** The document of an entry, its sample files copied into the workspace (once: a file of that name and content is used again). */
  async open(caller: CallerIdentity, id: string): Promise<FlowDocument> {
    const entry = (await this.#all()).find((known) => known.id === id)
    if (entry === undefined) throw missing()
    const copies = new Map<string, FileRef>()
    for (const name of entry.files) copies.set(name, await this.#copy(caller.workspace.id, id, name))
    const nodes = entry.document.nodes.map((node) => {
      const descriptor = this.catalogue.get(node.type, node.version)
      return descriptor === null ? node : { ...node, params: withFiles(node.params, fileParams(descriptor), copies) }
    })
    return { ...entry.document, nodes }
  }

  #all() {
    return (this.#entries ??= readGallery())
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

function withFiles(params: JsonObject, names: readonly string[], copies: ReadonlyMap<string, FileRef>): JsonObject {
  const changed: Record<string, Json> = { ...params }
  for (const name of names) {
    const value = params[name]
    const copy = isJsonObject(value) && typeof value['name'] === 'string' ? copies.get(value['name']) : undefined
    if (copy !== undefined) changed[name] = { id: copy.id, name: copy.name }
  }
  return changed
}

async function readGallery(): Promise<readonly (GalleryEntry & { readonly files: readonly string[] })[]> {
  const folders = await readdir(galleryRoot, { withFileTypes: true }).catch(() => [])
  const entries = []
  for (const folder of folders.filter((found) => found.isDirectory()).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const about = JSON.parse(await readFile(join(galleryRoot, folder.name, 'about.json'), 'utf8')) as About
    const parsed = parseFlowDocument(await readFile(join(galleryRoot, folder.name, 'flow.json'), 'utf8'))
    if (!parsed.ok) throw new Error(`The gallery flow ${folder.name} is not a good document: ${parsed.diagnostics.map(({ code, path }) => `${code} ${path ?? ''}`).join(', ')}`)
    entries.push({ id: folder.name, title: about.title, description: about.description, document: parsed.document, files: about.files ?? [] })
  }
  return entries
}
