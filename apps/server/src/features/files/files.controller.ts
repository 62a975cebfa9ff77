import { Readable } from 'node:stream'
import type { FilesPage, FileView } from '@maillon/api-contract'
import { Controller, Inject, Param, Query, Req, Res, StreamableFile } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { attachment } from '../../http/attachment.js'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { rowsOf, tableDownload, type TableFormat } from '../../http/table-download.js'
import { fileRow, fileTable } from './file-table.js'
import { FilesService, fileView } from './files.service.js'

@Controller()
export class FilesController {
  constructor(@Inject(FilesService) private readonly files: FilesService) {}

  @Route('files')
  page(@Caller() caller: CallerIdentity, @Query('cursor') cursor?: string): Promise<FilesPage> {
    return this.files.page(caller, cursor)
  }

  @Route('exportFiles')
  export(@Caller() caller: CallerIdentity, @Query('format') format: TableFormat, @Res({ passthrough: true }) reply: FastifyReply): StreamableFile {
    const { locale, workspace } = caller
    return tableDownload(reply, { ...fileTable[locale], format, locale, rows: rowsOf(this.files.all(caller), (file) => fileRow(file, workspace.timeZone)) })
  }

  @Route('file')
  async file(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<FileView> {
    return fileView(await this.files.find(caller, id))
  }

  @Route('uploadFile')
  upload(@Caller() caller: CallerIdentity, @Req() request: FastifyRequest): Promise<FileView> {
    return this.files.upload(caller, request)
  }

  /** Always a download: whatever the file says it is, no browser shows it as a page of ours. */
  @Route('downloadFile')
  async download(@Caller() caller: CallerIdentity, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const file = await this.files.find(caller, id)
    reply.headers({ 'content-disposition': attachment(file.name), 'content-length': file.size, 'cache-control': 'private, no-store' }).type(file.mediaType)
    return new StreamableFile(Readable.from(this.files.read(file)))
  }

  @Route('deleteFile')
  remove(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.files.remove(caller, id)
  }
}
