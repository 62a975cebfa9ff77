import type { FilesPage, FileView } from '@maillon/api-contract'
import type { BlobStore } from '@maillon/datasets'
import type { Random } from '@maillon/kernel'
import { cleanFileName } from '@maillon/node-host'
import { FileStore, FlowStore, type StoredFile } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { ServerConfig } from '../../config/server-config.js'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { BLOBS, CONFIG, RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { cursorText, readFileCursor } from './file-cursor.js'

const pageSize = 50

/** The files of the workspace: bytes go straight between the socket and the blob store. */
@Injectable()
export class FilesService {
  constructor(
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CONFIG) private readonly config: ServerConfig,
  ) {}

  async page(caller: CallerIdentity, cursor: string | undefined): Promise<FilesPage> {
    const found = await this.files.page(caller.workspace.id, pageSize + 1, cursor === undefined ? null : readFileCursor(cursor))
    const shown = found.slice(0, pageSize)
    const last = shown.at(-1)
    return { files: shown.map(fileView), nextCursor: found.length > pageSize && last !== undefined ? cursorText(last) : null }
  }

  async *all(caller: CallerIdentity): AsyncGenerator<FileView> {
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: FilesPage = await this.page(caller, cursor)
      yield* page.files
      cursor = page.nextCursor
    }
  }

  async find(caller: CallerIdentity, id: string): Promise<StoredFile> {
    const file = await this.files.find(caller.workspace.id, id)
    if (file === null) throw missing()
    return file
  }

  /** Keeps the first file of a multipart body. A row exists only for bytes that came in whole; what was cut off leaves nothing. */
  async upload(caller: CallerIdentity, request: FastifyRequest): Promise<FileView> {
    if (!request.isMultipart()) throw apiError('API_CONTENT_UNSUPPORTED')
    const part = await request.file({ limits: { fileSize: this.config.uploadLimit, files: 1, fields: 10, parts: 11, fieldNameSize: 200, headerPairs: 50 }, throwFileSizeLimit: false })
    if (part === undefined) throw apiError('FILE_UPLOAD_EMPTY')
    const id = this.random.id()
    const { size, sha256 } = await this.blobs.write(`files/${id}`, part.file)
    if (part.file.truncated) {
      await this.blobs.remove(`files/${id}`)
      throw apiError('FILE_UPLOAD_TOO_LARGE', { limit: this.config.uploadLimit })
    }
    const file = { id, name: cleanFileName(part.filename), mediaType: cleanMediaType(part.mimetype), size, sha256 }
    await this.files.add(file, { workspaceId: caller.workspace.id, runId: null })
    await this.audit.record(caller, { action: 'file.upload', target: { kind: 'file', id }, before: null, after: { name: file.name, size, sha256 } })
    return fileView(await this.find(caller, id))
  }

  read(file: StoredFile): AsyncIterable<Uint8Array> {
    return this.blobs.read(`files/${file.id}`)
  }

  /** Refused while a flow names it: it would fail at its next run. */
  async remove(caller: CallerIdentity, id: string): Promise<void> {
    const file = await this.find(caller, id)
    const users = await this.flows.mentioning(caller.workspace.id, id)
    if (users.length > 0) throw apiError('FILE_STILL_USED', { flows: users.slice(0, 5).join(', ') })
    await this.files.remove(caller.workspace.id, id)
    await this.blobs.remove(`files/${id}`)
    await this.audit.record(caller, { action: 'file.delete', target: { kind: 'file', id }, before: { name: file.name, size: file.size, sha256: file.sha256 }, after: null })
  }
}

export function fileView({ id, name, mediaType, size, createdAt, runId }: StoredFile): FileView {
  return { id, name, mediaType, size, createdAt: createdAt.toISOString(), runId }
}

/** What the sender says it is; believed for display only. */
function cleanMediaType(given: string): string {
  return /^[a-z0-9][a-z0-9.+-]{0,80}\/[a-z0-9][a-z0-9.+-]{0,100}$/i.test(given) ? given.toLowerCase() : 'application/octet-stream'
}
