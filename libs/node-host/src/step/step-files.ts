import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileRef } from '@maillon/datasets'
import { MaillonError } from '@maillon/kernel'
import type { NodeFiles } from '@maillon/node-sdk'
import type { NodeHostOptions } from '../node-host-options.js'
import { cleanFileName } from './clean-file-name.js'

export interface StepFilesAbout {
  readonly workspaceId: string
  readonly runId: string
  readonly signal: AbortSignal
}

export interface StepFiles extends NodeFiles {
  /** Takes temporary copies away. */
  close(): Promise<void>
}

type FileParts = Pick<NodeHostOptions, 'blobs' | 'files' | 'random'>

/**
 * The files of a workspace as a node sees them. Whatever reference a node brings, the row in the catalogue counts:
 * a file of another workspace isn't there.
 */
export function createStepFiles(parts: FileParts, about: StepFilesAbout): StepFiles {
  let copies: string | null = null
  const known = async (id: string, name: string): Promise<FileRef> => (await parts.files.find(about.workspaceId, id)) ?? missing(name)
  return {
    async *read(ref) {
      const { id } = await known(ref.id, ref.name)
      yield* parts.blobs.read(blobKey(id), about.signal)
    },
    async localPath(ref) {
      const { id } = await known(ref.id, ref.name)
      if (parts.blobs.localPath !== undefined) return parts.blobs.localPath(blobKey(id))
      copies ??= await mkdtemp(join(tmpdir(), 'maillon-files-'))
      const path = join(copies, id)
      await writeFile(path, parts.blobs.read(blobKey(id), about.signal), { mode: 0o600 })
      return path
    },
    async chosen(param) {
      const byId = await parts.files.find(about.workspaceId, param.id)
      return byId ?? (await parts.files.findByName(about.workspaceId, param.name)) ?? missing(param.name)
    },
    create: (file, bytes) => create(parts, about, { ...file, bytes: bytes instanceof Uint8Array ? oneOf(bytes) : bytes }),
    publish: async (ref, options = {}) =>
      publish(parts, about, { ref: await known(ref.id, ref.name), name: options.name ?? ref.name, replace: options.replace ?? false }),
    async close() {
      if (copies !== null) await rm(copies, { recursive: true, force: true })
      copies = null
    },
  }
}

async function create(
  parts: FileParts,
  about: StepFilesAbout,
  file: { readonly name: string; readonly mediaType: string; readonly bytes: AsyncIterable<Uint8Array> },
): Promise<FileRef> {
  const id = parts.random.id()
  const { size, sha256 } = await parts.blobs.write(blobKey(id), file.bytes, about.signal)
  const ref = { id, name: cleanFileName(file.name), mediaType: cleanMediaType(file.mediaType), size, sha256 }
  await parts.files.add(ref, { workspaceId: about.workspaceId, runId: about.runId })
  return ref
}

/** A copy of its own: the run's file goes with the run, this one stays. The old one goes only when the new one stands. */
async function publish(
  parts: FileParts,
  about: StepFilesAbout,
  what: { readonly ref: FileRef; readonly name: string; readonly replace: boolean },
): Promise<FileRef> {
  const name = cleanFileName(what.name)
  const old = what.replace ? await parts.files.findByName(about.workspaceId, name) : null
  const id = parts.random.id()
  const { size, sha256 } = await parts.blobs.write(blobKey(id), parts.blobs.read(blobKey(what.ref.id), about.signal), about.signal)
  const ref = { id, name, mediaType: what.ref.mediaType, size, sha256 }
  await parts.files.add(ref, { workspaceId: about.workspaceId, runId: null })
  if (old !== null) await parts.files.remove(about.workspaceId, old.id)
  return ref
}

function blobKey(id: string): string {
  return `files/${id}`
}

function cleanMediaType(text: string): string {
  return /^[\w.+-]+\/[\w.+-]+(?:\s*;\s*[\w.+-]+=[\w.+"-]+)*$/.test(text) ? text : 'application/octet-stream'
}

function missing(name: string): never {
  throw new MaillonError({ code: 'FILE_CHOSEN_MISSING', kind: 'user', retryable: false, params: { name: name.slice(0, 200) } })
}

async function* oneOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
