import { Module } from '@nestjs/common'
import { ReplayModule } from '../flow-tests/replay.module.js'
import { DraftVersions } from './draft-versions.service.js'
import { FlowCompiler } from './flow-compiler.service.js'
import { FlowsController } from './flows.controller.js'
import { FlowsService } from './flows.service.js'
import { GalleryService } from './gallery.service.js'
import { PublicationService } from './publication.service.js'
import { ReferenceMapper } from './reference-mapper.service.js'
import { SeenData } from './seen-data.service.js'

@Module({ imports: [ReplayModule], controllers: [FlowsController], providers: [FlowsService, FlowCompiler, DraftVersions, GalleryService, PublicationService, ReferenceMapper, SeenData], exports: [FlowsService, FlowCompiler, DraftVersions, SeenData] })
export class FlowsModule {}
