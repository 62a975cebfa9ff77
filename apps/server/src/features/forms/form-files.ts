import type { FormField } from '@maillon/api-contract'
import type { BlobStore, FileRef } from '@maillon/datasets'
import type { Random } from '@maillon/kernel'
import { cleanFileName } from '@maillon/node-host'
import { FileStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { InvalidRequest } from '../../http/api-error.js'
import { BLOBS, RANDOM } from '../../platform/tokens.js'

const mebibyte = 1024 * 1024
const mostMegabytes = 25
/** A file that is too large is told at its field. (`throwFileSizeLimit` is the plugin's own, which its types leave out for `parts`.) */
const reading = { limits: { fieldNameSize: 100, fieldSize: 100_000, fields: 100, files: 10, parts: 110, fileSize: mostMegabytes * mebibyte, headerPairs: 50 }, throwFileSizeLimit: false }

/** What came in, files written already. */
export interface Received {
  readonly texts: ReadonlyMap<string, string>
  readonly files: ReadonlyMap<string, FileRef>
}

/** What is sent with a form: read from the request, and laid ready for the run that takes it. */
@Injectable()
export class FormFiles {
  constructor(@Inject(FileStore) private readonly files: FileStore, @Inject(BLOBS) private readonly blobs: BlobStore, @Inject(RANDOM) private readonly random: Random) {}

  /** `written`: each file, as soon as its bytes lie in the store; whoever fails afterwards drops them. */
  async receive(request: FastifyRequest, fields: readonly FormField[], written: FileRef[]): Promise<Received> {
    const texts = new Map<string, string>()
    const files = new Map<string, FileRef>()
    const fileFields = new Set(fields.filter(({ type }) => type === 'file').map(({ name }) => name))
    for await (const part of request.parts(reading)) {
      if (part.type === 'field') {
        if (typeof part.value === 'string' && !texts.has(part.fieldname)) texts.set(part.fieldname, part.value)
        continue
      }
      // A field that the form doesn't have, a second file for one, or a file that nobody chose: read past, not kept.
      if (!fileFields.has(part.fieldname) || files.has(part.fieldname) || part.filename === '') {
        part.file.resume()
        continue
      }
      const id = this.random.id()
      const { size, sha256 } = await this.blobs.write(`files/${id}`, part.file)
      const file = { id, name: cleanFileName(part.filename), mediaType: mediaTypeOf(part.mimetype), size, sha256 }
      written.push(file)
      if (part.file.truncated) throw new InvalidRequest('body', [{ path: `/${part.fieldname}`, code: 'FORM_FILE_TOO_LARGE', params: { most: mostMegabytes } }])
      if (size > 0) files.set(part.fieldname, file)
    }
    return { texts, files }
  }

  /** Files of no run yet. @returns the name under which they lie */
  async layReady(workspaceId: string, files: readonly FileRef[]): Promise<string> {
    const draftId = this.random.id()
    for (const file of files) await this.files.add(file, { workspaceId, runId: draftId })
    return draftId
  }

  /** Laid ready for nobody: its bytes stay. */
  async takeBack(workspaceId: string, id: string): Promise<void> {
    await this.files.remove(workspaceId, id)
  }

  async drop(workspaceId: string, id: string): Promise<void> {
    await this.files.remove(workspaceId, id).catch(() => undefined)
    await this.blobs.remove(`files/${id}`).catch(() => undefined)
  }
}

function mediaTypeOf(given: string): string {
  return /^[a-z0-9][a-z0-9.+-]{0,80}\/[a-z0-9][a-z0-9.+-]{0,100}$/i.test(given) ? given.toLowerCase() : 'application/octet-stream'
}
