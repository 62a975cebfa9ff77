import type { ApiDocumentRequest, ApiDocumentView } from '@maillon/api-contract'
import { Body, Controller, Inject, Param } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { ApiDocumentsService } from './api-documents.service.js'

@Controller()
export class ApiDocumentsController {
  constructor(@Inject(ApiDocumentsService) private readonly service: ApiDocumentsService) {}

  @Route('apiDocuments')
  async list(@Caller() caller: CallerIdentity): Promise<{ readonly documents: readonly ApiDocumentView[] }> {
    return { documents: await this.service.list(caller) }
  }

  @Route('checkApiDocument')
  check(@Caller() caller: CallerIdentity, @Body() body: ApiDocumentRequest): Promise<ApiDocumentView> {
    return this.service.check(caller, body)
  }

  @Route('saveApiDocument')
  save(@Caller() caller: CallerIdentity, @Body() body: ApiDocumentRequest): Promise<ApiDocumentView> {
    return this.service.save(caller, body)
  }

  @Route('deleteApiDocument')
  remove(@Caller() caller: CallerIdentity, @Param('name') name: string): Promise<void> {
    return this.service.remove(caller, name)
  }
}
