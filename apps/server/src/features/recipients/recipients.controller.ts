import type { RecipientChoices, RecipientRequest, RecipientsExportQuery, RecipientsPage, RecipientsQuery, RecipientView } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Query, Res, type StreamableFile } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { rowsOf, tableDownload } from '../../http/table-download.js'
import { recipientColumns, recipientRow } from './recipient-table.js'
import { RecipientsService } from './recipients.service.js'

@Controller()
export class RecipientsController {
  constructor(@Inject(RecipientsService) private readonly service: RecipientsService) {}

  @Route('recipients')
  page(@Caller() caller: CallerIdentity, @Query() query: RecipientsQuery): Promise<RecipientsPage> {
    return this.service.page(caller, query)
  }

  @Route('recipientChoices')
  choices(@Caller() caller: CallerIdentity): Promise<RecipientChoices> {
    return this.service.choices(caller)
  }

  @Route('exportRecipients')
  export(@Caller() caller: CallerIdentity, @Query() query: RecipientsExportQuery, @Res({ passthrough: true }) reply: FastifyReply): StreamableFile {
    const { locale } = caller
    return tableDownload(reply, { name: locale === 'fr' ? 'destinataires' : 'recipients', format: query.format, locale, columns: recipientColumns[locale], rows: rowsOf(this.service.all(caller, query), (recipient) => recipientRow(recipient, locale)) })
  }

  @Route('createRecipient')
  create(@Caller() caller: CallerIdentity, @Body() body: RecipientRequest): Promise<RecipientView> {
    return this.service.create(caller, body)
  }

  @Route('changeRecipient')
  change(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: RecipientRequest): Promise<RecipientView> {
    return this.service.change(caller, id, body)
  }

  @Route('deleteRecipient')
  remove(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.service.remove(caller, id)
  }
}
