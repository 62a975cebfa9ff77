import type { CollectionDetail, CollectionExportQuery, CollectionRowRequest, CollectionRowsPage, CollectionRowsQuery, CollectionRowView, CollectionView, CreateCollectionRequest } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Query, Res, type StreamableFile } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { rowsOf, tableDownload } from '../../http/table-download.js'
import { CollectionsService } from './collections.service.js'

interface RowPlace {
  readonly id: string
  readonly row: string
}

@Controller()
export class CollectionsController {
  constructor(@Inject(CollectionsService) private readonly service: CollectionsService) {}

  @Route('collections')
  async list(@Caller() caller: CallerIdentity): Promise<{ readonly collections: readonly CollectionView[] }> {
    return { collections: await this.service.list(caller) }
  }

  @Route('createCollection')
  create(@Caller() caller: CallerIdentity, @Body() body: CreateCollectionRequest): Promise<CollectionDetail> {
    return this.service.create(caller, body)
  }

  @Route('collection')
  detail(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<CollectionDetail> {
    return this.service.detail(caller, id)
  }

  @Route('deleteCollection')
  remove(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.service.remove(caller, id)
  }

  @Route('collectionRows')
  rows(@Caller() caller: CallerIdentity, @Param('id') id: string, @Query() query: CollectionRowsQuery): Promise<CollectionRowsPage> {
    return this.service.rows(caller, id, query)
  }

  @Route('exportCollection')
  async export(@Caller() caller: CallerIdentity, @Param('id') id: string, @Query() query: CollectionExportQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const collection = await this.service.find(caller, id)
    return tableDownload(reply, { name: collection.name, format: query.format, locale: caller.locale, columns: collection.fields, rows: rowsOf(this.service.everyRow(collection, query), (row) => collection.fields.map((field) => (Object.hasOwn(row, field) ? (row[field] ?? null) : null))) })
  }

  @Route('addCollectionRow')
  addRow(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: CollectionRowRequest): Promise<void> {
    return this.service.addRow(caller, id, body)
  }

  @Route('changeCollectionRow')
  changeRow(@Caller() caller: CallerIdentity, @Param() at: RowPlace, @Body() body: CollectionRowRequest): Promise<CollectionRowView> {
    return this.service.changeRow(caller, at, body)
  }

  @Route('deleteCollectionRow')
  removeRow(@Caller() caller: CallerIdentity, @Param() at: RowPlace): Promise<void> {
    return this.service.removeRow(caller, at)
  }
}
