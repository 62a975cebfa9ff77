import type { CreateFlowRequest, FlowDetail, FlowSummary, FlowVersionView, GalleryEntry, PublishRequest, SaveDraftRequest } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { Body, Controller, Inject, Param } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { FlowsService } from './flows.service.js'
import { GalleryService } from './gallery.service.js'
import { PublicationService } from './publication.service.js'

@Controller()
export class FlowsController {
  constructor(
    @Inject(FlowsService) private readonly flows: FlowsService,
    @Inject(PublicationService) private readonly publication: PublicationService,
    @Inject(GalleryService) private readonly galleryFlows: GalleryService,
  ) {}

  @Route('flows')
  async list(@Caller() caller: CallerIdentity): Promise<{ readonly flows: readonly FlowSummary[] }> {
    return { flows: await this.flows.list(caller) }
  }

  @Route('gallery')
  async gallery(@Caller() caller: CallerIdentity): Promise<{ readonly entries: readonly GalleryEntry[] }> {
    return { entries: await this.galleryFlows.entries(caller.locale) }
  }

  @Route('createFlow')
  create(@Caller() caller: CallerIdentity, @Body() body: CreateFlowRequest): Promise<FlowDetail> {
    return this.flows.create(caller, body)
  }

  @Route('flow')
  flow(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<FlowDetail> {
    return this.flows.open(caller, id)
  }

  @Route('saveDraft')
  saveDraft(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: SaveDraftRequest): Promise<{ readonly revision: number }> {
    return this.flows.saveDraft(caller, id, body)
  }

  @Route('publish')
  publish(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: PublishRequest): Promise<FlowDetail> {
    return this.publication.publish(caller, id, body)
  }

  @Route('setActive')
  setActive(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: { readonly active: boolean }): Promise<FlowDetail> {
    return this.publication.setActive(caller, id, body.active)
  }

  @Route('versions')
  async versions(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<{ readonly versions: readonly FlowVersionView[] }> {
    return { versions: await this.flows.versions(caller, id) }
  }

  @Route('version')
  async version(@Caller() caller: CallerIdentity, @Param('id') id: string, @Param('number') number: string): Promise<{ readonly document: FlowDocument }> {
    return { document: await this.flows.version(caller, id, number) }
  }

  @Route('deleteFlow')
  remove(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.flows.remove(caller, id)
  }
}
