import type { FormField } from '@maillon/api-contract'
import type { FileRef } from '@maillon/datasets'
import { Inject, Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { InvalidRequest } from '../../http/api-error.js'
import { ArrivedFiles } from '../files/arrived-files.js'

const mebibyte = 1024 * 1024
const mostMegabytes = 25
/** A file that is too large is told at its field. (`throwFileSizeLimit` is the plugin's own, which its types leave out for `parts`.) */
const reading = { limits: { fieldNameSize: 100, fieldSize: 100_000, fields: 100, files: 10, parts: 110, fileSize: mostMegabytes * mebibyte, headerPairs: 50 }, throwFileSizeLimit: false }

/** What came in, files written already. */
export interface Received {
  readonly texts: ReadonlyMap<string, string>
  readonly files: ReadonlyMap<string, FileRef>
}

/** What is sent with a form, read from the request. */
@Injectable()
export class FormFiles {
  constructor(@Inject(ArrivedFiles) private readonly arrived: ArrivedFiles) {}

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
      const file = await this.arrived.write(part.filename, part.mimetype, part.file)
      written.push(file)
      if (part.file.truncated) throw new InvalidRequest('body', [{ path: `/${part.fieldname}`, code: 'FORM_FILE_TOO_LARGE', params: { most: mostMegabytes } }])
      if (file.size > 0) files.set(part.fieldname, file)
    }
    return { texts, files }
  }
}
