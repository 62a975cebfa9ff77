import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { BlobStore, FileRef } from '@maillon/datasets'
import { isJsonObject, type Random } from '@maillon/kernel'
import type { FlowDocument, FlowNode } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { CliError } from '../cli-error.js'
import type { MemoryFileCatalogue } from './memory-file-catalogue.js'

const mediaTypes: { readonly [extension: string]: string } = {
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.xls': 'application/vnd.ms-excel',
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.txt': 'text/plain',
}

export interface FilesPlace {
  readonly blobs: BlobStore
  readonly files: MemoryFileCatalogue
  readonly random: Random
  readonly workspaceId: string
}

/**
 * Give a document the files that its nodes ask for: those named by `--file node=path`, and the others by their name beside the flow file.
 * What isn't found stays as it is; the run then says which node misses which file.
 */
export async function giveFiles(document: FlowDocument, about: { readonly catalogue: NodeCatalogue; readonly flowFile: string; readonly named: readonly string[] }, place: FilesPlace): Promise<FlowDocument> {
  const named = namedFiles(about.named, document)
  const nodes = await Promise.all(
    document.nodes.map(async (node) => {
      let params = node.params
      for (const param of fileParams(node, about.catalogue)) {
        const chosen = params[param]
        const besides = isJsonObject(chosen) && typeof chosen['name'] === 'string' && chosen['name'] !== '' ? join(dirname(about.flowFile), basename(chosen['name'])) : null
        const path = named.get(node.id) ?? besides
        if (path === null || (!named.has(node.id) && !(await isFile(path)))) continue
        const file = await take(path, place)
        params = { ...params, [param]: { id: file.id, name: file.name } }
      }
      return params === node.params ? node : { ...node, params }
    }),
  )
  return { ...document, nodes }
}

function namedFiles(named: readonly string[], document: FlowDocument): ReadonlyMap<string, string> {
  return new Map(
    named.map((entry) => {
      const equals = entry.indexOf('=')
      const node = entry.slice(0, Math.max(equals, 0))
      if (equals <= 0 || !document.nodes.some(({ id }) => id === node)) {
        throw new CliError({ fr: `--file attend « nœud=chemin », avec l’identifiant d’un nœud du flux ; reçu : « ${entry} ».`, en: `--file wants "node=path" with the id of a node of the flow; got "${entry}".` })
      }
      return [node, entry.slice(equals + 1)]
    }),
  )
}

function fileParams(node: FlowNode, catalogue: NodeCatalogue): readonly string[] {
  const properties = catalogue.get(node.type, node.version)?.params['properties']
  if (properties === undefined || !isJsonObject(properties)) return []
  return Object.entries(properties).flatMap(([name, schema]) => {
    const hints = isJsonObject(schema) ? schema['x-maillon'] : undefined
    return isJsonObject(hints) && hints['widget'] === 'file' ? [name] : []
  })
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false
}

async function take(path: string, place: FilesPlace): Promise<FileRef> {
  if (!(await isFile(path))) throw new CliError({ fr: `Le fichier « ${path} » n’existe pas.`, en: `There is no file "${path}".` })
  const id = place.random.id()
  const { size, sha256 } = await place.blobs.write(`files/${id}`, createReadStream(path))
  const file: FileRef = { id, name: basename(path), mediaType: mediaTypes[extname(path).toLowerCase()] ?? 'application/octet-stream', size, sha256 }
  await place.files.add(file, { workspaceId: place.workspaceId, runId: null })
  return file
}
