import type { FailedStepsExportQuery, FailedStepsPage, FailedStepsQuery, RetryFailedAnswer, RetryFailedRequest } from '@maillon/api-contract'
import type { Json } from '@maillon/kernel'
import { Body, Controller, Inject, Query, Res, type StreamableFile } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { tableDownload } from '../../http/table-download.js'
import { failedStepColumns, failedStepRow } from './failed-step-table.js'
import { FailedStepsService } from './failed-steps.service.js'

@Controller()
export class FailedStepsController {
  constructor(@Inject(FailedStepsService) private readonly service: FailedStepsService) {}

  @Route('failedSteps')
  page(@Caller() caller: CallerIdentity, @Query() query: FailedStepsQuery): Promise<FailedStepsPage> {
    return this.service.page(caller, query)
  }

  @Route('exportFailedSteps')
  export(@Caller() caller: CallerIdentity, @Query() { format, ...filter }: FailedStepsExportQuery, @Res({ passthrough: true }) reply: FastifyReply): StreamableFile {
    const { locale } = caller
    const rows = async function* (service: FailedStepsService): AsyncGenerator<readonly Json[]> {
      for await (const step of service.all(caller, filter)) yield failedStepRow(step)
    }
    return tableDownload(reply, { name: locale === 'fr' ? 'échecs' : 'failed-steps', format, locale, columns: failedStepColumns[locale], rows: rows(this.service) })
  }

  @Route('retryFailed')
  retry(@Caller() caller: CallerIdentity, @Body() body: RetryFailedRequest): Promise<RetryFailedAnswer> {
    return this.service.retry(caller, body)
  }
}
