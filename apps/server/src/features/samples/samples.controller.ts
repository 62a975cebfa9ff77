import { isUuid } from '@maillon/kernel'
import type { SampleMailDetail, SampleMailView } from '@maillon/api-contract'
import { SampleMailStore, type SampleMail } from '@maillon/storage'
import { Controller, Inject, Param, Res, StreamableFile } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { missing } from '../../http/api-error.js'
import { attachment } from '../../http/attachment.js'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { readMail, type ReadMail } from './read-mail.js'

/** What the sample accounts caught, for those who look at their first flows. */
@Controller()
export class SamplesController {
  constructor(@Inject(SampleMailStore) private readonly caught: SampleMailStore) {}

  @Route('sampleMails')
  async list(@Caller() caller: CallerIdentity): Promise<{ readonly mails: readonly SampleMailView[] }> {
    return { mails: (await this.caught.list(caller.workspace.id)).map(viewOf) }
  }

  @Route('sampleMail')
  async mail(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<SampleMailDetail> {
    const { mail, parts } = await this.#find(caller, id)
    return { ...viewOf(mail), html: parts.html, text: parts.text, attachments: parts.attachments.map(({ name, bytes }) => ({ name, size: bytes.length })) }
  }

  @Route('clearSampleMails')
  async clear(@Caller() caller: CallerIdentity): Promise<void> {
    await this.caught.clear(caller.workspace.id)
  }

  /** Always a download: whatever the file says it is, no browser shows it as a page of ours. */
  @Route('sampleAttachment')
  async download(@Caller() caller: CallerIdentity, @Param('id') id: string, @Param('index') index: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const found = (await this.#find(caller, id)).parts.attachments[Number(index)]
    if (found === undefined) throw missing()
    reply.headers({ 'content-disposition': attachment(found.name), 'cache-control': 'private, no-store' }).type(found.mediaType)
    return new StreamableFile(found.bytes)
  }

  async #find(caller: CallerIdentity, id: string): Promise<{ readonly mail: SampleMail; readonly parts: ReadMail }> {
    const mail = isUuid(id) ? await this.caught.find(caller.workspace.id, id) : null
    if (mail === null) throw missing()
    if (mail.kind === 'message') return { mail, parts: { from: mail.sender, subject: mail.subject, html: '', text: mail.subject, attachments: [] } }
    return { mail, parts: await readMail(mail.raw) }
  }
}


function viewOf({ id, kind, receivedAt, sender, recipients, subject }: SampleMail): SampleMailView {
  return { id, kind, receivedAt: receivedAt.toISOString(), sender, recipients, subject }
}
