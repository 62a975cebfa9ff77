import type { CheckImportRequest, ConvertedFile, ConvertRequest, ExportFlowQuery, ExportFlowsQuery, ImportCheck, ImportDone, ImportRequest, KeptDraftView } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { Body, Controller, Inject, Param, Query, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { attachment } from '../../http/attachment.js'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { ConversionsService } from './conversions.service.js'
import { ExportsService, type ExportChoice } from './exports.service.js'
import { ImportChecks } from './import-checks.service.js'
import { ImportsService } from './imports.service.js'
import { KeptDrafts } from './kept-drafts.service.js'

@Controller()
export class SharingController {
  constructor(
    @Inject(ExportsService) private readonly exports: ExportsService,
    @Inject(ConversionsService) private readonly conversions: ConversionsService,
    @Inject(ImportChecks) private readonly checks: ImportChecks,
    @Inject(ImportsService) private readonly imports: ImportsService,
    @Inject(KeptDrafts) private readonly drafts: KeptDrafts,
  ) {}

  @Route('exportFlow')
  async export(@Caller() caller: CallerIdentity, @Param('id') id: string, @Query() query: ExportFlowQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { name, text } = await this.exports.text(caller, [id], choiceOf(query))
    return sent(reply, { name: `${name}${query.tests === true ? '.flows' : '.flow'}.json`, text })
  }

  @Route('exportFlows')
  async exportMany(@Caller() caller: CallerIdentity, @Query() query: ExportFlowsQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { name, text } = await this.exports.text(caller, query.ids?.split(',') ?? null, choiceOf(query))
    return sent(reply, { name: `${name}.flows.json`, text })
  }

  @Route('convertFlows')
  convert(@Caller() caller: CallerIdentity, @Body() body: ConvertRequest): Promise<ConvertedFile> {
    return this.conversions.convert(caller, body)
  }

  @Route('checkImport')
  check(@Caller() caller: CallerIdentity, @Body() body: CheckImportRequest): Promise<ImportCheck> {
    return this.checks.check(caller, body)
  }

  @Route('import')
  import(@Caller() caller: CallerIdentity, @Body() body: ImportRequest): Promise<ImportDone> {
    return this.imports.import(caller, body)
  }

  @Route('keptDrafts')
  async keptDrafts(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<{ readonly drafts: readonly KeptDraftView[] }> {
    return { drafts: await this.drafts.list(caller, id) }
  }

  @Route('keptDraft')
  async keptDraft(@Caller() caller: CallerIdentity, @Param('id') id: string, @Param('draft') draft: string): Promise<{ readonly document: FlowDocument }> {
    return { document: await this.drafts.find(caller, id, draft) }
  }

  @Route('keepDraft')
  async keepDraft(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<{ readonly kept: boolean }> {
    return { kept: await this.drafts.keep(caller, id) }
  }
}

function choiceOf({ samples, tests }: ExportFlowQuery): ExportChoice {
  return { withSamples: samples === true, withTests: tests === true }
}

function sent(reply: FastifyReply, { name, text }: { readonly name: string; readonly text: string }): string {
  reply.headers({ 'content-disposition': attachment(name), 'cache-control': 'no-store' }).type('application/json; charset=utf-8')
  return text
}
