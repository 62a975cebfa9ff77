import { ApiDocumentStore, type Database } from '@maillon/storage'
import { Module } from '@nestjs/common'
import { DATABASE } from '../../platform/tokens.js'
import { ApiDocumentsController } from './api-documents.controller.js'
import { ApiDocumentsService } from './api-documents.service.js'

@Module({
  controllers: [ApiDocumentsController],
  providers: [ApiDocumentsService, { provide: ApiDocumentStore, inject: [DATABASE], useFactory: (database: Database) => new ApiDocumentStore(database) }],
})
export class ApiDocumentsModule {}
